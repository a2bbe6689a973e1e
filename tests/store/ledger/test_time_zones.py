"""Days, hours and longer steps are those of the organization's zone, rolled up or not, also when clocks change."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from stackspend.reports.question import Among, Filters, Granularity, Period, Tag
from stackspend.reports.steps import Amounts
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.roll_up import SpendDays
from tests.ledger.deliver import ACME, arrived, node
from tests.ledger.telemetry import CLAUDE_CODE, MORNING, logs, record

AROUND_THE_CHANGE = {
    "Asia/Kolkata": date(2026, 10, 30),
    "Asia/Kathmandu": date(2026, 10, 30),
    "America/New_York": date(2026, 10, 31),
    "Europe/Berlin": date(2026, 10, 24),
    "Pacific/Auckland": date(2026, 9, 26),
    "Pacific/Kiritimati": date(2026, 10, 30),
    "UTC": date(2026, 10, 30),
}


def times(first: date) -> list[datetime]:
    """Every twenty minutes from the eve of that day, for four days."""
    start = datetime(first.year, first.month, first.day, 0, 10, tzinfo=UTC) - timedelta(days=1)
    return [start + timedelta(minutes=20 * n) for n in range(4 * 72)]


def step(time: datetime, every: Granularity, zone: str) -> date | datetime:
    local = time.astimezone(ZoneInfo(zone))
    if every is Granularity.HOUR:
        return time - timedelta(minutes=local.minute)
    day = local.date()
    days = {Granularity.DAY: 0, Granularity.WEEK: day.weekday(), Granularity.MONTH: day.day - 1}
    return day - timedelta(days=days[every])


@pytest.mark.parametrize("zone", AROUND_THE_CHANGE)
def test_steps_are_those_of_the_zone_whether_days_are_rolled_up_or_not(
    database: LedgerDatabase, reader: LedgerReader, zone: str
) -> None:
    first = AROUND_THE_CHANGE[zone]
    used = times(first)
    events = [
        record("api_request", (time - MORNING).total_seconds(), request_id=f"r{n}", session__id="s", cost_usd=0.25)
        for n, time in enumerate(used)
    ]
    node(Ledger(database)).book(arrived([logs(events)]))
    period = Period(first, first + timedelta(days=1), zone)
    inside = [time for time in used if period.start <= time.astimezone(ZoneInfo(zone)).date() <= period.end]

    def ask(every: Granularity) -> Amounts:
        return reader.rollups.amounts(ACME, period, [], [()], every=every)[()]

    singly = {every: ask(every) for every in Granularity}
    for asked_zone in ("UTC", zone):
        days = SpendDays(database, partial(dict, {ACME: asked_zone}))
        days.roll_up(days.at_rest(quiet_seconds=0, most=100))
        assert {every: ask(every) for every in Granularity} == singly
        assert days.at_rest(quiet_seconds=0, most=100) == []
    for every, amounts in singly.items():
        expected = Counter(step(time, every, zone) for time in inside)
        assert amounts == {one: Decimal("0.25") * count for one, count in expected.items()}


def test_any_tag_groups_and_filters_rolled_up_or_not(database: LedgerDatabase, reader: LedgerReader) -> None:
    exports = [
        logs(
            [record("api_request", n, request_id=f"r{n}", session__id="s", cost_usd=0.25)],
            CLAUDE_CODE | ({"squad": squad} if squad else {}),
        )
        for n, squad in enumerate(("blue", "blue", "red", None))
    ]
    node(Ledger(database)).book(arrived(exports))
    period = Period(MORNING.date(), MORNING.date())
    filters = Filters(among=(Among(Tag("squad"), ("blue", None)),))

    def ask() -> Counter[tuple[str | None, ...]]:
        rows = reader.rollups.breakdown(ACME, period, [Tag("squad")], by_day=False, most=10, filters=filters)
        return Counter({row.names: row.requests for row in rows})

    singly = ask()
    days = SpendDays(database)
    days.roll_up(days.at_rest(quiet_seconds=0, most=100))
    assert singly == ask() == {("blue",): 2, (None,): 1}
