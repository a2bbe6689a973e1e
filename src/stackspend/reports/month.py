"""The month so far: its spend beside the same days of the month before, who was active, what a piece of work cost."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.ledger.activity import ActivityKind
from stackspend.pricing import Consumption, ListCost, PriceList
from stackspend.reports.activity import ActivityQuestions
from stackspend.reports.answer import SpendRow
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions

HISTORY_DAYS = 130
"""Enough to forecast by: the days up to today whose spend is answered one by one."""
_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|user_\w+")
"""A client's random `user.id`, an account's UUID, an account's tagged id."""
_MOST_PEOPLE = 100_000
_MOST_MODELS = 1_000


class MonthSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts in USD, None if nothing is known. `before` is of the same days of the month before, `days` of each day
    that has spend. `unattributed` is the usage that names no person. `cache_saved` is
    what cache reads saved at list price less what cache writes cost more; None if no model has a price."""

    today: date
    month: Period
    before: Period
    total: SpendRow
    total_before: SpendRow
    days: dict[date, Decimal]
    people: int
    unattributed: Decimal
    unattributed_line_items: int
    commits: int
    pull_requests: int
    cache_saved: Decimal | None


class MonthQuestions(msgspec.Struct, frozen=True):
    """The parts of a ledger that are asked."""

    rollups: RollupQuestions
    activity: ActivityQuestions


def month_so_far(
    ledger: MonthQuestions,
    organization_id: UUID,
    today: date,
    zone: str,
    prices: PriceList,
    *,
    filters: Filters = NO_FILTERS,
    perspective: Perspective = AS_BOOKED,
) -> MonthSoFar:
    """The calendar month of `today`, a day of the zone, up to it."""

    def ask(when: Period, *dimensions: Dimension, by_day: bool = False, most: int = 1) -> list[SpendRow]:
        return ledger.rollups.breakdown(
            organization_id, when, dimensions, by_day=by_day, most=most, filters=filters, perspective=perspective
        )

    month = Period(today.replace(day=1), today, zone)
    people = ask(month, Dimension.USER, most=_MOST_PEOPLE)
    nameless = [row for row in people if not names_a_person(row.names[0])]
    activity = ledger.activity.daily(
        organization_id, month, user=filters.user, session=None, attribution=perspective.attribution
    )
    counted = {
        kind: int(sum((counts.get(kind, Decimal(0)) for counts in activity.values()), Decimal(0)))
        for kind in (ActivityKind.COMMITS, ActivityKind.PULL_REQUESTS)
    }
    history = Period(today - timedelta(days=HISTORY_DAYS), today, zone)
    return MonthSoFar(
        today=today,
        month=month,
        before=same_days_before(month),
        total=ask(month)[0],
        total_before=ask(same_days_before(month))[0],
        days={
            row.date: row.net_amount_usd
            for row in ask(history, by_day=True, most=HISTORY_DAYS + 1)
            if row.date is not None and row.net_amount_usd is not None
        },
        people=len(people) - len(nameless),
        unattributed=sum((row.net_amount_usd or Decimal(0) for row in nameless), Decimal(0)),
        unattributed_line_items=sum(row.line_items for row in nameless),
        commits=counted[ActivityKind.COMMITS],
        pull_requests=counted[ActivityKind.PULL_REQUESTS],
        cache_saved=cache_saved(ask(month, Dimension.MODEL, most=_MOST_MODELS), today, prices),
    )


def names_a_person(name: str | None) -> bool:
    """Whether a name says who it is; the ids of installations and accounts do not."""
    return name is not None and not _ID.fullmatch(name)


def same_days_before(month: Period) -> Period:
    """The same days of the month before; a shorter month is compared up to its end."""
    last = month.start - timedelta(days=1)
    return Period(last.replace(day=1), last.replace(day=min(last.day, month.end.day)), month.zone)


def cache_saved(models: list[SpendRow], on: date, prices: PriceList) -> Decimal | None:
    """What these models' cache tokens would have cost more as plain input, at the list price of the day.

    Cache writes count at the price of five minutes; where they were kept for an hour a little less was saved.
    """
    saved = [one for row in models if (one := _saved(row, on, prices)) is not None]
    return sum(saved, Decimal(0)) if saved else None


def _saved(row: SpendRow, on: date, prices: PriceList) -> Decimal | None:
    read, written = row.tokens.cache_read or 0, row.tokens.cache_creation or 0
    [model] = row.names
    at = datetime.combine(on, time(), tzinfo=UTC)
    plain = prices.list_cost(model, at, Consumption(input=read + written, output=0, single_request=False))
    cached = Consumption(
        input=0, output=0, cache_read=read, cache_creation=written, cache_creation_1h=0, single_request=False
    )
    with_cache = prices.list_cost(model, at, cached)
    if not isinstance(plain, ListCost) or not isinstance(with_cache, ListCost):
        return None
    return plain.amount - with_cache.amount
