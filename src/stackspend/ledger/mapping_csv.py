"""Mapping rules as a table that spreadsheets read and write: CSV in UTF-8 with the header `COLUMNS`."""

import csv
import io
import re
from collections.abc import Iterable

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingRule
from stackspend.ledger.mapping_rules import StatedRule

COLUMNS = tuple(field.name for field in msgspec.structs.fields(StatedRule))
_REQUIRED = ("kind", "pattern")

# What a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection). It is text to us; an
# apostrophe in front makes it text to a spreadsheet too, so we write one, and take one away.
_FORMULA = re.compile(r"'*[=+\-@]")


def read_csv(body: bytes) -> list[tuple[str, StatedRule]]:
    """The rows, each beside its place ("Line 4", the last of its lines). Rows of empty cells are left out.

    Raises InvalidInput when it is not such a table. What the cells mean is not checked here.
    """
    rows = csv.reader(io.StringIO(_decode(body), newline=""), strict=True)
    try:
        header = _read_header(next(rows, []))
        filled = ((rows.line_num, row) for row in rows if "".join(row).strip())
        return [(f"Line {line}", _read_row(header, row, line)) for line, row in filled]
    except csv.Error as error:
        raise InvalidInput(f"Line {rows.line_num}: The table cannot be read ({error}).") from error


def write_csv(rules: Iterable[MappingRule]) -> str:
    """The table of these rules; `read_csv` reads the same from it."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rule in rules:
        writer.writerow([_write_cell(getattr(rule, column) or "") for column in COLUMNS])
    return table.getvalue()


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"The table is not UTF-8 at byte {error.start}; save it as CSV in UTF-8.") from error


def _read_header(cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    wanted = f"the first line must name the columns: {','.join(COLUMNS)}"
    missing = [column for column in _REQUIRED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if len(header) == 1 and ";" in header[0]:
        raise InvalidInput("Line 1: The cells are separated by semicolons; save the table with commas.")
    if missing or unknown:
        wrong = f"There is no column {missing[0]}" if missing else f"There is a column {unknown[0]!r}"
        raise InvalidInput(f"Line 1: {wrong}; {wanted}.")
    if len(set(header)) < len(header):
        raise InvalidInput(f"Line 1: A column is named twice; {wanted}.")
    return header


def _read_row(header: list[str], cells: list[str], line: int) -> StatedRule:
    if len(cells) != len(header):
        raise InvalidInput(f"Line {line}: There are {len(cells)} cells under {len(header)} columns.")
    return StatedRule(**{column: _read_cell(cell) for column, cell in zip(header, cells, strict=True)})


def _read_cell(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _write_cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
