"""What happened beside spend, and what one piece of it cost."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.ledger.activity import ActivityKind
from stackspend.money import usd_text
from stackspend.reports.answer import amount_text
from stackspend.reports.question import AS_BOOKED, Attribution, Period, Perspective

_CENT_PARTS = Decimal("0.000001")
_SECONDS_OF_AN_HOUR = Decimal(3600)
Counts = dict[ActivityKind, Decimal]


class ActivityQuestions(Protocol):
    """What the ledger knows of activity."""

    def daily(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, attribution: Attribution
    ) -> dict[date, Counts]:
        """The counts of each day that has any; active time in seconds."""

    def spend(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, perspective: Perspective
    ) -> Decimal | None:
        """The booked amount of the same people and days; None if nothing is known."""


class ActivityDay(msgspec.Struct, frozen=True):
    """The counts of one UTC day, every kind named; active time in seconds, as decimal texts."""

    date: date
    counts: dict[str, str]


class ActivityReport(msgspec.Struct, frozen=True):
    """Counts of a period, and cost per piece: rounded to a millionth of a dollar, null where there is none of it."""

    totals: dict[str, str]
    days: list[ActivityDay]
    net_amount_usd: str | None
    cost_per_commit_usd: str | None
    cost_per_pull_request_usd: str | None
    cost_per_active_hour_usd: str | None


def report_activity(
    ledger: ActivityQuestions,
    organization_id: UUID,
    period: Period,
    *,
    user: str | None = None,
    session: str | None = None,
    perspective: Perspective = AS_BOOKED,
) -> ActivityReport:
    """The activity of a period, of everybody or of one user or session."""
    return activity_beside(
        ledger.spend(organization_id, period, user=user, session=session, perspective=perspective),
        ledger.daily(organization_id, period, user=user, session=session, attribution=perspective.attribution),
    )


def activity_beside(spend: Decimal | None, days: Mapping[date, Counts]) -> ActivityReport:
    """The activity of these days, beside what their people spent; None if nobody knows."""
    nothing = Decimal(0)
    totals = {kind: sum((counts.get(kind, nothing) for counts in days.values()), nothing) for kind in ActivityKind}
    active = totals[ActivityKind.ACTIVE_SECONDS_USER] + totals[ActivityKind.ACTIVE_SECONDS_CLI]
    return ActivityReport(
        totals=_texts(totals),
        days=[ActivityDay(day, _texts(counts)) for day, counts in sorted(days.items())],
        net_amount_usd=amount_text(spend),
        cost_per_commit_usd=_per(spend, totals[ActivityKind.COMMITS]),
        cost_per_pull_request_usd=_per(spend, totals[ActivityKind.PULL_REQUESTS]),
        cost_per_active_hour_usd=_per(spend, active / _SECONDS_OF_AN_HOUR),
    )


def _texts(counts: Counts) -> dict[str, str]:
    return {kind.value: usd_text(counts.get(kind, Decimal(0))) for kind in ActivityKind}


def _per(spend: Decimal | None, pieces: Decimal) -> str | None:
    return usd_text((spend / pieces).quantize(_CENT_PARTS)) if spend is not None and pieces else None
