"""Tables that people open in a spreadsheet: every CSV that leaves StackSpend is written here.

What a spreadsheet takes for a formula is text to us (https://owasp.org/www-community/attacks/CSV_Injection). An
apostrophe in front makes it text to a spreadsheet too: we write one, and whoever reads a table back takes it away.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as CSV with a line for the header; no cell of a row is a formula."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([as_cell(text) for text in row] for row in rows)
    return table.getvalue()


def as_cell(text: str) -> str:
    """The text as a cell that no spreadsheet calculates."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(cell: str) -> str:
    """The text that `as_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
