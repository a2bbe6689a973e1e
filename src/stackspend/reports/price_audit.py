"""Reported against list cost: finds a client that prices with a wrong table within a day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.money import usd_text
from stackspend.reports.question import Period

NOTABLE = Decimal("0.01")
"""A drift of one per cent or more of the list cost is worth a look."""


class Drift(msgspec.Struct, frozen=True):
    """Line items of one model, client version and UTC day with both costs; `largest` is the one that differs most.
    `date` is the first of several days that were put together."""

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


class UnpricedModel(msgspec.Struct, frozen=True):
    """Line items of a model that have no list cost, why the latest has none, and what the client said they cost, None
    if it said nothing."""

    model: str | None
    line_items: int
    last_used: datetime
    reason: str
    reported: Decimal | None


class PriceAuditQuestions(Protocol):
    """What the ledger knows of both costs."""

    def unpriced(self, organization_id: UUID, period: Period) -> list[UnpricedModel]:
        """By model, the most line items first. Usage that is left of a metric's sum is among them."""

    def drifts(
        self, organization_id: UUID, period: Period, *, by_day: bool = True, connection_id: UUID | None = None
    ) -> list[Drift]:
        """By day, model and client version, of one connection or of all."""


class DriftView(msgspec.Struct, frozen=True):
    """`drift_usd` is reported less list, `drift_percent` of the list cost, rounded to two places; null without a list
    cost. `unpriced` line items have no list cost, `unreported` ones no reported cost; neither is in the sums. The
    list cost of `assumed` ones rests on what the documentation says where the client says nothing. `date` is null of a
    whole period."""

    date: date | None
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


def audit_prices(
    ledger: PriceAuditQuestions,
    organization_id: UUID,
    period: Period,
    *,
    by_day: bool = True,
    connection_id: UUID | None = None,
) -> list[DriftView]:
    """The price audit of a period, the largest drift in dollars first."""
    drifts = ledger.drifts(organization_id, period, by_day=by_day, connection_id=connection_id)
    return [
        _view(drift, of_day=by_day) for drift in sorted(drifts, key=lambda drift: -abs(drift.reported - drift.listed))
    ]


def _view(drift: Drift, *, of_day: bool) -> DriftView:
    gap = drift.reported - drift.listed
    share = gap / drift.listed if drift.listed else None
    return DriftView(
        date=drift.date if of_day else None,
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
