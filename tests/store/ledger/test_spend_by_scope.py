"""Spend by day and scope, as budgets and forecasts read it, adds up to what the reports say."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest

from stackspend.access.organizations import CostBasis, Organization
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.reports.question import Period, Perspective
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.roll_up import SpendDays
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import DIMENSIONS, HISTORY_DAYS, SpendByScope
from stackspend.warning.spend_reader import SpendReader
from stackspend.warning.windows import ONE_DAY
from tests.ledger.deliver import arrived, node
from tests.ledger.telemetry import MORNING, Body, logs, record
from tests.store.ledger.test_spend import ACME, book, roll_up

PLATFORM = MappingRule(MappingKind.DOMAIN, "acme.example", team="Platform")
RULED = Perspective(rules=(PLATFORM,))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
_ARRIVALS = count()


def request(day: float, user: str, cost: float) -> Body:
    identity = f"req_{day}_{user}"
    named = {"model": "claude-opus-4-5", "user__email": user, "session__id": user}
    return record("api_request", day * 86_400, **named, request_id=identity, cost_usd=cost, input_tokens=3)


def send(database: LedgerDatabase, *requests: Body) -> None:
    first = next(_ARRIVALS)
    node(Ledger(database)).book(arrived([logs(requests)], organization_id=ACME, first=first))


class Place:
    """A catalog in which organizations have their days in one zone."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    async def organization(self, organization_id: UUID) -> Organization:
        return Organization(
            id=organization_id, name="Acme", created_at=NOW, cost_basis=CostBasis.REPORTED, time_zone=self.zone
        )


def reader_of(ledger: LedgerReader, zone: str = "UTC") -> SpendReader:
    return SpendReader(Place(zone), ledger)


def read(reader: SpendReader, now: datetime = NOW) -> SpendByScope:
    return asyncio.run(reader.read(ACME, now, RULED))


def test_every_scope_adds_up_to_what_the_reports_say(database: LedgerDatabase, reader: LedgerReader) -> None:
    book(database, ACME, "j_user1", "i_resume", "f_metrics_only", "h_traces")
    roll_up(database)
    spend = read(reader_of(reader))
    period = Period(TODAY - timedelta(days=HISTORY_DAYS), TODAY)
    for kind, dimension in DIMENSIONS.items():
        rows = reader.rollups.breakdown(ACME, period, (dimension,), by_day=False, most=1000, perspective=RULED)
        told = {row.names[0].casefold(): row.net_amount_usd for row in rows if row.names[0] and row.net_amount_usd}
        found = {scope.value or "": sum(days.values()) for scope, days in spend.days.items() if scope.kind is kind}
        assert {name.casefold(): amount for name, amount in found.items()} == told
    (whole,) = reader.rollups.breakdown(ACME, period, (), by_day=False, most=1, perspective=RULED)
    assert sum(spend.days[WHOLE].values()) == whole.net_amount_usd


def test_a_person_is_one_however_the_address_is_written_and_has_a_team(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    send(database, request(1, "Bob@Acme.example", 1.5), request(1.1, "bob@acme.example", 2))
    spend = read(reader_of(reader))
    bob = Scope(ScopeKind.PERSON, "bob@acme.example")
    assert spend.days[bob] == {date(2026, 11, 3): Decimal("3.5")}
    assert (spend.team_of(bob), spend.team_of(Scope(ScopeKind.TEAM, "Platform"))) == ("Platform", "Platform")


@pytest.mark.parametrize("day", [21.9, 22.1])
def test_what_is_booked_for_today_or_yesterday_is_seen_at_once(
    database: LedgerDatabase, reader: LedgerReader, day: float
) -> None:
    told = reader_of(reader)
    send(database, request(1, "bob@acme.example", 1))
    assert sum(read(told).days[WHOLE].values()) == 1
    send(database, request(day, "bob@acme.example", 2))
    assert sum(read(told, NOW + timedelta(seconds=3)).days[WHOLE].values()) == 3


def test_what_is_booked_late_for_long_ago_is_seen_after_a_while(database: LedgerDatabase, reader: LedgerReader) -> None:
    told = reader_of(reader)
    send(database, request(1, "bob@acme.example", 1))
    read(told)
    send(database, request(2, "bob@acme.example", 2))
    assert sum(read(told, NOW + timedelta(seconds=59)).days[WHOLE].values()) == 1
    assert sum(read(told, NOW + timedelta(minutes=1)).days[WHOLE].values()) == 3


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("Pacific/Auckland", 13), ("Asia/Kolkata", 5.5), ("UTC", 0), ("America/Los_Angeles", -7)],
    ids=["half a day ahead", "half an hour off", "UTC", "behind"],
)
@pytest.mark.parametrize("rolled_up", [True, False], ids=["from sums", "from line items"])
def test_days_begin_at_midnight_of_the_organization(
    database: LedgerDatabase, reader: LedgerReader, zone: str, offset: float, rolled_up: bool
) -> None:
    """One request a minute before and one a minute after a local midnight at the end of a month."""
    midnight = (datetime(2026, 11, 1, tzinfo=UTC) - timedelta(hours=offset) - MORNING) / timedelta(days=1)
    minute = 1 / 1440
    send(database, request(midnight - minute, "bob@acme.example", 1), request(midnight + minute, "eve@acme.example", 4))
    if rolled_up:
        SpendDays(database, lambda: {ACME: zone}).roll_up([(ACME, date(2026, 10, 31)), (ACME, date(2026, 11, 1))])
    spend = read(reader_of(reader, zone))
    assert spend.days[WHOLE] == {date(2026, 10, 31): Decimal(1), date(2026, 11, 1): Decimal(4)}


def test_a_changed_zone_is_seen_at_once(database: LedgerDatabase, reader: LedgerReader) -> None:
    place = Place("UTC")
    told = SpendReader(place, reader)
    send(database, request(20.3, "bob@acme.example", 1))
    assert set(read(told).days[WHOLE]) == {date(2026, 11, 22)}
    place.zone = "Pacific/Auckland"
    assert set(read(told).days[WHOLE]) == {date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Los_Angeles", date(2026, 11, 1), 25),
        ("Pacific/Auckland", date(2026, 9, 27), 23),
    ],
    ids=["the clock goes back, ahead of UTC", "the clock goes back, behind UTC", "the clock goes forward"],
)
def test_a_day_on_which_the_clock_changes_has_all_of_its_hours(
    database: LedgerDatabase, reader: LedgerReader, zone: str, day: date, hours: int
) -> None:
    begin = datetime.combine(day, time(0, 30), UTC) - timedelta(days=1)
    send(
        database,
        *(request((begin + timedelta(hours=n) - MORNING) / ONE_DAY, f"{n}@acme.example", 1) for n in range(72)),
    )
    assert read(reader_of(reader, zone)).days[WHOLE][day] == hours
