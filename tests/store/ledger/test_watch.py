"""What early warning asks of the ledger about the last minutes and hours."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.reports.question import Perspective
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.ledger.deliver import LAPTOPS, arrived, node
from tests.ledger.telemetry import MORNING, logs, record
from tests.store.ledger.test_spend import ACME, RIVAL

RULED = Perspective(rules=(MappingRule(MappingKind.DOMAIN, "acme.example", team="Platform"),))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
_ARRIVALS = count()


def send(database: LedgerDatabase, *requests: tuple[timedelta, str, str, float]) -> None:
    """Requests so long after the morning, in a session of somebody, at a cost."""
    records = [
        record(
            "api_request",
            after.total_seconds(),
            request_id=f"req_{next(_ARRIVALS)}",
            session__id=session,
            user__email=user,
            model="claude-opus-4-5",
            cost_usd=cost,
            input_tokens=3,
        )
        for after, session, user, cost in requests
    ]
    node(Ledger(database)).book(arrived([logs(records)], organization_id=ACME, first=next(_ARRIVALS)))


def test_an_organization_has_news_when_something_is_booked(database: LedgerDatabase, reader: LedgerReader) -> None:
    before = datetime.now(UTC)
    send(database, (MINUTE, "s", "bob@acme.example", 1))
    assert list(reader.watch.touched()) == [ACME]
    first = reader.watch.touched()[ACME]
    assert first >= before - timedelta(seconds=1)
    send(database, (MINUTE, "s", "bob@acme.example", 1))
    assert reader.watch.touched()[ACME] > first


def test_hours_are_told_by_connection_program_and_team(database: LedgerDatabase, reader: LedgerReader) -> None:
    send(
        database,
        (MINUTE, "s", "bob@acme.example", 1),
        (2 * MINUTE, "t", "eve@acme.example", 2),
        (HOUR, "u", "x@y.example", 4),
    )
    told = {(one.hour, one.team): one for one in reader.watch.hours(ACME, MORNING, perspective=RULED)}
    assert {key: one.amount for key, one in told.items()} == {(MORNING, "Platform"): 3, (MORNING + HOUR, None): 4}
    assert {(one.connection_id, one.source) for one in told.values()} == {(LAPTOPS, "claude_code")}
    assert [one.amount for one in reader.watch.hours(ACME, MORNING + HOUR)] == [4]
    assert reader.watch.hours(RIVAL, MORNING) == []


def test_habits_are_those_of_everybody_and_of_each_person(database: LedgerDatabase, reader: LedgerReader) -> None:
    send(
        database,
        *((MINUTE, f"bob {n}", "bob@acme.example", 1) for n in range(3)),
        (MINUTE, "eve", "eve@acme.example", 10),
        (30 * MINUTE, "eve", "eve@acme.example", 5),
    )
    day = MORNING.date()
    habits = {one.user: one for one in reader.watch.session_habits(ACME, day, day)}
    assert {user: one.sessions for user, one in habits.items()} == {
        None: 4,
        "bob@acme.example": 3,
        "eve@acme.example": 1,
    }
    eve = habits["eve@acme.example"]
    assert (round(eve.high, 6), round(eve.pace, 6)) == (15, 10)
    assert (round(habits["bob@acme.example"].highest, 6), round(habits[None].highest, 6)) == (1, 15)
    assert reader.watch.session_habits(ACME, day + timedelta(days=1), day + timedelta(days=1)) == []


def test_a_session_runs_while_it_spends_and_is_told_with_its_pace(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    send(
        database,
        (MINUTE, "s", "bob@acme.example", 1),
        (55 * MINUTE, "s", "bob@acme.example", 2),
        (30 * MINUTE, "over", "eve@acme.example", 9),
    )
    (running,) = reader.watch.running_sessions(ACME, MORNING + HOUR)
    assert (running.session, running.user, running.began) == ("s", "bob@acme.example", MORNING + MINUTE)
    assert (running.spent, running.recently) == (Decimal(3), Decimal(2))


def test_a_session_is_told_in_steps_of_ten_minutes(database: LedgerDatabase, reader: LedgerReader) -> None:
    send(
        database,
        (MINUTE, "s", "bob@acme.example", 1),
        (9 * MINUTE, "s", "bob@acme.example", 2),
        (31 * MINUTE, "s", "bob@acme.example", 4),
        (MINUTE, "another", "bob@acme.example", 8),
    )
    told = reader.watch.session_minutes(ACME, "s", MORNING.date())
    assert [(one.began - MORNING, one.amount) for one in told] == [(0 * MINUTE, Decimal(3)), (30 * MINUTE, Decimal(4))]
