"""No cell that leaves StackSpend is calculated by a spreadsheet, and each is read back as it was."""

import csv
import io

import pytest

from stackspend.spreadsheet import as_cell, from_cell, write_table

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1", "'=1", "''=1"]
TEXTS = ["Claude", "a=b", "<script>", "\x1b[31m", "\u202egpj.exe", 'a "quoted", text', "two\nlines", "'quoted'", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_as_it_is(text: str) -> None:
    assert as_cell(text) == text


@pytest.mark.parametrize("text", FORMULAS + TEXTS)
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    table = write_table(["name", "next"], [[text, "after"]])
    _, row = csv.reader(io.StringIO(table, newline=""))
    assert [from_cell(row[0]), row[1]] == [text, "after"]
