import { expect, it } from "vitest";
import { amountInWords, standingOn, timeInWords } from "./words";

it("says each sort of price in a line", () => {
  expect(amountInWords({ model: "m", mtok: { input: "3.5", cache_read: "0.025" } })).toBe(
    "Input $3.50, cache read $0.025",
  );
  expect(amountInWords({ model: "*", discount_percent: "12.5" })).toBe("12.5 % off the list");
  expect(amountInWords({ model: "m", prices_as: "claude-haiku-4-5" })).toBe("Priced as claude-haiku-4-5");
});

it("says from when until when, both days included", () => {
  expect(timeInWords({ model: "m", effective_from: "2026-01-01", effective_to: "2027-01-01" })).toMatch(
    /^1 Jan\s–\s31 Dec 2026$/,
  );
  expect(timeInWords({ model: "m", effective_from: "2026-01-01" })).toBe("Since 1 Jan 2026");
  expect(timeInWords({ model: "m", effective_to: "2027-01-01" })).toBe("Until 31 Dec 2026");
  expect(timeInWords({ model: "m" })).toBe("Always");
});

it("knows what holds on a day", () => {
  const price = { model: "m", effective_from: "2026-01-01", effective_to: "2027-01-01" };
  expect(standingOn(price, "2025-12-31")).toBe("begins later");
  expect(standingOn(price, "2026-12-31")).toBe("holds");
  expect(standingOn(price, "2027-01-01")).toBe("ended");
});
