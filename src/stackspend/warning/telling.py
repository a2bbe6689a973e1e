"""From messages to deliveries: which channel gets which alert, in which form, and not before when."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

import msgspec

from stackspend.warning.alerts import Alert, Message
from stackspend.warning.anomaly import Severity
from stackspend.warning.notify.channels import Channel, ChannelKind
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.notify.wording import event_content, event_of, notice_of

DIGEST = "alert.digest"


def tell(
    messages: Sequence[Message],
    channels: Sequence[Channel],
    *,
    organization_id: UUID,
    public_url: str,
    zone: tzinfo,
    now: datetime,
) -> Iterable[NewDelivery]:
    """People get a digest as one message, programs each event by itself."""
    for message in messages:
        for channel in channels:
            told = [(alert, level) for alert, level in message.told if channel.wants(alert)]
            if not told:
                continue
            if channel.kind is ChannelKind.WEBHOOK:
                for alert, level in told:
                    content = event_content(
                        alert, level, organization_id=organization_id, public_url=public_url, at=now
                    )
                    yield _delivery(channel, event_of(alert, level), content, [alert], zone, now)
            else:
                event = event_of(*told[0]) if len(told) == 1 else DIGEST
                content = msgspec.to_builtins(notice_of(told, public_url=public_url))
                yield _delivery(channel, event, content, [alert for alert, _ in told], zone, now)


def _delivery(
    channel: Channel, event: str, content: dict[str, Any], alerts: Sequence[Alert], zone: tzinfo, now: datetime
) -> NewDelivery:
    gravest: Severity = max((alert.cause.severity for alert in alerts), key=lambda severity: severity.rank)
    due_at = channel.not_before(gravest, zone, now)
    return NewDelivery(channel_id=channel.id, event=event, content=content, due_at=due_at)
