"""One face for the real ledger stores and the fake, so that one suite holds for all of them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.ledger.line_item import LineItem, State
from stackspend.ledger.storage import LedgerStore
from stackspend.reports.answer import LineItemView
from stackspend.reports.question import NO_FILTERS, Attribution, Period, Perspective
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.ledger.memory import MemoryLedger

ALWAYS = Period(date(1970, 1, 1), date(2199, 12, 31))
STATED = Perspective(attribution=Attribution.STATED)


class Row(msgspec.Struct, frozen=True, order=True):
    """What anybody can read of a booked line item."""

    id: UUID
    usage_time: datetime
    reported_cost: Decimal | None
    list_cost: Decimal | None
    tokens: tuple[int | None, ...]
    model: str | None
    session_id: str | None
    user: str | None
    connection_id: UUID


class Backend(Protocol):
    """A store to write to, and what it then holds."""

    @property
    def store(self) -> LedgerStore: ...

    def booked(self, organization_id: UUID) -> list[Row]:
        """The line items that count, in the order of their ids."""


class MemoryBackend:
    """The fake."""

    def __init__(self, store: MemoryLedger) -> None:
        self.store = store

    def booked(self, organization_id: UUID) -> list[Row]:
        return row_of_items(self.store.line_items(organization_id))


class StoreBackend:
    """A real store, read through the questions that the web asks."""

    def __init__(self, database: LedgerDatabase) -> None:
        self.store = Ledger(database)
        self._reader = LedgerReader(database)

    def booked(self, organization_id: UUID) -> list[Row]:
        page = self._reader.line_items.page(organization_id, ALWAYS, filters=NO_FILTERS, limit=1000, perspective=STATED)
        assert page.next_cursor is None
        return sorted(map(_row_of_view, page.items))


def row_of_items(items: Sequence[LineItem]) -> list[Row]:
    return sorted(
        Row(
            id=item.id,
            usage_time=item.usage_time,
            reported_cost=item.usage.cost,
            list_cost=item.list_cost,
            tokens=(item.usage.input, item.usage.output, item.usage.cache_read, item.usage.cache_creation),
            model=item.model,
            session_id=item.session_id,
            user=item.who.name,
            connection_id=item.connection_id,
        )
        for item in items
        if item.state is State.BOOKED
    )


def _row_of_view(view: LineItemView) -> Row:
    return Row(
        id=view.id,
        usage_time=view.usage_time,
        reported_cost=_amount(view.reported_cost_usd),
        list_cost=_amount(view.list_cost_usd),
        tokens=(view.tokens.input, view.tokens.output, view.tokens.cache_read, view.tokens.cache_creation),
        model=view.model,
        session_id=view.session_id,
        user=view.user,
        connection_id=view.connection_id,
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
