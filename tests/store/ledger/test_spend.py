"""Sums are the same whether a day is rolled up or not, and never older than the last line item."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from stackspend.ingest.book import Bookkeeper
from stackspend.ingest.roll import Roller
from stackspend.ledger.link import Link, LinkKind
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.raw_batch import RawBatch
from stackspend.pricing import default_price_list
from stackspend.reports.answer import DailyRow, SpendRow
from stackspend.reports.question import AS_BOOKED, Among, Dimension, Filters, Granularity, Names, Period, Perspective
from stackspend.reports.sessions import SessionOrder
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.known import MOST_SPENDERS
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.roll_up import SpendDays
from tests.captured import capture
from tests.ledger.deliver import arrived, node
from tests.ledger.telemetry import logs, record

ACME, RIVAL = uuid4(), uuid4()
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
PRICES = default_price_list()


def book(database: LedgerDatabase, organization_id: UUID, *names: str) -> None:
    sent = [export for name in names for export in capture(name).exports]
    batches = [
        RawBatch(
            organization_id=organization_id,
            connection_id=UUID(int=1),
            batch_id=uuid4(),
            received_at=datetime.now(UTC),
            signal=export.signal,
            encoding=export.encoding,
            content_encoding=export.content_encoding,
            key_id=None,
            key_prefix=None,
            user_agent=None,
            body=export.body,
        )
        for export in sent
    ]
    Bookkeeper(Ledger(database), lambda _: PRICES).book(batches)


def rows(reader: LedgerReader, dimension: Dimension, filters: Filters) -> list[DailyRow]:
    return reader.rollups.daily(ACME, NOVEMBER, dimension, limit=1000, filters=filters).rows


def total(reader: LedgerReader) -> Decimal:
    amounts = (row.net_amount_usd for row in rows(reader, Dimension.SOURCE, Filters()))
    return sum((amount for amount in amounts if amount), Decimal(0))


def spent_in(name: str) -> Decimal:
    return sum((total.cost_usd for total in capture(name).expected.by_model.values()), Decimal(0))


def roll_up(database: LedgerDatabase) -> int:
    return Roller(SpendDays(database)).step(0)


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(), id="everything"),
        pytest.param(Filters(user="dev1@example.com"), id="one person, by links"),
        pytest.param(Filters(model="claude-opus-4-5"), id="one model"),
    ],
)
def test_a_rolled_up_day_answers_what_its_line_items_answer(
    database: LedgerDatabase, reader: LedgerReader, filters: Filters
) -> None:
    book(database, ACME, "j_user1", "i_resume", "f_metrics_only", "h_traces")
    singly = {dimension: rows(reader, dimension, filters) for dimension in Dimension}

    assert roll_up(database) == 1

    assert {dimension: rows(reader, dimension, filters) for dimension in Dimension} == singly


def test_what_is_booked_after_a_roll_up_counts_at_once_and_is_rolled_up_next(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    first, second = (spent_in(name) for name in ("basic", "j_user1"))
    book(database, ACME, "basic")
    roll_up(database)

    book(database, ACME, "j_user1")

    assert total(reader) == first + second
    assert (roll_up(database), total(reader)) == (1, first + second)
    assert roll_up(database) == 0


def test_a_roll_up_keeps_organizations_apart(database: LedgerDatabase, reader: LedgerReader) -> None:
    book(database, ACME, "basic")
    book(database, RIVAL, "j_user1")

    assert roll_up(database) == 2

    assert total(reader) == spent_in("basic")


PAIRS = [
    (Dimension.MODEL,),
    (Dimension.USER, Dimension.MODEL),
    (Dimension.TEAM, Dimension.QUERY_SOURCE),
    (Dimension.CLIENT_VERSION, Dimension.SKILL),
    (Dimension.SESSION, Dimension.MODEL),
    (Dimension.SESSION, Dimension.SKILL),
    (),
]


@pytest.mark.parametrize("by_day", [True, False], ids=["by day", "in total"])
@pytest.mark.parametrize("by", PAIRS, ids=lambda by: " and ".join(by) or "the whole")
def test_every_grain_of_a_roll_up_answers_what_line_items_answer(
    database: LedgerDatabase, reader: LedgerReader, by: tuple[Dimension, ...], *, by_day: bool
) -> None:
    book(database, ACME, "j_user1", "i_resume", "f_metrics_only", "n_cache1h", "new_n_fast")

    def ask() -> set[SpendRow]:
        some = Filters(service="claude_code")
        return set(reader.rollups.breakdown(ACME, NOVEMBER, by, by_day=by_day, most=1000, filters=some))

    singly = ask()
    roll_up(database)

    assert ask() == singly
    assert sum(row.line_items for row in singly) > 0


@pytest.mark.parametrize("by", PAIRS[:-1], ids=lambda by: " and ".join(by))
def test_the_largest_groups_and_their_amounts_are_those_of_the_breakdown(
    database: LedgerDatabase, reader: LedgerReader, by: tuple[Dimension, ...]
) -> None:
    book(database, ACME, "j_user1", "i_resume", "f_metrics_only", "n_cache1h", "new_n_fast")
    roll_up(database)
    everything = reader.rollups.breakdown(ACME, NOVEMBER, by, by_day=False, most=1000)
    daily = reader.rollups.breakdown(ACME, NOVEMBER, by, by_day=True, most=1000)
    known = reader.rollups.during(ACME, NOVEMBER)

    found = known.largest(ACME, NOVEMBER, by, top=2)
    shown = [row.names for row in found.rows]
    over_time = known.amounts(ACME, NOVEMBER, by, shown, every=Granularity.DAY)
    together = known.amounts(ACME, NOVEMBER, by, shown, every=None)

    assert (found.rows, found.others_count) == (everything[:2], len(everything[2:]))
    assert (found.others.line_items if found.others else 0) == sum(row.line_items for row in everything[2:])
    expected: dict[Names | None, dict[date, Decimal]] = {}
    for row in daily:
        assert row.date is not None
        amounts = expected.setdefault(row.names if row.names in shown else None, {})
        amounts[row.date] = amounts.get(row.date, Decimal(0)) + (row.net_amount_usd or Decimal(0))
    assert over_time == expected
    assert together == {
        names: {NOVEMBER.start: sum(amounts.values(), Decimal(0))} for names, amounts in expected.items()
    }


@pytest.mark.parametrize("most", [0, MOST_SPENDERS])
def test_whom_filters_leave_is_known_for_each_filter_by_itself(
    database: LedgerDatabase, reader: LedgerReader, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("stackspend.store.ledger.known.MOST_SPENDERS", most)
    book(database, ACME, "j_user1", "i_resume", "f_metrics_only", "n_cache1h", "new_n_fast")
    roll_up(database)
    people = reader.rollups.breakdown(ACME, NOVEMBER, [Dimension.USER], by_day=False, most=1000)
    known = reader.rollups.during(ACME, NOVEMBER)

    for person in people * 2:
        only = Filters(among=(Among(Dimension.USER, person.names),))
        [row] = known.largest(ACME, NOVEMBER, [Dimension.USER], top=1, filters=only).rows
        sessions = reader.sessions.sessions(
            ACME, NOVEMBER, filters=only, perspective=AS_BOOKED, order=SessionOrder.COST, most=1000
        )

        assert row == person
        assert {session.user for session in sessions} == {*person.names}
    assert len(people) > 1


RULES = (
    MappingRule(MappingKind.DOMAIN, "example.com", team="everybody"),
    MappingRule(MappingKind.EMAIL, "dev1@example.com", team="research"),
    *(MappingRule(MappingKind.EMAIL, f"someone{n}@example.com", team=f"team {n}") for n in range(1_000)),
)


def test_of_a_thousand_rules_the_most_specific_holds_before_and_after_a_roll_up(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    book(database, ACME, "j_user1", "j_user2")

    def teams() -> dict[str | None, int]:
        perspective = Perspective(rules=RULES)
        rows = reader.rollups.daily(ACME, NOVEMBER, Dimension.TEAM, limit=10, perspective=perspective).rows
        return {row.name: row.requests for row in rows}

    singly = teams()
    roll_up(database)

    assert teams() == singly
    assert singly.keys() == {"research", "everybody"}


def test_a_name_that_a_session_is_linked_to_later_names_its_rolled_up_days(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    event = record("api_request", 5, session__id="s-1", model="claude-sonnet-4-5", cost_usd=0.25)
    node(Ledger(database)).book(arrived([logs([event])], organization_id=ACME))
    roll_up(database)

    Ledger(database).append_links(ACME, [Link(LinkKind.SESSION, "s-1", "late@example.com")])
    found = [rows(reader, Dimension.USER, Filters(user="Late@example.com"))]
    assert roll_up(database) == 1
    found.append(rows(reader, Dimension.USER, Filters(user="Late@example.com")))

    assert found[0] == found[1]
    assert [row.net_amount_usd for row in found[1]] == [Decimal("0.25")]


def generations(database: LedgerDatabase) -> list[int]:
    found = database.rows("SELECT DISTINCT generation FROM summed_spend ORDER BY generation", {})
    return [row["generation"] for row in found]


def test_sums_that_were_replaced_stay_for_a_while_and_are_then_forgotten(database: LedgerDatabase) -> None:
    book(database, ACME, "j_user3")
    book(database, RIVAL, "j_user3")
    days, reader = SpendDays(database), LedgerReader(database)
    at_rest = days.at_rest(quiet_seconds=0, most=9)
    for _ in range(3):
        days.roll_up(at_rest)
    made = generations(database)
    singly = total(reader)

    days.forget_replaced()
    assert generations(database) == made

    days.forget_replaced(after_seconds=0)
    assert generations(database) == made[-2:]  # of each organization
    assert total(reader) == singly == spent_in("j_user3")


def test_sums_that_are_read_are_not_forgotten_for_newer_ones_that_were_never_noted(database: LedgerDatabase) -> None:
    book(database, ACME, "j_user3")
    days = SpendDays(database)
    days.roll_up(days.at_rest(quiet_seconds=0, most=9))
    [read] = generations(database)
    database.command("INSERT INTO summed_spend SELECT * REPLACE (generation + 1 AS generation) FROM summed_spend", {})

    days.forget_replaced(after_seconds=0)
    assert generations(database) == [read, read + 1]
