"""Reported against list cost: finds a client that prices with a wrong table within a day."""

from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.money import usd_text
from stackspend.reports.question import Period

NOTABLE = Decimal("0.01")
"""A drift of one per cent or more of the list cost is worth a look."""


class Drift(msgspec.Struct, frozen=True):
    """Line items of one model, client version and UTC day with both costs; `largest` is the one that differs most."""

    date: date
    model: str | None
    client_version: str | None
    line_items: int
    reported: Decimal
    listed: Decimal
    unpriced: int
    unreported: int
    assumed: int
    largest: UUID | None


class PriceAuditQuestions(Protocol):
    """What the ledger knows of both costs."""

    def drifts(self, organization_id: UUID, period: Period) -> list[Drift]:
        """By day, model and client version."""


class DriftView(msgspec.Struct, frozen=True):
    """`drift_usd` is reported less list, `drift_percent` of the list cost, rounded to two places; null without a list
    cost. `unpriced` line items have no list cost, `unreported` ones no reported cost; neither is in the sums. The
    list cost of `assumed` ones rests on what the documentation says where the client says nothing."""

    date: date
    model: str | None
    client_version: str | None
    line_items: int
    reported_cost_usd: str
    list_cost_usd: str
    drift_usd: str
    drift_percent: str | None
    notable: bool
    unpriced: int
    unreported: int
    assumed: int
    largest_line_item_id: UUID | None


def audit_prices(ledger: PriceAuditQuestions, organization_id: UUID, period: Period) -> list[DriftView]:
    """The price audit of a period, the largest drift in dollars first."""
    drifts = ledger.drifts(organization_id, period)
    return [_view(drift) for drift in sorted(drifts, key=lambda drift: -abs(drift.reported - drift.listed))]


def _view(drift: Drift) -> DriftView:
    gap = drift.reported - drift.listed
    share = gap / drift.listed if drift.listed else None
    return DriftView(
        date=drift.date,
        model=drift.model,
        client_version=drift.client_version,
        line_items=drift.line_items,
        reported_cost_usd=usd_text(drift.reported),
        list_cost_usd=usd_text(drift.listed),
        drift_usd=usd_text(gap),
        drift_percent=None if share is None else str(round(share * 100, 2)),
        notable=share is not None and abs(share) >= NOTABLE,
        unpriced=drift.unpriced,
        unreported=drift.unreported,
        assumed=drift.assumed,
        largest_line_item_id=drift.largest if gap else None,
    )
