"""Exploring spend: rows, others and series add up to the total, whatever is grouped by; few statements are asked."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

import msgspec
import pytest

from stackspend.errors import InvalidInput
from stackspend.reports.answer import LargestRows, SpendRow, Tokens
from stackspend.reports.explore import (
    Exploration,
    ExploredSpend,
    OtherGroups,
    SpendGroup,
    explore,
    read_dimensions,
    read_filters,
)
from stackspend.reports.question import (
    AS_BOOKED,
    Among,
    Dimension,
    Filters,
    Granularity,
    Names,
    Period,
    Perspective,
    Tag,
)
from stackspend.reports.steps import Amounts, Step

ACME = UUID(int=1)
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (1, 2, 3))
PERIOD = Period(SECOND, THIRD)


class Item(msgspec.Struct, frozen=True):
    day: date
    user: str | None
    model: str
    amount: str | None


ITEMS = (
    Item(FIRST, "alice", "opus", "8"),
    Item(SECOND, "alice", "opus", "4"),
    Item(SECOND, "bob", "haiku", "1"),
    Item(THIRD, "alice", "haiku", "2"),
    Item(THIRD, None, "opus", "0.5"),
    Item(THIRD, "carol", "own", None),
)


class Rollups:
    """A ledger of a few line items that counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def during(self, _organization_id: UUID, _period: Period) -> Self:
        self.asked += 1
        return self

    def largest(
        self,
        _organization_id: UUID,
        period: Period,
        dimensions: Sequence[Dimension],
        *,
        top: int,
        filters: Filters,
        perspective: Perspective,
    ) -> LargestRows:
        assert perspective == AS_BOOKED
        self.asked += 1
        groups: dict[Names, list[Item]] = {} if dimensions else {(): []}
        for item in used_in(period, filters):
            groups.setdefault(names_of(item, dimensions), []).append(item)
        rows = sorted(
            (row(names, items) for names, items in groups.items()),
            key=lambda one: Decimal(-1) if one.net_amount_usd is None else one.net_amount_usd,
            reverse=True,
        )
        rest = [item for one in rows[top:] for item in groups[one.names]]
        return LargestRows(rows[:top], row((), rest) if rest else None, len(rows[top:]))

    def amounts(
        self,
        _organization_id: UUID,
        period: Period,
        dimensions: Sequence[Dimension],
        shown: Sequence[Names],
        *,
        every: Granularity | None,
        filters: Filters,
        perspective: Perspective,
    ) -> dict[Names | None, Amounts]:
        assert (every, perspective) in ((None, AS_BOOKED), (Granularity.DAY, AS_BOOKED))
        self.asked += 1
        found: dict[Names | None, dict[Step, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in used_in(period, filters):
            names = names_of(item, dimensions)
            found[names if names in shown else None][item.day if every else period.start].append(item)
        return {
            names: {step: row((), items).net_amount_usd for step, items in by_step.items()}
            for names, by_step in found.items()
        }


def used_in(period: Period, filters: Filters) -> list[Item]:
    return [
        item
        for item in ITEMS
        if period.start <= item.day <= period.end and all(among(item, one) for one in filters.among)
    ]


def names_of(item: Item, dimensions: Sequence[Dimension]) -> Names:
    return tuple(getattr(item, dimension) for dimension in dimensions)


def among(item: Item, wanted: Among) -> bool:
    return getattr(item, str(wanted.dimension)) in wanted.values


def row(names: Names, items: Sequence[Item]) -> SpendRow:
    known = [Decimal(item.amount) for item in items if item.amount is not None]
    return SpendRow(
        date=None,
        names=names,
        net_amount_usd=sum(known, Decimal(0)) if known else None,
        tokens=Tokens(len(items), 0, 0, None),
        line_items=len(items),
        requests=len(items),
        unpriced=len(items) - len(known),
    )


def asked(
    *dimensions: Dimension, top: int = 10, compares: bool = False, ledger: Rollups | None = None
) -> ExploredSpend:
    exploration = Exploration(period=PERIOD, dimensions=dimensions, top=top, compares=compares)
    return explore(ledger or Rollups(), ACME, exploration)  # type: ignore[arg-type] # nothing else is asked


def test_the_largest_groups_come_first_and_unknown_amounts_last() -> None:
    assert [(group.names, group.sums.net_amount_usd) for group in asked(Dimension.USER).groups] == [
        (("alice",), "6"),
        (("bob",), "1"),
        ((None,), "0.5"),
        (("carol",), None),
    ]


@pytest.mark.parametrize("dimensions", [(), (Dimension.USER,), (Dimension.MODEL, Dimension.USER)])
@pytest.mark.parametrize("top", [1, 2, 10])
def test_rows_and_series_add_up_to_the_total(dimensions: tuple[Dimension, ...], top: int) -> None:
    found = asked(*dimensions, top=top)
    parts: list[SpendGroup | OtherGroups] = [*found.groups, *([found.others] if found.others else [])]

    assert found.total.net_amount_usd == "7.5"
    assert found.series == ["5", "2.5"]
    if dimensions:
        assert sum(Decimal(part.sums.net_amount_usd or 0) for part in parts) == Decimal("7.5")
        assert [sum(Decimal(part.series[n] or 0) for part in parts) for n in range(2)] == [5, Decimal("2.5")]
        assert sum(part.sums.unpriced for part in parts) == found.total.unpriced == 1


def test_the_rest_is_told_together() -> None:
    others = asked(Dimension.USER, top=1).others

    assert others is not None
    assert (others.groups, others.sums.net_amount_usd, others.sums.line_items) == (3, "1.5", 3)
    assert others.sums.tokens == Tokens(3, 0, 0, None)


def test_a_day_of_nothing_is_zero_and_one_of_unknowns_is_not() -> None:
    carol = asked(Dimension.USER).groups[-1]

    assert carol.series == ["0", None]


def test_the_days_before_are_beside_each_group() -> None:
    found = asked(Dimension.USER, compares=True)

    assert (found.before_start, found.before_end) == (date(2026, 10, 31), FIRST)
    assert found.before_usd == "8"
    assert [group.before_usd for group in found.groups] == ["8", "0", "0", "0"]


def test_without_comparing_nothing_is_said_of_before() -> None:
    found = asked(Dimension.USER)

    assert (found.before_start, found.before_usd, found.groups[0].before_usd) == (None, None, None)


@pytest.mark.parametrize(("compares", "statements"), [(False, 3), (True, 4)])
def test_no_more_statements_are_asked_than_these(compares: bool, statements: int) -> None:
    ledger = Rollups()
    asked(Dimension.USER, Dimension.MODEL, compares=compares, ledger=ledger)

    assert ledger.asked == statements


@pytest.mark.parametrize("names", [["mood"], ["user", "user"], ["user", "model", "team"]])
def test_other_dimensions_than_two_known_ones_are_refused(names: list[str]) -> None:
    with pytest.raises(InvalidInput):
        read_dimensions(names)


def test_a_tag_is_a_dimension_whose_name_ends_at_the_next_colon() -> None:
    assert read_dimensions(["tag:squad"]) == (Tag("squad"),)
    assert read_filters(["tag:squad:a:b"]) == Filters(among=(Among(Tag("squad"), ("a:b",)),))


def test_filters_are_read_by_dimension() -> None:
    assert read_filters(["model:opus", "user:a:b", "model:haiku", "team:"]) == Filters(
        among=(
            Among(Dimension.MODEL, ("opus", "haiku")),
            Among(Dimension.USER, ("a:b",)),
            Among(Dimension.TEAM, (None,)),
        )
    )


@pytest.mark.parametrize("texts", [["model"], ["mood:good"]])
def test_other_filters_are_refused(texts: list[str]) -> None:
    with pytest.raises(InvalidInput, match=r"write dimension:value|There is no dimension"):
        read_filters(texts)
