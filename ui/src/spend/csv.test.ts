import { expect, test } from "vitest";
import { cell } from "./csv";

// As in tests/test_spreadsheet.py.
const formulas = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠A1", "'=1", "''=1"];

test.each(formulas)("%j becomes a text that no spreadsheet calculates", (formula) => {
  expect(cell(formula)).toBe(`'${formula}`);
});

test.each(["\r=1", "\n=1"])("%j does too, and stays in one cell", (formula) => {
  expect(cell(formula)).toBe(`"'${formula}"`);
});

test("texts and numbers stay as they are", () => {
  expect(["Claude", "a=b", "<b>", "-0.5", "12", 3].map(cell)).toEqual(["Claude", "a=b", "<b>", "-0.5", "12", "3"]);
});

test("what would end a cell is quoted", () => {
  expect(cell('a "name", of\ntwo lines')).toBe('"a ""name"", of\ntwo lines"');
});
