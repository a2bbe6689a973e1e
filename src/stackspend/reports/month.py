"""The month so far: its spend beside the same days of the month before, who was active, what a piece of work cost."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, FiscalCalendar
from stackspend.ledger.activity import ActivityKind
from stackspend.pricing import Consumption, ListCost, PriceList
from stackspend.reports.activity import ActivityQuestions
from stackspend.reports.answer import SpendRow, added, together
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions

HISTORY_DAYS = 130
"""Enough to forecast by: the days up to today whose spend is answered one by one."""
_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|user_\w+")
"""A client's random `user.id`, an account's UUID, an account's tagged id."""
_MOST_PEOPLE = 100_000
_MOST_MODELS = 1_000


class MonthSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts in USD, None if nothing is known. `month` is up to today, `last_day` that of all of it, `before` as many
    days of the month before, and `days` has each day that has spend. `unattributed` is the usage that names no person.
    `cache_saved` is what cache reads saved at list price less what cache writes cost more; None if no model has a
    price."""

    today: date
    month: Period
    last_day: date
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
    calendar: FiscalCalendar = CALENDAR_YEAR,
    filters: Filters = NO_FILTERS,
    perspective: Perspective = AS_BOOKED,
) -> MonthSoFar:
    """The calendar's month of `today`, a day of the zone, up to it."""
    history = Period(today - timedelta(days=HISTORY_DAYS), today, zone)
    rollups = ledger.rollups.during(organization_id, history)

    def ask(when: Period, *dimensions: Dimension, by_day: bool = False, most: int = 1) -> list[SpendRow]:
        return rollups.breakdown(
            organization_id, when, dimensions, by_day=by_day, most=most, filters=filters, perspective=perspective
        )

    first_day, last_day = calendar.span_of(today, 1)
    month = Period(first_day, today, zone)
    before = same_days_before(month, calendar)
    by_day = ask(history, by_day=True, most=HISTORY_DAYS + 1)
    people = ask(month, Dimension.USER, most=_MOST_PEOPLE)
    nameless = [row for row in people if not names_a_person(row.names[0])]
    activity = ledger.activity.daily(
        organization_id, month, user=filters.user, session=None, attribution=perspective.attribution
    )
    counted = {
        kind: int(sum((counts.get(kind, Decimal(0)) for counts in activity.values()), Decimal(0)))
        for kind in (ActivityKind.COMMITS, ActivityKind.PULL_REQUESTS)
    }
    return MonthSoFar(
        today=today,
        month=month,
        last_day=last_day,
        before=before,
        total=_of_days(by_day, month),
        total_before=_of_days(by_day, before),
        days={row.date: row.net_amount_usd for row in by_day if row.date and row.net_amount_usd is not None},
        people=len(people) - len(nameless),
        unattributed=added(row.net_amount_usd for row in nameless) or Decimal(0),
        unattributed_line_items=sum(row.line_items for row in nameless),
        commits=counted[ActivityKind.COMMITS],
        pull_requests=counted[ActivityKind.PULL_REQUESTS],
        cache_saved=cache_saved(ask(month, Dimension.MODEL, most=_MOST_MODELS), today, prices),
    )


def _of_days(by_day: list[SpendRow], period: Period) -> SpendRow:
    return together(row for row in by_day if row.date and period.start <= row.date <= period.end)


def names_a_person(name: str | None) -> bool:
    """Whether a name says who it is; the ids of installations and accounts do not."""
    return name is not None and not _ID.fullmatch(name)


def same_days_before(month: Period, calendar: FiscalCalendar = CALENDAR_YEAR) -> Period:
    """As many days of the month before; a shorter month is compared up to its end."""
    first, last = calendar.span_of(month.start - timedelta(days=1), 1)
    return Period(first, min(last, first + (month.end - month.start)), month.zone)


def cache_saved(models: list[SpendRow], on: date, prices: PriceList) -> Decimal | None:
    """What these models' cache tokens would have cost more as plain input, at the list price of the day.

    Cache writes count at the price of five minutes; where they were kept for an hour a little less was saved.
    """
    return added(_saved(row, on, prices) for row in models)


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
