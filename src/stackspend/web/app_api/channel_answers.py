"""Channels and deliveries as people read them."""

from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.warning.anomaly import Severity
from stackspend.warning.notify.channels import (
    Channel,
    ChannelKind,
    shown_target,
)
from stackspend.warning.notify.deliveries import Delivery, DeliveryState


class SentQuietHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two local times as HH:MM, over midnight if the second is earlier."""

    start: str
    end: str


class ChannelView(msgspec.Struct, frozen=True, kw_only=True):
    """A channel; of a chat's target, which is a credential, only the service is shown."""

    id: UUID
    name: str
    kind: ChannelKind
    target: str
    teams: list[str]
    least_severity: Severity
    quiet_hours: SentQuietHours | None
    alerts: bool
    reports: bool
    active: bool
    created_at: datetime


class CreatedChannel(msgspec.Struct, frozen=True, kw_only=True):
    """A channel, and the signing secret of a webhook, which is shown this once; null for others."""

    channel: ChannelView
    secret: str | None


class AttemptView(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt; the status is null where there was none to be had."""

    at: datetime
    status: int | None
    answer: str
    delivered: bool


class DeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery, with every attempt; `due_at` is when a waiting one is tried next."""

    id: UUID
    channel_id: UUID
    event: str
    state: DeliveryState
    created_at: datetime
    due_at: datetime
    attempts: list[AttemptView]


def channel_view(channel: Channel) -> ChannelView:
    """A channel, with what may be shown of its target."""
    quiet = channel.quiet_hours
    return ChannelView(
        id=channel.id,
        name=channel.name,
        kind=channel.kind,
        target=shown_target(channel),
        teams=list(channel.teams),
        least_severity=channel.least_severity,
        quiet_hours=SentQuietHours(start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}") if quiet else None,
        alerts=channel.alerts,
        reports=channel.reports,
        active=channel.active,
        created_at=channel.created_at,
    )


def delivery_view(delivery: Delivery) -> DeliveryView:
    """A delivery with its attempts."""
    return DeliveryView(
        id=delivery.id,
        channel_id=delivery.channel_id,
        event=delivery.event,
        state=delivery.state,
        created_at=delivery.created_at,
        due_at=delivery.due_at,
        attempts=[
            AttemptView(at=one.at, status=one.status, answer=one.answer, delivered=one.delivered)
            for one in delivery.attempts
        ],
    )
