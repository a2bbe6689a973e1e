import { describe, expect, it } from "vitest";
import { draftOf, emptyDraft, endedAfter, overrideOf, problemsOf } from "./draft";

const RATE = {
  model: "claude-opus-5-5",
  mtok: { input: "3.5", output: null, cache_read: null, cache_creation_5m: null, cache_creation_1h: null },
  discount_percent: null,
  prices_as: null,
  speed: null,
  effective_from: "2026-01-01",
  effective_to: "2027-01-01",
  note: "Agreement 4711",
};

describe("a price in the form", () => {
  it("shows the last day on which it holds, and is sent as it was", () => {
    expect(draftOf(RATE).lastDay).toBe("2026-12-31");
    expect(overrideOf(draftOf(RATE))).toEqual(RATE);
  });

  it("sends only what its sort has", () => {
    const typed = { ...draftOf(RATE), sort: "discount" as const, model: " claude-* ", percent: "12.5" };
    expect(overrideOf(typed)).toMatchObject({ model: "claude-*", mtok: null, discount_percent: "12.5" });
    expect(overrideOf({ ...typed, sort: "alias", pricedAs: "m", speed: "fast" })).toMatchObject({
      discount_percent: null,
      prices_as: "m",
      speed: null,
    });
  });

  it("ends with its last day", () => {
    expect(endedAfter(RATE, "2026-11-30").effective_to).toBe("2026-12-01");
  });

  it("says what is missing and what is wrong", () => {
    expect(problemsOf(draftOf(RATE))).toEqual({});
    expect(Object.keys(problemsOf(emptyDraft()))).toEqual(["model", "rates"]);
    expect(problemsOf({ ...emptyDraft("claude-*"), rates: { ...emptyDraft().rates, input: "3" } })).toHaveProperty(
      "model",
    );
    expect(problemsOf({ ...draftOf(RATE), rates: { ...emptyDraft().rates, input: "-1" } })).toHaveProperty("rates");
    expect(problemsOf({ ...emptyDraft("a*b"), sort: "discount", percent: "101" })).toEqual({
      model: "A * can only stand at the end.",
      percent: "Give a number from 0 to 100.",
    });
    expect(problemsOf({ ...draftOf(RATE), lastDay: "2025-12-31" })).toHaveProperty("lastDay");
  });
});
