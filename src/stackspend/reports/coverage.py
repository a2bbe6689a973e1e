"""How complete the telemetry is: what events and metrics each saw, what is unpriced, unattributed, repeated or late."""

from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.ledger.cover import COST_TOLERANCE
from stackspend.money import usd_text
from stackspend.reports.answer import added
from stackspend.reports.question import Period

MOST_SESSIONS = 100
EVENTS_ONLY, METRICS_ONLY, BOTH_AGREE = "events only", "metrics only", "both agree"
EVENTS_SAW_MORE, METRICS_SAW_MORE = "events saw more", "metrics saw more"


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


class Compared(msgspec.Struct, frozen=True):
    """How many sessions and models have one verdict, and what each signal saw of them."""

    verdict: str
    sessions: int
    events_cost: Decimal
    metrics_cost: Decimal


class SetAsideRecords(msgspec.Struct, frozen=True):
    """What could not be read of what one connection received on the UTC days of a period."""

    connection_id: UUID
    raw_batches: int
    records: int


class CoverageQuestions(Protocol):
    """What the ledger knows of its own evidence, of one connection or of all."""

    def seen(self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None) -> list[Seen]:
        """By connection, day and client version."""

    def booked(self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None) -> list[Booked]:
        """By connection, day and client version."""

    def compared(
        self, organization_id: UUID, period: Period, *, most: int, connection_id: UUID | None = None
    ) -> tuple[list[Compared], list[SessionGap]]:
        """Sessions and models by verdict, those that spans alone saw left out, and those whose signals differ most."""

    def set_aside(
        self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None
    ) -> list[SetAsideRecords]:
        """By connection, those without any left out."""


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
    """A session and model whose events and metrics do not say the same; `gap_usd` is events less metrics."""

    session_id: str
    model: str
    client_version: str | None
    events: EvidenceView
    metrics: EvidenceView
    gap_usd: str
    verdict: str


class ComparedView(msgspec.Struct, frozen=True):
    """How many sessions and models have one verdict, and what each signal saw of them in USD."""

    verdict: str
    sessions: int
    events_usd: str
    metrics_usd: str


class CoverageReport(msgspec.Struct, frozen=True):
    """Coverage of a period: the whole, its rows, how many sessions and models have which verdict, what was received and
    set aside, and the sessions with the largest gaps."""

    line_items: int
    unpriced: int
    unpriced_share: float
    unattributed: int
    unattributed_share: float
    unattributed_usd: str
    metric_only: int
    duplicates: int
    late: int
    dated_by_arrival: int
    rows: list[CoverageRow]
    verdicts: list[ComparedView]
    set_aside: list[SetAsideRecords]
    sessions: list[SessionCoverage]


def report_coverage(
    ledger: CoverageQuestions, organization_id: UUID, period: Period, *, connection_id: UUID | None = None
) -> CoverageReport:
    """The coverage of a period, of one connection or of all."""
    seen = ledger.seen(organization_id, period, connection_id=connection_id)
    found = ledger.booked(organization_id, period, connection_id=connection_id)
    verdicts, gaps = ledger.compared(organization_id, period, most=MOST_SESSIONS, connection_id=connection_id)
    booked = {(b.connection_id, b.date, b.client_version): b for b in found}
    items = sum(b.line_items for b in booked.values())
    unpriced = sum(b.unpriced for b in booked.values())
    unattributed = sum(b.unattributed for b in booked.values())
    return CoverageReport(
        line_items=items,
        unpriced=unpriced,
        unpriced_share=_share(unpriced, items),
        unattributed=unattributed,
        unattributed_share=_share(unattributed, items),
        unattributed_usd=usd_text(added(b.unattributed_usd for b in found) or Decimal(0)),
        metric_only=sum(b.metric_only for b in found),
        duplicates=sum(one.duplicates for one in seen),
        late=sum(one.late for one in seen),
        dated_by_arrival=sum(one.dated_by_arrival for one in seen),
        rows=[_row(one, booked.get((one.connection_id, one.date, one.client_version))) for one in seen],
        verdicts=[
            ComparedView(one.verdict, one.sessions, usd_text(one.events_cost), usd_text(one.metrics_cost))
            for one in verdicts
        ],
        set_aside=ledger.set_aside(organization_id, period, connection_id=connection_id),
        sessions=[_session(gap) for gap in gaps],
    )


def verdict(events: Evidence, metrics: Evidence) -> str:
    """How the two signals compare, in the words of the ledger."""
    if not metrics.statements:
        return EVENTS_ONLY
    if not events.statements:
        return METRICS_ONLY
    gap = events.cost_usd - metrics.cost_usd
    if abs(gap) <= COST_TOLERANCE and events.tokens == metrics.tokens:
        return BOTH_AGREE
    return EVENTS_SAW_MORE if gap > COST_TOLERANCE or events.tokens > metrics.tokens else METRICS_SAW_MORE


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
        usd_text(gap.events.cost_usd - gap.metrics.cost_usd),
        verdict(gap.events, gap.metrics),
    )


def _view(evidence: Evidence) -> EvidenceView:
    return EvidenceView(evidence.statements, usd_text(evidence.cost_usd), evidence.tokens)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0
