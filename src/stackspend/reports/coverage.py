"""How complete the telemetry is: what events and metrics each saw, what is unpriced, unattributed, repeated or late."""

from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.ledger.cover import COST_TOLERANCE
from stackspend.money import usd_text
from stackspend.reports.question import Period

MOST_SESSIONS = 100


class Evidence(msgspec.Struct, frozen=True):
    """What one signal saw: a count of statements, their cost and tokens (all kinds together)."""

    statements: int
    cost_usd: Decimal
    tokens: int


class Seen(msgspec.Struct, frozen=True):
    """Events and metrics of one connection, UTC day and client version, and how they arrived.

    `duplicates` are sightings after the first, `late` arrived more than five minutes after they happened,
    `dated_by_arrival` had no time or one in the future. A cumulative series counts on the day of its latest point.
    """

    connection_id: UUID
    date: date
    client_version: str | None
    events: Evidence
    metrics: Evidence
    spans: Evidence
    duplicates: int
    late: int
    dated_by_arrival: int


class Booked(msgspec.Struct, frozen=True):
    """Line items of one connection, UTC day and client version: how many, and how many lack a price or a person."""

    connection_id: UUID
    date: date
    client_version: str | None
    line_items: int
    metric_only: int
    unpriced: int
    unpriced_tokens: int
    unattributed: int
    unattributed_usd: Decimal
    net_amount_usd: Decimal


class SessionGap(msgspec.Struct, frozen=True):
    """A session and model of which one signal saw more than the other."""

    session_id: str
    model: str
    client_version: str | None
    events: Evidence
    metrics: Evidence


class CoverageQuestions(Protocol):
    """What the ledger knows of its own evidence."""

    def seen(self, organization_id: UUID, period: Period) -> list[Seen]:
        """By connection, day and client version."""

    def booked(self, organization_id: UUID, period: Period) -> list[Booked]:
        """By connection, day and client version."""

    def gaps(self, organization_id: UUID, period: Period, *, most: int) -> list[SessionGap]:
        """The sessions whose events and metrics differ most."""


class EvidenceView(msgspec.Struct, frozen=True):
    """What one signal saw; the cost is a decimal text."""

    statements: int
    cost_usd: str
    tokens: int


class CoverageRow(msgspec.Struct, frozen=True):
    """One connection, UTC day and client version. Shares are from 0 to 1, of the line items."""

    connection_id: UUID
    date: date
    client_version: str | None
    events: EvidenceView
    metrics: EvidenceView
    spans: EvidenceView
    verdict: str
    duplicates: int
    late: int
    dated_by_arrival: int
    line_items: int
    metric_only: int
    unpriced_share: float
    unpriced_tokens: int
    unattributed_share: float
    unattributed_usd: str


class SessionCoverage(msgspec.Struct, frozen=True):
    """A session and model whose events and metrics do not say the same."""

    session_id: str
    model: str
    client_version: str | None
    events: EvidenceView
    metrics: EvidenceView
    verdict: str


class CoverageReport(msgspec.Struct, frozen=True):
    """Coverage of a period: the whole, its rows, and the sessions with the largest gaps."""

    line_items: int
    unpriced: int
    unpriced_share: float
    unattributed: int
    unattributed_share: float
    duplicates: int
    late: int
    dated_by_arrival: int
    rows: list[CoverageRow]
    sessions: list[SessionCoverage]


def report_coverage(ledger: CoverageQuestions, organization_id: UUID, period: Period) -> CoverageReport:
    """The coverage of a period."""
    seen = ledger.seen(organization_id, period)
    booked = {(b.connection_id, b.date, b.client_version): b for b in ledger.booked(organization_id, period)}
    items = sum(b.line_items for b in booked.values())
    unpriced = sum(b.unpriced for b in booked.values())
    unattributed = sum(b.unattributed for b in booked.values())
    return CoverageReport(
        line_items=items,
        unpriced=unpriced,
        unpriced_share=_share(unpriced, items),
        unattributed=unattributed,
        unattributed_share=_share(unattributed, items),
        duplicates=sum(one.duplicates for one in seen),
        late=sum(one.late for one in seen),
        dated_by_arrival=sum(one.dated_by_arrival for one in seen),
        rows=[_row(one, booked.get((one.connection_id, one.date, one.client_version))) for one in seen],
        sessions=[_session(gap) for gap in ledger.gaps(organization_id, period, most=MOST_SESSIONS)],
    )


def verdict(events: Evidence, metrics: Evidence) -> str:
    """How the two signals compare, in the words of the ledger."""
    if not metrics.statements:
        return "events only"
    if not events.statements:
        return "metrics only"
    gap = events.cost_usd - metrics.cost_usd
    if abs(gap) <= COST_TOLERANCE and events.tokens == metrics.tokens:
        return "both agree"
    return "events saw more" if gap > COST_TOLERANCE or events.tokens > metrics.tokens else "metrics saw more"


def _row(seen: Seen, booked: Booked | None) -> CoverageRow:
    items = booked.line_items if booked else 0
    return CoverageRow(
        connection_id=seen.connection_id,
        date=seen.date,
        client_version=seen.client_version,
        events=_view(seen.events),
        metrics=_view(seen.metrics),
        spans=_view(seen.spans),
        verdict=verdict(seen.events, seen.metrics),
        duplicates=seen.duplicates,
        late=seen.late,
        dated_by_arrival=seen.dated_by_arrival,
        line_items=items,
        metric_only=booked.metric_only if booked else 0,
        unpriced_share=_share(booked.unpriced if booked else 0, items),
        unpriced_tokens=booked.unpriced_tokens if booked else 0,
        unattributed_share=_share(booked.unattributed if booked else 0, items),
        unattributed_usd=usd_text(booked.unattributed_usd) if booked else "0",
    )


def _session(gap: SessionGap) -> SessionCoverage:
    return SessionCoverage(
        gap.session_id,
        gap.model,
        gap.client_version,
        _view(gap.events),
        _view(gap.metrics),
        verdict(gap.events, gap.metrics),
    )


def _view(evidence: Evidence) -> EvidenceView:
    return EvidenceView(evidence.statements, usd_text(evidence.cost_usd), evidence.tokens)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0
