"""How much a key may do in a time: a bucket that fills steadily and that use empties.

What an export costs is known only after it was let in, so a bucket may fall below empty; it then lets nothing in until
it has filled up again. A bucket is kept by each node, and costs two numbers.
"""

import math
from collections import OrderedDict
from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.errors import RateLimited

_MOST = 100_000


class Allowance(msgspec.Struct, frozen=True):
    """What is left to a key: whole units, and the whole seconds until all of them are back."""

    left: int
    seconds: int


class RateLimit:
    """At most `amount` in `seconds`, for each key by itself; an `amount` of 0 limits nothing.

    `what` is what is counted, in the plural and for people, as in `requests`.
    """

    def __init__(self, amount: int, *, seconds: int, what: str) -> None:
        self.amount = amount
        self.seconds = seconds
        self._what = what
        self._levels: OrderedDict[UUID, tuple[float, float]] = OrderedDict()

    def admit(self, key_id: UUID, now: datetime) -> None:
        """Raises RateLimited, with the seconds to wait, when nothing is left to the key."""
        if not self.amount:
            return
        level = self._level(key_id, now.timestamp())
        if level < 1:
            span = "a second" if self.seconds == 1 else f"{self.seconds} seconds"
            raise RateLimited(
                f"This API key has used up its {self.amount:,} {self._what} in {span}; wait a moment and try again.",
                retry_after=math.ceil((1 - level) * self.seconds / self.amount),
            )

    def take(self, key_id: UUID, cost: int, now: datetime) -> None:
        """Count `cost` against the key, whether or not so much is left."""
        if self.amount:
            at = now.timestamp()
            self._levels[key_id] = (self._level(key_id, at) - cost, at)
            self._levels.move_to_end(key_id)
            if len(self._levels) > _MOST:
                self._levels.popitem(last=False)

    def allowance(self, key_id: UUID, now: datetime) -> Allowance:
        """What is left to the key now."""
        level = self._level(key_id, now.timestamp())
        return Allowance(max(0, math.floor(level)), math.ceil((self.amount - level) * self.seconds / self.amount))

    def _level(self, key_id: UUID, at: float) -> float:
        level, since = self._levels.get(key_id, (float(self.amount), at))
        return min(float(self.amount), level + max(0.0, at - since) * self.amount / self.seconds)
