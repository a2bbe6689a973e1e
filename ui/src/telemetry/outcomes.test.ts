import { expect, test } from "vitest";
import { becameOf } from "./outcomes";

test("activity names its kind, and what was set aside says why", () => {
  expect(becameOf({ outcome: "activity", detail: "tool_results" }).words).toBe("Activity: tool results");
  expect(becameOf({ outcome: "set_aside", detail: "cost_usd is 'much'." })).toEqual({
    tone: "warn",
    words: "Set aside",
    meaning: "cost_usd is 'much'.",
  });
  expect(becameOf({ outcome: "booked", detail: null }).words).toBe("Booked");
});
