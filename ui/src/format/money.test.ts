import { expect, test } from "vitest";
import { exactUsd, formatUsd, labelMoney, usdSteps } from "./money";

test.each([
  ["a whole amount", "1234567", "$1,234,567.00"],
  ["dollars and cents", "42.28", "$42.28"],
  ["half a cent rounds up", "1.005", "$1.01"],
  ["below a dollar four digits", "0.150967799999999997", "$0.1510"],
  ["below a cent four digits", "0.0034", "$0.0034"],
  ["a tiny amount keeps two that count", "0.0000123", "$0.000012"],
  ["rounding may reach a dollar", "0.99999", "$1.00"],
  ["nothing spent is zero dollars", "0", "$0.00"],
  ["zero with digits", "0.000", "$0.00"],
  ["Python's exponents", "1E-7", "$0.00000010"],
  ["a credit", "-3.5", "−$3.50"],
  ["more digits than a float has", "9007199254740993.11", "$9,007,199,254,740,993.11"],
])("%s: %s", (_name, amount, shown) => {
  expect(formatUsd(amount)).toBe(shown);
});

test("an unknown amount is unpriced, never zero", () => {
  expect(formatUsd(null)).toBe("unpriced");
  expect(formatUsd("NaN")).toBe("unpriced");
});

test("the exact form keeps every booked digit", () => {
  expect(exactUsd("0.150967799999999997")).toBe("$0.150967799999999997");
  expect(exactUsd("0.3")).toBe("$0.30");
});

test.each([
  [
    "each rounded by itself would not add up",
    ["0.334", "1.668", "2.002"],
    ["$0.33", "$1.67", "$2.00"],
    ["+$1.34", "+$0.33"],
  ],
  ["down", ["100", "80.5"], ["$100.00", "$80.50"], ["−$19.50"]],
  ["below nothing and back", ["1", "-0.5", "2"], ["$1.00", "−$0.50", "$2.00"], ["−$1.50", "+$2.50"]],
  ["digits of the largest, however small all are", ["0.01", "0.02006"], ["$0.0100", "$0.0201"], ["+$0.0101"]],
  ["nothing at all", ["0", "0"], ["$0.00", "$0.00"], ["$0.00"]],
])("steps: %s", (_name, amounts, shown, steps) => {
  expect(usdSteps(amounts)).toMatchObject({ amounts: shown, steps });
});

test("the organization's label stands before amounts, after their sign", () => {
  labelMoney("USD ");
  expect(formatUsd("-1234.5")).toBe("−USD 1,234.50");
  expect(exactUsd("0.3")).toBe("USD 0.30");
  labelMoney("$");
  expect(formatUsd("0.3")).toBe("$0.3000");
});
