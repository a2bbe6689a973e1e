"""The questions of the coming pages, composed of breakdowns: overview, person, what changed."""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import msgspec

from stackspend.reports.answer import SpendRow
from stackspend.reports.question import AS_BOOKED, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions

TOP = 10
SERIES = 2_000


class Overview(msgspec.Struct, frozen=True):
    """A period at a glance: the whole, the same days before, by day and source, and who and what spends most."""

    total: SpendRow
    before: SpendRow
    by_day: list[SpendRow]
    top: dict[Dimension, list[SpendRow]]


class Person(msgspec.Struct, frozen=True):
    """One person's period: the whole, by day, and by model."""

    total: SpendRow
    by_day: list[SpendRow]
    by_model: list[SpendRow]


class Change(NamedTuple):
    """What a model (first name) and query source (second) cost in the earlier and the later period."""

    names: tuple[str | None, ...]
    before: Decimal | None
    after: Decimal | None


def overview(
    ledger: RollupQuestions, organization_id: UUID, period: Period, *, perspective: Perspective = AS_BOOKED
) -> Overview:
    """The overview of a period."""

    def ask(when: Period, *dimensions: Dimension, by_day: bool = False, most: int = TOP) -> list[SpendRow]:
        return ledger.breakdown(organization_id, when, dimensions, by_day=by_day, most=most, perspective=perspective)

    return Overview(
        total=ask(period)[0],
        before=ask(earlier(period))[0],
        by_day=ask(period, Dimension.SOURCE, by_day=True, most=SERIES),
        top={top: ask(period, top) for top in (Dimension.USER, Dimension.TEAM, Dimension.MODEL, Dimension.SKILL)},
    )


def person(
    ledger: RollupQuestions, organization_id: UUID, period: Period, user: str, *, perspective: Perspective = AS_BOOKED
) -> Person:
    """One person's period; `user` as line items name them."""
    only = Filters(user=user)

    def ask(*dimensions: Dimension, by_day: bool = False) -> list[SpendRow]:
        return ledger.breakdown(
            organization_id, period, dimensions, by_day=by_day, most=SERIES, filters=only, perspective=perspective
        )

    return Person(total=ask()[0], by_day=ask(by_day=True), by_model=ask(Dimension.MODEL))


def what_changed(
    ledger: RollupQuestions, organization_id: UUID, period: Period, *, perspective: Perspective = AS_BOOKED
) -> list[Change]:
    """The change against the same number of days before, by model and query source, the largest first."""
    by = (Dimension.MODEL, Dimension.QUERY_SOURCE)
    after, before = (
        {
            row.names: row.net_amount_usd
            for row in ledger.breakdown(organization_id, when, by, by_day=False, most=SERIES, perspective=perspective)
        }
        for when in (period, earlier(period))
    )
    changes = [Change(names, before.get(names), after.get(names)) for names in {*after, *before}]
    nothing = Decimal(0)
    return sorted(changes, key=lambda one: (-abs((one.after or nothing) - (one.before or nothing)), str(one)))


def earlier(period: Period) -> Period:
    """As many days, just before."""
    days = (period.end - period.start).days + 1
    return Period(period.start - timedelta(days=days), period.start - timedelta(days=1), period.zone)
