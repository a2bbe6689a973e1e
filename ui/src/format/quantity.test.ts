import { expect, test } from "vitest";
import { countOf, formatBytes, formatCount, formatTokens } from "./quantity";

test("tokens are summed over their kinds and carry their unit", () => {
  expect(formatTokens([99, 2_438, 141_236, 19_128])).toBe("162.9K tokens");
  expect(formatTokens([1, 0])).toBe("1 token");
});

test("a sum over an unknown kind is unknown", () => {
  expect(formatTokens([1, null])).toBe("unknown tokens");
  expect(formatCount(null)).toBe("unknown");
});

test("one is singular", () => {
  expect(countOf(1, "record")).toBe("1 record");
  expect(countOf(2_048, "raw batch", "raw batches")).toBe("2,048 raw batches");
});

test.each([
  [999, "999 B"],
  [4_221, "4.2 kB"],
  [562_511, "563 kB"],
  [20_971_520, "21 MB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
