import { expect, test } from "vitest";
import { barsOf, ticksOf } from "./bars";
import { change, partsFrom } from "./example";

test("bars lead from one period to the other, without the parts that are nothing", () => {
  const bars = barsOf(change({ parts: partsFrom(80, { volume: 20, price: -5 }) }));

  expect(bars.map(({ id, range, shown }) => [id, range, shown])).toEqual([
    ["before", [0, 80], "$80.00"],
    ["volume", [80, 100], "+$20.00"],
    ["price", [100, 95], "−$5.00"],
    ["after", [0, 95], "$95.00"],
  ]);
});

test.each([
  ["the axis begins at nothing", 10, { volume: 50 }, [0, 20, 40, 60]],
  ["or below what is small beside the whole", 1_000, { volume: 50 }, [960, 980, 1_000, 1_020, 1_040, 1_060]],
  ["or below nothing", 10, { model_mix: -15, volume: 20, price: -20 }, [-10, 0, 10, 20, 30]],
  ["with cents", 0.1, { volume: 0.02 }, [0.08, 0.09, 0.1, 0.11, 0.12]],
  ["and has a length if there is nothing", 0, {}, [0]],
])("%s", (_what, amount, steps, ticks) => {
  expect(ticksOf(barsOf(change({ parts: partsFrom(amount, steps) })))).toEqual(ticks);
});
