"""The watch on a real ledger and a real catalog: what is booked becomes alerts, each with its cause."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, FiscalCalendar
from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.reports.question import Perspective
from stackspend.store.catalog import Catalog
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.schema import migrate
from stackspend.warning.alerts import Alert, State
from stackspend.warning.anomaly import AnomalyKind
from stackspend.warning.budgets import read_budget
from stackspend.warning.notify.channels import ChannelKind, NewChannel
from stackspend.warning.numbers import NumbersReader
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind, read_scope
from stackspend.warning.spend_reader import SpendReader
from stackspend.warning.watch import MOST_PAUSE, Watch, pause_after
from tests.ledger.deliver import arrived, node
from tests.ledger.telemetry import CLAUDE_CODE, MORNING, Body, logs, record

NOON = MORNING.replace(hour=12) + timedelta(days=21)  # a Monday
BOB = "bob@acme.example"
_ARRIVALS = count()


class Organization:
    """An organization whose spend is booked and watched; the clock stands at `now`."""

    def __init__(self, catalog: Catalog, ledger: LedgerDatabase, owner: Member) -> None:
        self.now = NOON
        self.id = owner.organization_id
        self.catalog = catalog
        self._ledger = ledger
        reader = LedgerReader(ledger)
        numbers = NumbersReader(catalog, reader, SpendReader(catalog, reader))
        self.watch = Watch(
            catalog, reader, numbers, self._perspective_of, lambda: self.now, public_url="http://x.example"
        )

    async def _perspective_of(self, organization_id: UUID) -> Perspective:
        return Perspective()

    def send(self, *requests: Body, **tags: str) -> None:
        batches = arrived([logs(requests, CLAUDE_CODE | tags)], organization_id=self.id, first=next(_ARRIVALS))
        node(Ledger(self._ledger)).book(batches)

    async def alerts(self) -> list[Alert]:
        await self.watch.look()
        return await self.catalog.alerts(self.id, limit=100)


def request(at: datetime, session: str, cost: float, user: str = BOB, model: str = "claude-opus-4-5") -> Body:
    stated = {"session__id": session, "user__email": user, "model": model, "request_id": f"req_{next(_ARRIVALS)}"}
    return record("api_request", (at - MORNING).total_seconds(), **stated, cost_usd=cost, input_tokens=3)


def weeks() -> Iterator[Body]:
    """Four sessions of a dollar each on every working day of three weeks."""
    for day in range(21):
        at = MORNING + timedelta(days=day)
        if at.weekday() < 5:
            yield from (request(at + timedelta(hours=hour), f"s {day} {hour}", 1.0) for hour in range(4))


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[Organization]:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    owner = await catalog.first_owner(organization="Acme", email="alice@acme.example", by=COMMAND_LINE, at=NOON)
    database = await asyncio.to_thread(LedgerDatabase.open, f"chdb://{tmp_path / 'ledger'}")
    migrate(database)
    organization = Organization(catalog, database, owner)
    organization.send(*weeks())
    yield organization
    database.close()
    await catalog.close()


async def test_what_is_as_always_raises_nothing(acme: Organization) -> None:
    acme.send(request(NOON - timedelta(hours=1), "today", 1.0))
    assert await acme.alerts() == []


async def test_a_session_that_runs_away_is_an_alert_of_its_person_with_its_cause(acme: Organization) -> None:
    acme.send(*(request(NOON - timedelta(minutes=n), "runaway", 12.0) for n in range(5)))
    (alert,) = await acme.alerts()
    cause = alert.cause
    assert (cause.kind, cause.subject, cause.scope) == (
        AnomalyKind.RUNAWAY_SESSION,
        "runaway",
        Scope(ScopeKind.PERSON, BOB),
    )
    assert (cause.expected, cause.impact) == (
        Decimal(1),
        Decimal(59),
    )  # five times 12 instead of a usual session's dollar
    assert [(one.dimension, one.name, one.percent) for one in cause.contributors] == [
        ("user", BOB, 100),
        ("model", "claude-opus-4-5", 100),
    ]


async def test_a_session_that_goes_on_stays_one_alert_and_its_end_resolves_it(acme: Organization) -> None:
    acme.send(request(NOON, "runaway", 60.0))
    await acme.alerts()
    acme.now += timedelta(minutes=5)
    acme.send(request(acme.now, "runaway", 40.0))
    (alert,) = await acme.alerts()
    assert (alert.state, alert.cause.impact) == (State.NEW, Decimal(99))
    for _ in range(3):
        acme.now += timedelta(minutes=16)
        alerts = await acme.alerts()
    assert {one.cause.kind: one.state for one in alerts}[AnomalyKind.RUNAWAY_SESSION] is State.RESOLVED


async def test_a_budget_is_an_alert_as_soon_as_the_spend_is_booked(acme: Organization) -> None:
    # 60 sessions of a dollar in three weeks; the forecast of the window is not the matter here
    wanted = read_budget(WHOLE, "month", "64", thresholds=(50, 100), warn_of_forecast=False)
    await acme.catalog.add_budget(acme.id, wanted, by=COMMAND_LINE, at=NOON)
    acme.send(request(NOON, "one", 1.0))
    (alert,) = await acme.alerts()
    assert (alert.cause.kind, alert.cause.levels, alert.cause.limit) == ("budget", ("50",), Decimal(64))
    acme.send(request(NOON, "two", 3.0))
    (alert,) = await acme.alerts()
    assert (alert.cause.levels, alert.told) == (("50", "100"), ("50", "100"))


async def test_a_budget_is_judged_within_ten_seconds_of_being_set(acme: Organization) -> None:
    acme.send(request(NOON, "one", 1.0))
    assert await acme.alerts() == []
    wanted = read_budget(WHOLE, "month", "50", thresholds=(100,), warn_of_forecast=False)
    made = await acme.catalog.add_budget(acme.id, wanted, by=COMMAND_LINE, at=acme.now)
    acme.now += timedelta(seconds=MOST_PAUSE)
    (alert,) = await acme.alerts()
    assert alert.told == ("100",)
    generous = read_budget(WHOLE, "month", "90", thresholds=(50, 100), warn_of_forecast=False)
    await acme.catalog.change_budget(acme.id, made.id, generous, by=COMMAND_LINE, at=acme.now)
    acme.now += timedelta(seconds=MOST_PAUSE)
    (alert,) = await acme.alerts()
    assert (alert.told, alert.cause.limit) == (("100", "50"), Decimal(90))


@pytest.mark.parametrize("took", [0, 0.1, 1, 3, 600])
def test_the_watch_never_rests_for_longer_than_its_promise_allows(took: float) -> None:
    assert 0 < pause_after(took) <= MOST_PAUSE < 10


async def test_a_budget_of_a_tag_counts_what_has_it(acme: Organization) -> None:
    scope = read_scope("tag", "env=prod")
    wanted = read_budget(scope, "month", "10", thresholds=(50,), warn_of_forecast=False)
    await acme.catalog.add_budget(acme.id, wanted, by=COMMAND_LINE, at=NOON)
    acme.send(request(NOON, "one", 3.0), env="prod")
    acme.send(request(NOON, "two", 1.0), env="test")
    assert [alert for alert in await acme.alerts() if alert.cause.kind == "budget"] == []
    acme.send(request(NOON, "three", 2.5), env="prod")
    (alert,) = [alert for alert in await acme.alerts() if alert.cause.kind == "budget"]
    assert (alert.cause.scope, alert.cause.impact) == (scope, Decimal("-4.5"))


async def test_a_connection_that_falls_silent_is_an_alert(acme: Organization) -> None:
    made = await acme.catalog.add_connection(acme.id, type_name="claude", name="Laptops", by=COMMAND_LINE, at=NOON)
    batches = arrived(
        [
            logs(
                request(MORNING + timedelta(hours=n), f"ci {n}", 0.5, user="ci@acme.example")
                for n in range(21 * 24 - 20)
            )
        ],
        organization_id=acme.id,
        connection_id=made.connection_id,
        first=next(_ARRIVALS),
    )
    node(Ledger(acme._ledger)).book(batches)
    (alert,) = [one for one in await acme.alerts() if one.cause.kind == AnomalyKind.SILENT_SENDER]
    assert (alert.cause.subject, alert.cause.title) == ("Laptops", "Laptops has fallen silent")


async def test_what_nothing_was_booked_of_is_not_looked_at_again_at_once(acme: Organization) -> None:
    acme.send(request(NOON, "runaway", 60.0))
    await acme.alerts()
    acme.now += timedelta(seconds=59)
    (before,) = await acme.alerts()
    acme.now += timedelta(seconds=1)
    (after,) = await acme.alerts()
    assert (before.seen_at, after.seen_at) == (NOON, NOON + timedelta(minutes=1))


async def test_a_new_person_is_told_once_it_costs_something(acme: Organization) -> None:
    acme.send(request(NOON - timedelta(hours=2), "eve", 4.0, user="eve@acme.example"))
    assert await acme.alerts() == []
    acme.send(*(request(NOON - timedelta(hours=1), f"eve {n}", 1.5, user="eve@acme.example") for n in range(5)))
    (alert,) = [one for one in await acme.alerts() if one.cause.kind == AnomalyKind.NEW]
    assert (alert.cause.scope.value, alert.cause.tells_end) == ("eve@acme.example", False)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Berlin", "Pacific/Honolulu"])
async def test_an_organization_that_moves_to_another_zone_hears_nothing_twice(acme: Organization, zone: str) -> None:
    """In Auckland it is tomorrow already, and what was spent within the last hour makes a costly day of that too."""
    daily = read_budget(WHOLE, "day", "20", thresholds=(100,), warn_of_forecast=False)
    await acme.catalog.add_budget(acme.id, daily, by=COMMAND_LINE, at=NOON)
    late = NOON - timedelta(minutes=20)
    acme.send(*(request(late, f"bob {n}", 1.5) for n in range(16)))
    acme.send(*(request(late, f"eve {n}", 1.5, user="eve@acme.example") for n in range(8)))
    before = {alert.cause.key: alert.told for alert in await acme.alerts()}
    assert {key.partition(":")[0] for key in before} == {"budget", "new", "spike"}
    await acme.catalog.change_organization(acme.id, time_zone=zone, by=COMMAND_LINE, at=acme.now)
    for _ in range(4):
        acme.now += timedelta(minutes=11)
        after = await acme.alerts()
    assert {alert.cause.key: alert.told for alert in after if alert.state.is_open} == before


async def test_open_alerts_take_a_new_currency_label_at_the_next_look_and_tell_nothing_again(
    acme: Organization,
) -> None:
    daily = read_budget(WHOLE, "day", "20", thresholds=(100,), warn_of_forecast=False)
    await acme.catalog.add_budget(acme.id, daily, by=COMMAND_LINE, at=NOON)
    ops = NewChannel(name="Ops", kind=ChannelKind.EMAIL, target="ops@acme.example")
    await acme.catalog.add_channel(acme.id, ops, secret=None, by=COMMAND_LINE, at=NOON)
    acme.send(request(NOON, "runaway", 60.0))
    assert len(await acme.alerts()) == len(await acme.catalog.deliveries(acme.id)) == 2
    await acme.catalog.change_organization(acme.id, currency_label="US$", by=COMMAND_LINE, at=acme.now)
    acme.now += timedelta(seconds=MOST_PAUSE)
    relabelled = await acme.alerts()
    assert len(relabelled) == len(await acme.catalog.deliveries(acme.id)) == 2
    budget, session = (
        next(one.cause for one in relabelled if one.cause.kind == kind)
        for kind in ("budget", AnomalyKind.RUNAWAY_SESSION)
    )
    assert budget.title.endswith("300 % of US$20.00 a day used")
    assert budget.summary == "Spent 300 % of the budget of US$20.00."
    assert session.summary == "US$60.00 instead of about US$1.00."


async def test_a_budget_tells_each_month_once_whatever_calendar_the_organization_goes_by(acme: Organization) -> None:
    """A month is named by its first day: one that stays the same tells nothing again, and another tells its own."""
    monthly = read_budget(WHOLE, "month", "10", thresholds=(100,), warn_of_forecast=False)
    await acme.catalog.add_budget(acme.id, monthly, by=COMMAND_LINE, at=NOON)

    async def told(calendar: FiscalCalendar) -> dict[str, tuple[str, ...]]:
        await acme.catalog.change_organization(acme.id, fiscal_calendar=calendar, by=COMMAND_LINE, at=acme.now)
        acme.now += timedelta(minutes=1)
        return {one.cause.key.rpartition(":")[2]: one.told for one in await acme.alerts() if one.cause.kind == "budget"}

    from_today = FiscalCalendar(4, NOON.day)
    first = NOON.date().replace(day=1).isoformat()
    assert await told(CALENDAR_YEAR) == {first: ("100",)}
    assert await told(FiscalCalendar(4, 1)) == {first: ("100",)}
    assert await told(from_today) == {first: ("100",)}
    acme.send(*(request(NOON - timedelta(hours=1), f"s {n}", 4.0) for n in range(3)))
    both = {first: ("100",), NOON.date().isoformat(): ("100",)}
    assert await told(from_today) == both
    assert await told(CALENDAR_YEAR) == both
