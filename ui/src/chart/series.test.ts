import { expect, test } from "vitest";
import { axisUsd, drawn, entriesOf, MOST_SERIES, OTHERS, pointsOf, type Series } from "./series";

const many: Series[] = Array.from({ length: 50 }, (_, n) => ({ id: `s${n}`, label: `S${n}`, amounts: [`${50 - n}`] }));
const rest: Series = { id: "rest", label: "12 others", amounts: ["3"] };

test("of fifty series ten have a colour and the rest is one", () => {
  const all = drawn(many, rest);
  expect(all).toHaveLength(MOST_SERIES + 1);
  expect(new Set(all.map((one) => one.color)).size).toBe(MOST_SERIES + 1);
  const own = many.slice(0, MOST_SERIES).reduce((sum, one) => sum + Number(one.amounts[0]), 0);
  expect(Number(all.at(-1)?.amounts[0])).toBe((50 * 51) / 2 + 3 - own);
  expect(all.at(-1)?.id).toBe(OTHERS);
});

test("few series have no others", () => {
  expect(drawn(many.slice(0, 2), null).map((one) => one.id)).toEqual(["s0", "s1"]);
});

test("what nobody knows is not drawn as zero", () => {
  const unknown: Series = { id: "a", label: "A", amounts: [null, "0"] };
  expect(pointsOf(["d1", "d2"], [unknown])).toEqual([{ bucket: "d1" }, { bucket: "d2", a: 0 }]);
});

test("a tooltip lists who spent, the largest first, and the whole", () => {
  const small = drawn(
    [
      { id: "a", label: "A", amounts: ["1"] },
      { id: "b", label: "B", amounts: ["2"] },
      { id: "c", label: "C", amounts: ["0"] },
    ],
    null,
  );
  const { shown, total } = entriesOf(small, 0);
  expect(shown.map((one) => one.id)).toEqual(["b", "a"]);
  expect(Number(total)).toBe(3);
});

test.each([
  [0, "$0"],
  [0.05, "$0.05"],
  [12, "$12"],
  [1234, "$1.2K"],
])("%d at an axis is %s", (amount, shown) => {
  expect(axisUsd(amount)).toBe(shown);
});
