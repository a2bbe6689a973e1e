"""Mapping rules as a table that spreadsheets read and write: CSV in UTF-8 with the header `COLUMNS`."""

import csv
import io
from collections.abc import Iterable

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingRule
from stackspend.ledger.mapping_rules import StatedRule
from stackspend.spreadsheet import from_cell, write_table

COLUMNS = tuple(field.name for field in msgspec.structs.fields(StatedRule))
_REQUIRED = ("kind", "pattern")


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
    return write_table(COLUMNS, ([getattr(rule, column) or "" for column in COLUMNS] for rule in rules))


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
    return StatedRule(**{column: from_cell(cell.strip()) for column, cell in zip(header, cells, strict=True)})
