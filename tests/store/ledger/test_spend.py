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
from stackspend.reports.question import Dimension, Filters, Period, Perspective
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
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
