import { expect, test } from "vitest";
import { includes } from "./roles";

test.each([
  ["owner", "admin", true],
  ["admin", "admin", true],
  ["admin", "owner", false],
  ["viewer", "member", false],
] as const)("a %s may do what a %s may: %s", (own, least, may) => {
  expect(includes(own, least)).toBe(may);
});
