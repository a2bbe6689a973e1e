"""What can be asked of a ledger, as protocols. `stackspend.store.ledger` answers them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol, Self, TypeVar, runtime_checkable
from uuid import UUID

from stackspend.ledger.retention import Doomed
from stackspend.reports.activity import ActivityQuestions
from stackspend.reports.answer import DailyPage, LargestRows, LineItemPage, LineItemView, SpendRow
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
    Names,
    Period,
    Perspective,
)
from stackspend.reports.raw_batches import RawBatchQuestions
from stackspend.reports.sessions import SessionQuestions
from stackspend.reports.steps import Amounts, Step
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

    def latest(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        limit: int,
        cursor: Cursor | None = None,
        perspective: Perspective = AS_BOOKED,
    ) -> LineItemPage:
        """A page of a period, the line items used last first."""

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

    def during(self, organization_id: UUID, period: Period) -> Self:
        """The same questions about days of this period, which are then answered quicker when there are several."""

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
    ) -> list[tuple[Step, SpendRow]]:
        """The same in steps of this width, in the order of time. Steps without spend are left out."""

    def largest(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        top: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> LargestRows:
        """So many of the largest groups; without dimensions one row, the whole."""

    def amounts(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        shown: Sequence[Names],
        *,
        every: Granularity | None,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> dict[Names | None, Amounts]:
        """The amounts of these groups over time, and of all others together under None; in one step, which begins with
        the period, if `every` is None."""


class RetentionQuestions(Protocol):
    """About what is not kept any more."""

    def doomed(self, organization_id: UUID, *, received_before: datetime | None, days_before: date | None) -> Doomed:
        """What would be deleted; None deletes nothing of its kind."""


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
    def retention(self) -> RetentionQuestions: ...
    @property
    def explanations(self) -> ExplanationQuestions: ...

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to a question, without holding up the event loop. Raises TransientError if the ledger is away."""
