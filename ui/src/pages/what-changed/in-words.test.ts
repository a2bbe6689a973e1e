import { expect, test } from "vitest";
import type { Contributor, Driver, ExplainedChange } from "../../api/types";
import { change, contributor, partsFrom, week } from "./example";
import { partsInWords, shownChange, wholeInWords } from "./in-words";

function words(driver: Driver, usd: number, more: Partial<ExplainedChange> = {}, who: Contributor[] = []): string[] {
  return partsInWords(change({ parts: partsFrom(80, { [driver]: usd }, who), ...more })).map((one) => one.words);
}

test("the whole says both amounts, their days, and how much that is", () => {
  expect(wholeInWords(change({ parts: partsFrom(80, { volume: 20 }) })).replace(/\s?–\s?/g, "–")).toBe(
    "Spend rose by $20.00 (+25%), from $80.00 in 1–7 Nov 2026 to $100.00 in 8–14 Nov 2026.",
  );
  expect(wholeInWords(change({ parts: partsFrom(80, { price: -8 }) }))).toMatch(/^Spend fell by \$8\.00 \(−10%\)/);
  expect(wholeInWords(change())).toMatch(/^Spend did not change: \$80\.00/);
});

test("volume says the requests of both periods", () => {
  const after = week("2026-11-08", "2026-11-14", { line_items: 1_250, unpriced: 50 });
  expect(words("volume", 20, { after })).toEqual(["More requests, 1,200 instead of 100, added $20.00."]);
});

test("a mix names the models that changed places", () => {
  const model_shifts = [
    { model: "opus", line_items_before: 10, line_items_after: 40 },
    { model: "sonnet", line_items_before: 90, line_items_after: 60 },
  ];
  expect(words("model_mix", 12.5, { model_shifts }, [contributor("user", "a@example.com", "9")])).toEqual([
    "opus instead of sonnet (40% of requests, 10% before) added $12.50, most of it by a@example.com.",
  ]);
});

test.each<[string, number, Contributor[], string]>([
  [
    "fast mode",
    6,
    [contributor("speed", "fast", "5"), contributor("effort", "high", "1")],
    "More fast mode, 90 requests instead of 30,",
  ],
  ["less of it", -6, [contributor("speed", "normal", "-6")], "Less fast mode"],
  [
    "an effort",
    6,
    [contributor("speed", "fast", "1"), contributor("effort", "high", "5")],
    "More requests at high effort, 90 instead of 30,",
  ],
  ["nothing that has a name", 6, [contributor("effort", null, "6")], "Other efforts and speeds"],
])("effort and speed name what matters most: %s", (_what, usd, who, cause) => {
  expect(words("effort_and_speed", usd, {}, who)).toEqual([`${cause} ${usd > 0 ? "added" : "saved"} $6.00.`]);
});

test("size and cache use say their figures", () => {
  const after = week("2026-11-08", "2026-11-14", {
    tokens: { input: 6_000, output: 2_000, cache_read: 10_000, cache_creation: 0 },
  });
  expect(words("request_size", 4, { after })).toEqual([
    "Larger requests, 180 tokens each instead of 120, added $4.00.",
  ]);
  expect(words("cache_use", 4, { after })).toEqual([
    "Less from the cache, 62.5% of what was read instead of 90%, added $4.00.",
  ]);
});

test("figures that went the other way are not said", () => {
  expect(words("request_size", -4)).toEqual(["Smaller requests saved $4.00."]);
});

test("a price says by how much the same tokens cost more", () => {
  expect(words("price", 8)).toEqual(["A higher price for the same tokens, +10%, added $8.00."]);
});

test("what is not split has its reason", () => {
  const unsplit = [{ reason: "no_list_price" as const, model: "own", usd: "3" }];
  expect(words("unsplit", 3, { unsplit })).toEqual([
    "Changes that cannot be split (own: no list price is known) added $3.00.",
  ]);
});

test("who explains less than half is not named, nor is who is the only one", () => {
  const [less, most] = [[contributor("user", "a@example.com", "9")], [contributor("user", "a@example.com", "10")]];
  expect(words("volume", 20, {}, less)).toEqual(["More requests added $20.00."]);
  expect(words("volume", 20, {}, most)).toEqual(["More requests added $20.00, most of it by a@example.com."]);
  const alone = {
    before: week("2026-11-01", "2026-11-07", { people: 1 }),
    after: week("2026-11-08", "2026-11-14", { people: 1 }),
  };
  expect(words("volume", 20, alone, most)).toEqual(["More requests added $20.00."]);
});

test("the largest part comes first, and what is shown as nothing does not come", () => {
  const parts = partsFrom(80, { volume: 1, price: -8, cache_use: 0.001 });
  expect(partsInWords(change({ parts })).map(({ driver }) => driver)).toEqual(["price", "volume"]);
});

test("shown steps lead from one shown amount to the other", () => {
  const { before, after, parts } = shownChange(change({ parts: partsFrom(1.004, { volume: 0.004, price: 0.004 }) }));
  expect([before.shown, ...parts.map(({ step }) => step), after.shown]).toEqual([
    "$1.00",
    "+$0.01",
    "$0.00",
    "$0.00",
    "$0.00",
    "$0.00",
    "$0.00",
    "$0.00",
    "$1.01",
  ]);
});
