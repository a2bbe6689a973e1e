"""What can be asked of a ledger, as protocols. `stackspend.store.ledger` answers them."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, runtime_checkable
from uuid import UUID

from stackspend.ledger.raw_batch import RawBatch
from stackspend.reports.activity import ActivityQuestions
from stackspend.reports.answer import DailyPage, LineItemPage, LineItemView, RawBatchPage, RawBatchView, SpendRow
from stackspend.reports.coverage import CoverageQuestions
from stackspend.reports.explanation import ExplanationQuestions
from stackspend.reports.key_use import KeyUseQuestions
from stackspend.reports.people import PeopleQuestions
from stackspend.reports.price_audit import PriceAuditQuestions
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Cursor,
    Dimension,
    Field,
    Filters,
    Granularity,
    Period,
    Perspective,
)
from stackspend.reports.sessions import SessionQuestions
from stackspend.reports.watch import WatchQuestions

Answer = TypeVar("Answer")


class LineItemQuestions(Protocol):
    """About single line items."""

    def page(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        limit: int,
        cursor: Cursor | None = None,
        perspective: Perspective = AS_BOOKED,
    ) -> LineItemPage:
        """A page in the order of day and id, so that a page stays what it was while newer usage is booked."""

    def newest(
        self, organization_id: UUID, *, filters: Filters, limit: int, perspective: Perspective = AS_BOOKED
    ) -> list[LineItemView]:
        """The line items used last."""

    def one(
        self, organization_id: UUID, line_item_id: UUID, *, perspective: Perspective = AS_BOOKED
    ) -> LineItemView | None:
        """A line item; None if the organization has none of this id."""


class RollupQuestions(Protocol):
    """About sums."""

    def daily(
        self,
        organization_id: UUID,
        period: Period,
        grouped_by: Dimension,
        *,
        limit: int,
        filters: Filters = NO_FILTERS,
        cursor: Cursor | None = None,
        perspective: Perspective = AS_BOOKED,
    ) -> DailyPage:
        """A page of totals in the order of day and name."""

    def breakdown(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        by_day: bool,
        most: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> list[SpendRow]:
        """Spend by these dimensions (none for the whole), the largest first, or by day in the order of days."""

    def series(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        every: Granularity,
        most: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> list[SpendRow]:
        """The same in steps of this width, in the order of time. Steps without spend are left out."""


class RawBatchQuestions(Protocol):
    """About what was received."""

    def page(
        self, organization_id: UUID, connection_id: UUID, *, limit: int, cursor: str | None = None
    ) -> RawBatchPage:
        """The raw batches of a connection, newest first."""

    def one(self, organization_id: UUID, batch_id: UUID) -> RawBatchView | None:
        """A raw batch without its body; None if the organization has none of this id."""

    def whole(self, organization_id: UUID, batch_id: UUID) -> RawBatch | None:
        """A raw batch with its bytes as received; None if the organization has none of this id."""

    def counts(self, organization_id: UUID) -> dict[UUID, int]:
        """How many raw batches each connection has."""


@runtime_checkable  # Litestar checks what it injects
class LedgerReader(Protocol):
    """Every question: `await reader.ask(lambda: reader.rollups.daily(...))`."""

    @property
    def line_items(self) -> LineItemQuestions: ...
    @property
    def rollups(self) -> RollupQuestions: ...
    @property
    def raw_batches(self) -> RawBatchQuestions: ...

    @property
    def activity(self) -> ActivityQuestions: ...
    @property
    def coverage(self) -> CoverageQuestions: ...
    @property
    def price_audit(self) -> PriceAuditQuestions: ...
    @property
    def key_use(self) -> KeyUseQuestions: ...
    @property
    def watch(self) -> WatchQuestions: ...
    @property
    def people(self) -> PeopleQuestions: ...
    @property
    def sessions(self) -> SessionQuestions: ...
    @property
    def explanations(self) -> ExplanationQuestions: ...

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to a question, without holding up the event loop. Raises TransientError if the ledger is away."""
