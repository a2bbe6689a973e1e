import { expect, test } from "vitest";
import { instantOf, localMinute } from "./local-minute";

test("a minute comes back as it was, whatever the time zone", () => {
  const typed = "2026-07-22T13:05";
  expect(localMinute(instantOf(typed))).toBe(typed);
  expect(instantOf("")).toBeUndefined();
  expect(localMinute(undefined)).toBe("");
});
