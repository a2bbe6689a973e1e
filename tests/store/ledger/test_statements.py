"""How many statements the ledger is asked for a page: no more with more people, sessions or days."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from stackspend.ingest.book import Bookkeeper
from stackspend.pricing import default_price_list
from stackspend.reports.coverage import report_coverage
from stackspend.reports.explore import Exploration, explore
from stackspend.reports.month import MonthQuestions, month_so_far
from stackspend.reports.people import MOST_PEOPLE, report_person
from stackspend.reports.price_audit import audit_prices
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Among, Dimension, Filters, Period
from stackspend.reports.sessions import MOST_SESSIONS, SessionOrder, report_session
from stackspend.reports.token_kinds import explore_tokens
from stackspend.reports.what_changed import Comparison, what_changed
from stackspend.sample.cast import PEOPLE
from stackspend.sample.telemetry import Channel, Sample, telemetry
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.reader import LedgerReader

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 1), NOON.date())
ACME = UUID(int=1)
CHANNEL = Channel(UUID(int=3), UUID(int=4), "ss_live_Ab3x")
PRICES = default_price_list()


class Counting:
    """A ledger's database that counts what it is asked."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database
        self._statements: list[str] = []

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        self._statements.append(sql)  # from any thread
        return self._database.rows(sql, parameters)

    @property
    def asked(self) -> int:
        """How many statements."""
        return len(self._statements)


def exploration(*dimensions: Dimension, compares: bool = False, filters: Filters = NO_FILTERS) -> Exploration:
    return Exploration(period=PERIOD, dimensions=dimensions, compares=compares, filters=filters)


PAGES: dict[str, tuple[int, Callable[[LedgerReader], object]]] = {
    "overview": (5, lambda ledger: month_so_far(
        MonthQuestions(ledger.rollups, ledger.activity), ACME, NOON.date(), "UTC", PRICES
    )),
    "explorer": (3, lambda ledger: explore(ledger.rollups, ACME, exploration(Dimension.MODEL, Dimension.USER))),
    "explorer, compared": (4, lambda ledger: explore(ledger.rollups, ACME, exploration(Dimension.TEAM, compares=True))),
    "explorer, one person": (4, lambda ledger: explore(ledger.rollups, ACME, exploration(
        Dimension.MODEL, filters=Filters(among=(Among(Dimension.USER, (PEOPLE[0].email,)),))
    ))),
    "explorer, kinds of tokens": (4, lambda ledger: explore_tokens(
        ledger.rollups, ACME, exploration(Dimension.MODEL)
    )),
    "what changed": (3, lambda ledger: what_changed(
        ledger.rollups, ACME, Comparison(before=PERIOD.before, after=PERIOD), PRICES
    )),
    "people": (2, lambda ledger: ledger.people.people(
        ACME, PERIOD, filters=NO_FILTERS, perspective=AS_BOOKED, most=MOST_PEOPLE
    )),
    "person": (3, lambda ledger: report_person(
        ledger.people, ledger.activity, ACME, PERIOD, PEOPLE[0].email, perspective=AS_BOOKED
    )),
    "sessions": (2, lambda ledger: sessions(ledger)),
    "line items": (2, lambda ledger: ledger.line_items.page(ACME, PERIOD, filters=NO_FILTERS, limit=50)),
    "raw batches": (2, lambda ledger: ledger.raw_batches.page(ACME, CHANNEL.connection_id, limit=50)),
    "coverage": (4, lambda ledger: report_coverage(ledger.coverage, ACME, PERIOD)),
    "price audit": (1, lambda ledger: audit_prices(ledger.price_audit, ACME, PERIOD)),
}  # fmt: skip


def sessions(ledger: LedgerReader) -> list[Any]:
    return ledger.sessions.sessions(
        ACME, PERIOD, filters=NO_FILTERS, perspective=AS_BOOKED, order=SessionOrder.COST, most=MOST_SESSIONS
    )


@pytest.fixture
def counting(database: LedgerDatabase) -> Counting:
    """A day of the sample."""
    bookkeeper = Bookkeeper(Ledger(database), lambda _: PRICES)
    for batches in telemetry(Sample(ACME, CHANNEL, CHANNEL, NOON, days=1), PRICES):
        bookkeeper.book(batches)
    return Counting(database)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_than_this(counting: Counting, page: str) -> None:
    most, ask = PAGES[page]

    ask(LedgerReader(counting))  # type: ignore[arg-type] # nothing else is asked of it

    assert counting.asked == most


def test_a_session_asks_no_more_than_this(counting: Counting) -> None:
    ledger = LedgerReader(counting)  # type: ignore[arg-type]
    session = sessions(ledger)[0].session_id
    before = counting.asked

    report_session(ledger.sessions, ledger.line_items, ledger.activity, ACME, session, user=None, perspective=AS_BOOKED)

    assert counting.asked - before == 5
