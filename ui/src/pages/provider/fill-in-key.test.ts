import { expect, test } from "vitest";
import { fillInKey } from "./fill-in-key";

test("the key stands wherever the snippet wants it", () => {
  expect(fillInKey("a={{INGEST_KEY}} b={{INGEST_KEY}}", "ss_live_1")).toBe("a=ss_live_1 b=ss_live_1");
});

test("before there is a key, the snippet says what to do", () => {
  expect(fillInKey("Bearer {{INGEST_KEY}}", null)).toBe("Bearer <generate a key above>");
});

test("signs that mean something to a replacement are only text", () => {
  expect(fillInKey("{{INGEST_KEY}}", "ss_$&_$1")).toBe("ss_$&_$1");
});
