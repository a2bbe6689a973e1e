"""Sessions and line items page by page: every one once, in order, whatever the size of a page."""

from datetime import timedelta

import pytest

from stackspend.errors import InvalidInput
from stackspend.reports.answer import LineItemView
from stackspend.reports.explore import read_filters
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Cursor, Filters, Period
from stackspend.reports.sessions import SessionOrder, SessionRow
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.store.ledger.test_spend import ACME, NOVEMBER, RIVAL, book

LONG = Period(NOVEMBER.start - timedelta(days=400), NOVEMBER.end, "Europe/Berlin")


@pytest.fixture(autouse=True)
def booked(database: LedgerDatabase) -> None:
    """A few sessions, and usage without one."""
    book(database, ACME, "j_user1", "j_user2", "j_user3", "f_metrics_only", "h_traces")
    book(database, RIVAL, "i_resume")


def items(reader: LedgerReader, limit: int, filters: Filters = NO_FILTERS) -> list[LineItemView]:
    found: list[LineItemView] = []
    cursor = None
    while True:
        page = reader.line_items.latest(ACME, LONG, filters=filters, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        found += page.items
        if page.next_cursor is None:
            return found
        cursor = Cursor.read(page.next_cursor)


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_line_items_come_newest_first_and_each_once(reader: LedgerReader, limit: int) -> None:
    found = items(reader, limit)
    assert [item.usage_time for item in found] == sorted((item.usage_time for item in found), reverse=True)
    every = reader.line_items.page(ACME, LONG, filters=NO_FILTERS, limit=1000).items
    assert sorted(str(item.id) for item in found) == sorted(str(item.id) for item in every)


def test_line_items_are_narrowed_by_filters(reader: LedgerReader) -> None:
    found = items(reader, 2, read_filters(["user:DEV1@example.com"]))
    assert {item.user for item in found} == {"dev1@example.com"}


def sessions(reader: LedgerReader, order: SessionOrder, limit: int) -> list[SessionRow]:
    found: list[SessionRow] = []
    cursor = None
    while True:
        page = reader.sessions.page(
            ACME, LONG, filters=NO_FILTERS, perspective=AS_BOOKED, order=order, limit=limit, cursor=cursor
        )
        found += page.sessions
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("order", SessionOrder)
@pytest.mark.parametrize("limit", [1, 2])
def test_pages_of_sessions_are_the_whole_list(reader: LedgerReader, order: SessionOrder, limit: int) -> None:
    whole = reader.sessions.sessions(ACME, LONG, filters=NO_FILTERS, perspective=AS_BOOKED, order=order, most=500)
    assert len(whole) > 3
    assert sessions(reader, order, limit) == whole


@pytest.mark.parametrize("cursor", ["", "latest:1:x", "cost:much:x"])
def test_a_cursor_that_no_page_gave_is_refused(reader: LedgerReader, cursor: str) -> None:
    with pytest.raises(InvalidInput, match=r"use meta\.next_cursor as it is"):
        reader.sessions.page(
            ACME, LONG, filters=NO_FILTERS, perspective=AS_BOOKED, order=SessionOrder.COST, limit=1, cursor=cursor
        )
