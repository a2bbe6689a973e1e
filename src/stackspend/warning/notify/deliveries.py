"""A delivery: one message on its way through one channel, what its receiver answered, and when it is tried again."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from stackspend.warning.notify.channels import Channel

RETRIES_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=5),
    timedelta(hours=17, minutes=49),
)
"""Five retries over 24 hours, each later than the one before."""
LEASE = timedelta(minutes=2)
"""For how long a node has a delivery to itself; longer than any attempt takes."""
_LONGEST_ANSWER = 300


class DeliveryState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Attempt(msgspec.Struct, frozen=True):
    """One attempt: the status that was answered, None where there is none, and the answer or the error in short."""

    at: datetime
    status: int | None
    answer: str
    delivered: bool


class NewDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """What to deliver. `content` is the message as data, `event` its name for programs."""

    channel_id: UUID
    event: str
    content: dict[str, Any]
    due_at: datetime


class Delivery(NewDelivery, frozen=True, kw_only=True):
    """A delivery that is kept until long after it is through."""

    id: UUID
    organization_id: UUID
    created_at: datetime
    state: DeliveryState
    attempts: tuple[Attempt, ...]


class Claimed(msgspec.Struct, frozen=True):
    """A delivery that this node has to itself for a while, the channel to use, and a webhook's secret."""

    delivery: Delivery
    channel: Channel
    secret: str | None


def after(delivery: Delivery, attempt: Attempt, *, final: bool = False) -> Delivery:
    """The delivery after an attempt: through, to be tried again later, or given up. `final`: no retry would help."""
    attempts = (*delivery.attempts, msgspec.structs.replace(attempt, answer=attempt.answer[:_LONGEST_ANSWER]))
    if attempt.delivered:
        return msgspec.structs.replace(delivery, state=DeliveryState.DELIVERED, attempts=attempts)
    if final or len(attempts) > len(RETRIES_AFTER):
        return msgspec.structs.replace(delivery, state=DeliveryState.FAILED, attempts=attempts)
    due = attempt.at + RETRIES_AFTER[len(attempts) - 1]
    return msgspec.structs.replace(delivery, due_at=due, attempts=attempts)
