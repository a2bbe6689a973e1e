import { expect, test } from "vitest";
import { findLines, linesOfJson, textOfLines } from "./lines";

const long = (letter: string) => `"${letter.repeat(80)}"`;
const shown = (json: string) => textOfLines(linesOfJson(json));

test("what fits on a line stays on it, like an OTLP attribute", () => {
  const attribute = '{"key":"cost_usd","value":{"doubleValue":0.0348}}';
  expect(shown(attribute)).toBe('{ "key": "cost_usd", "value": { "doubleValue": 0.0348 } }');
});

test("what is too long is laid out, two spaces deeper each time", () => {
  expect(shown(`{"a":[${long("x")},${long("y")}],"b":{"c":true}}`)).toBe(
    `{\n  "a": [\n    ${long("x")},\n    ${long("y")}\n  ],\n  "b": { "c": true }\n}`,
  );
});

test("empty objects and lists have nothing between their braces", () => {
  expect(shown('{"a":{},"b":[]}')).toBe('{ "a": {}, "b": [] }');
});

test("numbers keep every digit that the server wrote", () => {
  const exact = '{"cost":0.150967799999999997,"nanos":1795375735628000001}';
  expect(shown(exact)).toContain("0.150967799999999997");
  expect(shown(exact)).toContain("1795375735628000001");
});

test("braces and quotes inside strings are text", () => {
  expect(shown('{"a":"}\\"{,"}')).toBe('{ "a": "}\\"{," }');
});

test("only the value under the path is shown", () => {
  const envelope = '{"data":{"id":"x","set_aside":[{"json":1}],"json":{"logs":[7]}},"error":null}';
  expect(textOfLines(linesOfJson(envelope, ["data", "json"]))).toBe('{ "logs": [7] }');
});

test("a path that leads nowhere shows nothing", () => {
  expect(linesOfJson('{"data":{}}', ["data", "json"])).toEqual([]);
});

test("keys are told from strings", () => {
  const [line] = linesOfJson('{"key":"value"}');
  expect(line?.tokens.map((token) => token.kind)).toEqual(["mark", "key", "mark", "string", "mark"]);
});

test("a search finds lines whatever the case, and an empty search none", () => {
  const lines = linesOfJson(`{"Model":${long("opus")},"cost":1}`);
  expect(findLines(lines, "MODEL")).toEqual([1]);
  expect(findLines(lines, "  ")).toEqual([]);
});
