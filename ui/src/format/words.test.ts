import { expect, test } from "vitest";
import { titleOf, wordsOf } from "./words";

test.each([
  ["cache_read", "Cache read"],
  ["user_id", "User ID"],
  ["account_uuid", "Account UUID"],
  ["session", "Session"],
])("%s reads %s", (name, words) => {
  expect(wordsOf(name)).toBe(words);
});

test("a product's name is a title", () => {
  expect(titleOf("claude_office_agents")).toBe("Claude Office Agents");
});
