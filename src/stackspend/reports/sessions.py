"""Sessions: which there were, and one of them request by request."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.reports.activity import ActivityQuestions, ActivityReport, activity_beside
from stackspend.reports.answer import LineItemPage, LineItemView, Tokens, known_amount
from stackspend.reports.question import Filters, Period, Perspective

MOST_SESSIONS = 500
MOST_LINE_ITEMS = 2_000
_ALWAYS = Period(date(1970, 1, 1), date(2199, 12, 31))


class SessionOrder(StrEnum):
    """Which sessions come first."""

    COST = "cost"
    LATEST = "latest"


class SessionPage(msgspec.Struct, frozen=True):
    """Sessions, and the cursor of the next page; None on the last."""

    sessions: list["SessionRow"]
    next_cursor: str | None


class SessionRow(msgspec.Struct, frozen=True):
    """A session as far as it lies in the period. `user` is null if it names nobody; `models` are from the dearest.

    `net_amount_usd` sums what is known, null if nothing is; `unpriced` counts the line items that it leaves out.
    """

    session_id: str
    user: str | None
    attribution: str
    team: str | None
    source: str
    models: list[str]
    client_version: str | None
    started_at: datetime
    ended_at: datetime
    net_amount_usd: str | None
    tokens: Tokens
    line_items: int
    requests: int
    unpriced: int
    subagent_requests: int


class SessionQuestions(Protocol):
    """What the ledger knows of sessions."""

    def sessions(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        perspective: Perspective,
        order: SessionOrder,
        most: int,
    ) -> list[SessionRow]:
        """The sessions with usage in the period."""

    def page(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        perspective: Perspective,
        order: SessionOrder,
        limit: int,
        cursor: str | None,
    ) -> SessionPage:
        """The same page by page. Raises InvalidInput for a cursor of another order."""


class LineItemPages(Protocol):
    """What the ledger knows of line items."""

    def page(
        self, organization_id: UUID, period: Period, *, filters: Filters, limit: int, perspective: Perspective
    ) -> LineItemPage:
        """A page of them."""


class SessionReport(msgspec.Struct, frozen=True):
    """A whole session: its line items in the order of time, and its activity. `is_whole` is false if it has more line
    items than are listed."""

    session: SessionRow
    line_items: list[LineItemView]
    is_whole: bool
    activity: ActivityReport


def report_session(
    ledger: SessionQuestions,
    line_items: LineItemPages,
    activity: ActivityQuestions,
    organization_id: UUID,
    session_id: str,
    *,
    user: str | None,
    perspective: Perspective,
) -> SessionReport | None:
    """A session of whatever days; None if the organization, or of it this user, has none of this id."""
    only = Filters(session=session_id, user=user)
    found = ledger.sessions(
        organization_id, _ALWAYS, filters=only, perspective=perspective, order=SessionOrder.COST, most=1
    )
    if not found:
        return None
    [session] = found
    period = Period(session.started_at.date(), session.ended_at.date())
    page = line_items.page(organization_id, period, filters=only, limit=MOST_LINE_ITEMS, perspective=perspective)
    return SessionReport(
        session=session,
        line_items=sorted(page.items, key=lambda item: (item.usage_time, item.id)),
        is_whole=page.next_cursor is None,
        activity=activity_beside(
            known_amount(session.net_amount_usd),
            activity.daily(organization_id, period, user=user, session=session_id, attribution=perspective.attribution),
        ),
    )
