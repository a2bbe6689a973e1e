"""Roll up the days that are at rest, so that questions over months stay quick."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

import structlog

from stackspend.errors import StackSpendError

log = structlog.get_logger()

EVERY_SECONDS = 10.0
FORGET_EVERY = 60
"""Rounds from one deletion of replaced sums to the next."""
QUIET_SECONDS = 30
MOST_DAYS = 200
"""Days of one statement; more follow at once."""


class SpendDays(Protocol):
    """The store's side: `stackspend.store.ledger.spend`."""

    def at_rest(self, *, quiet_seconds: int, most: int) -> list[tuple[UUID, date]]:
        """Days that changed since they were rolled up, and have not changed for a while."""

    def roll_up(self, days: Sequence[tuple[UUID, date]]) -> None:
        """Sum the days up anew."""

    def forget_replaced(self) -> None:
        """Delete older sums that nobody reads any more."""


class Roller:
    """Runs as a task of the server. On several nodes the same day may be rolled up twice, which changes nothing."""

    def __init__(self, days: SpendDays, prepare: Callable[[], Awaitable[None]] | None = None) -> None:
        self._days = days
        self._prepare = prepare

    async def run(self) -> None:
        """Roll up until cancelled."""
        for number in itertools.count(1):
            await asyncio.sleep(EVERY_SECONDS)
            try:
                if self._prepare:
                    await self._prepare()
                while await asyncio.to_thread(self.step, QUIET_SECONDS):
                    pass
                if number % FORGET_EVERY == 0:
                    await asyncio.to_thread(self._days.forget_replaced)
            except StackSpendError as error:
                log.warning("days_not_rolled_up", reason=error.message)

    def step(self, quiet_seconds: int) -> int:
        """Roll up the days that have been quiet for that long; answers how many."""
        days = self._days.at_rest(quiet_seconds=quiet_seconds, most=MOST_DAYS)
        if days:
            self._days.roll_up(days)
        return len(days)
