"""The numbers of docs/what-changed.md, computed anew from its first table."""

import re
from collections.abc import Iterable
from decimal import Decimal

from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.question import Dimension, Names
from stackspend.reports.what_changed.parts import Driver, SliceChange, split
from stackspend.reports.what_changed.slices import Slices
from stackspend.reports.what_changed.totals import by_name, total
from stackspend.reports.what_changed.units import usd
from stackspend.reports.what_changed.yardsticks import Unsplit
from tests.docs.pages import ROOT
from tests.reports.what_changed.asking import PRICES
from tests.reports.what_changed.slices_of_spend import one, used

PAGE = (ROOT / "docs/what-changed.md").read_text()


def table(head: str) -> list[list[str]]:
    """The cells of the table whose head begins so."""
    rows = PAGE[PAGE.index(f"| {head} |") :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def week(name: str) -> Slices:
    found: dict[Names, SpendRow] = {}
    for _, person, model, speed, *counts, cost in (row for row in table("Week") if row[0] == name):
        requests, plain, cached, output = (int(count.replace(",", "")) for count in counts)
        tokens = Tokens(plain, output, cached, 0)
        found[one(person, model, team=None, speed=speed)] = used(requests, cost, tokens=tokens)
    return found


def changes() -> list[SliceChange]:
    return split(week("first"), week("second"), PRICES)


def in_usd(parts: Iterable[int]) -> list[Decimal]:
    return [usd(part) for part in parts]


def amount(cell: str) -> Decimal:
    """What a cell comes to: its last number."""
    return Decimal(re.findall(r"−?[\d.]+", cell)[-1].replace("−", "-"))


def test_the_steps() -> None:
    by_slice = {(found.names[0], found.names[-1]): in_usd(found.change.parts) for found in changes()}
    columns = [by_slice["bob", "normal"], by_slice["alice", "normal"], by_slice["alice", "fast"]]

    shown = [[amount(cell) for cell in cells] for _, *cells in table("Step | Bob")]
    reached = [[sum(parts[:step]) for parts in columns] for step in range(1, len(Driver))]
    assert shown == [[*amounts, sum(amounts)] for amounts in reached]


def test_the_parts() -> None:
    people = by_name(changes())[Dimension.USER]
    columns = [in_usd(found.parts) for found in (people["bob"], people["alice"], total(people.values()))]

    *shown, change = [[amount(cell) for cell in cells] for _, *cells in table("Part | Bob")]
    assert [*shown, [0, 0, 0]] == [list(parts) for parts in zip(*columns, strict=True)]
    assert change == [sum(parts) for parts in columns]


def test_every_reason_is_documented() -> None:
    assert [reason for reason, _ in table("Reason")] == list(Unsplit)
