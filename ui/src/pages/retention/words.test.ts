import { expect, it } from "vitest";
import { bytesInWords, doomInWords, howLong } from "./words";

const NOTHING = { raw_batches: 0, raw_bytes: 0, line_items: 0, days: 0, kept_since: null };

it("says how long", () => {
  expect([howLong(null, "day"), howLong(1, "day"), howLong(400, "day")]).toEqual([
    "for ever",
    "for 1 day",
    "for 400 days",
  ]);
});

it("says bytes with one digit or none", () => {
  expect([0, 999, 1_000, 12_345, 1_234_567_890].map(bytesInWords)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "12 kB",
    "1.2 GB",
  ]);
});

it("says what is deleted at once, and when nothing is", () => {
  expect(doomInWords(NOTHING)).toBe("Nothing is old enough to be deleted now.");
  expect(doomInWords({ ...NOTHING, raw_batches: 1, raw_bytes: 2_000 })).toBe(
    "At once it deletes 1 raw batch (2.0 kB).",
  );
  expect(
    doomInWords({ raw_batches: 1_200, raw_bytes: 5_000_000, line_items: 3, days: 2, kept_since: "2026-08-01" }),
  ).toBe("At once it deletes 1,200 raw batches (5.0 MB) and 3 line items of 2 days before 1 Aug 2026.");
});
