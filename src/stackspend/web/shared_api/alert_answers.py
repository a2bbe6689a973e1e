"""Alerts as people and programs read them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.money import usd_text
from stackspend.warning import alerts
from stackspend.warning.alerts import State
from stackspend.warning.anomaly import Severity
from stackspend.warning.deep_link import explorer_path
from stackspend.warning.picture import Picture, Step, Unit
from stackspend.web.shared_api.scope_view import ScopeView, scope_view


class CauseView(msgspec.Struct, frozen=True):
    """Who or what explains most of it: a name of a dimension, its change in USD, and that as a share of the whole."""

    dimension: str
    name: str | None
    change_usd: str
    percent: int


class DeedView(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did about an alert: a state, `snoozed` until an instant, or `assigned` to a member, null for
    nobody; or for one who has left."""

    at: datetime
    by: str
    what: str
    until: datetime | None
    owner_email: str | None


class AlertView(msgspec.Struct, frozen=True, kw_only=True):
    """One alert. `levels` are the thresholds that a budget has reached; `told` what messages said of it. `closed_by` is
    null when it resolved by itself; `deeds` is what people did, in the order of time; `zone` is the time zone whose
    days it goes by. `explorer_path` leads to the Explorer, filtered to what it is about."""

    id: UUID
    kind: str
    severity: Severity
    state: State
    title: str
    summary: str
    scope: ScopeView
    subject: str | None
    team: str | None
    impact_usd: str
    began_at: datetime
    opened_at: datetime
    seen_at: datetime
    levels: list[str]
    told: list[str]
    causes: list[CauseView]
    owner_id: UUID | None
    owner_email: str | None
    snoozed_until: datetime | None
    escalated_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    deeds: list[DeedView]
    zone: str
    explorer_path: str


class PointView(msgspec.Struct, frozen=True):
    """A value as a decimal text, and the instant at which its step begins; between which bounds it was to be expected,
    null where nobody can say."""

    at: datetime
    value: str
    lower: str | None
    upper: str | None


class PictureView(msgspec.Struct, frozen=True, kw_only=True):
    """What to draw, in the order of time; of a budget the sum so far. `expected` is what was usual of a step, `limit`
    the amount of a budget."""

    unit: Unit
    step: Step
    points: list[PointView]
    expected: str | None
    limit: str | None
    is_cumulative: bool
    zone: str
    began_at: datetime


class AlertDetail(msgspec.Struct, frozen=True, kw_only=True):
    """An alert, and the numbers that it was raised from."""

    alert: AlertView
    picture: PictureView


def alert_view(alert: alerts.Alert, emails: Mapping[UUID, str]) -> AlertView:
    """An alert as people and programs read it; an owner who has left is none."""
    cause = alert.cause
    return AlertView(
        id=alert.id,
        kind=cause.kind,
        severity=cause.severity,
        state=alert.state,
        title=cause.title,
        summary=cause.summary,
        scope=scope_view(cause.scope),
        subject=cause.subject,
        team=cause.team,
        impact_usd=usd_text(cause.impact.quantize(Decimal("0.01"))),
        began_at=cause.began,
        opened_at=alert.opened_at,
        seen_at=alert.seen_at,
        levels=list(cause.levels),
        told=list(alert.told),
        causes=[CauseView(one.dimension, one.name, usd_text(one.change), one.percent) for one in cause.contributors],
        owner_id=alert.owner_id if alert.owner_id in emails else None,
        owner_email=None if alert.owner_id is None else emails.get(alert.owner_id),
        snoozed_until=alert.snoozed_until,
        escalated_at=alert.escalated_at,
        closed_at=alert.closed_at,
        closed_by=alert.closed_by,
        deeds=[
            DeedView(
                at=one.at,
                by=one.by,
                what=one.what,
                until=one.until,
                owner_email=None if one.owner_id is None else emails.get(one.owner_id),
            )
            for one in alert.deeds
        ],
        zone=cause.zone,
        explorer_path=explorer_path(alert),
    )


def picture_view(drawn: Picture, alert: alerts.Alert) -> PictureView:
    """A picture as people and programs read it."""
    limit = alert.cause.limit
    return PictureView(
        unit=drawn.unit,
        step=drawn.step,
        points=[PointView(one.at, usd_text(one.value), _text(one.lower), _text(one.upper)) for one in drawn.points],
        expected=None if drawn.expected is None else usd_text(drawn.expected),
        limit=None if limit is None else usd_text(limit),
        is_cumulative=drawn.is_cumulative,
        zone=drawn.zone,
        began_at=alert.cause.began,
    )


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else usd_text(amount)
