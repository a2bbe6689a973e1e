import { expect, test } from "vitest";
import { findLines, linesOfJson, textOfLines } from "./lines";

test("nested values are indented by two spaces", () => {
  expect(textOfLines(linesOfJson('{"a":[1,{"b":true}],"c":null}'))).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": true\n    }\n  ],\n  "c": null\n}',
  );
});

test("empty objects and lists stay on their line", () => {
  expect(textOfLines(linesOfJson('{"a":{},"b":[]}'))).toBe('{\n  "a": {},\n  "b": []\n}');
});

test("numbers keep every digit that the server wrote", () => {
  const exact = '{"cost":0.150967799999999997,"nanos":1795375735628000001}';
  const shown = textOfLines(linesOfJson(exact));
  expect(shown).toContain("0.150967799999999997");
  expect(shown).toContain("1795375735628000001");
});

test("braces and quotes inside strings are text", () => {
  expect(textOfLines(linesOfJson('{"a":"}\\"{,"}'))).toBe('{\n  "a": "}\\"{,"\n}');
});

test("only the value under the path is shown", () => {
  const envelope = '{"data":{"id":"x","set_aside":[{"json":1}],"json":{"logs":[7]}},"error":null}';
  expect(textOfLines(linesOfJson(envelope, ["data", "json"]))).toBe('{\n  "logs": [\n    7\n  ]\n}');
});

test("a path that leads nowhere shows nothing", () => {
  expect(linesOfJson('{"data":{}}', ["data", "json"])).toEqual([]);
});

test("keys are told from strings", () => {
  const [, line] = linesOfJson('{"key":"value"}');
  expect(line?.tokens.map((token) => token.kind)).toEqual(["key", "mark", "string"]);
});

test("a search finds lines whatever the case, and an empty search none", () => {
  const lines = linesOfJson('{"Model":"opus","cost":1}');
  expect(findLines(lines, "MODEL")).toEqual([1]);
  expect(findLines(lines, "  ")).toEqual([]);
});
