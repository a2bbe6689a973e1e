import { expect, test } from "vitest";
import { change, contributor, week } from "./example";
import { exploreContributor } from "./explore";

const ALICE = contributor("user", "alice@example.com", "1");

test("a name leads to its spend of the later period, beside the earlier one", () => {
  expect(exploreContributor(change(), ["model:opus", "user:bob@example.com"], ALICE)).toEqual({
    from: "2026-11-08",
    to: "2026-11-14",
    by: ["model"],
    filter: ["model:opus", "user:alice@example.com"],
    compare: true,
  });
});

test("the Explorer compares with the days just before only", () => {
  const earlier = change({ before: week("2026-10-08", "2026-10-14") });
  expect(exploreContributor(earlier, [], ALICE)).not.toHaveProperty("compare");
});
