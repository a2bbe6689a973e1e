"""Tables that people open in a spreadsheet: every CSV that leaves StackSpend is written here.

What a spreadsheet takes for a formula is text to us (https://owasp.org/www-community/attacks/CSV_Injection). An
apostrophe in front makes it text to a spreadsheet too: we write one, and whoever reads a table back takes it away.
"""

import csv
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

# Before Python 3.13 a cell is quoted only for what ends a line of the table itself. A carriage return without quotes
# ends one for a spreadsheet, too, and what follows it would be a cell that nobody has looked at.
_QUOTED = "\r\n"


class _Lines:
    """What a CSV writer writes to: line by line, each of which then ends with a newline alone."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, line: str) -> None:
        self._lines.append(line.removesuffix(_QUOTED) + "\n")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as CSV with a line for the header; no cell of a row is a formula."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator=_QUOTED)
    writer.writerow(header)
    writer.writerows([as_cell(text) for text in row] for row in rows)
    return "".join(lines)


def as_cell(text: str) -> str:
    """The text as a cell that no spreadsheet calculates."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(cell: str) -> str:
    """The text that `as_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
