"""Move accepted exports from the spool into the ledger, a second's work at a time."""

import asyncio

import structlog

from stackspend.errors import TransientError
from stackspend.ingest.book import Bookkeeper
from stackspend.ingest.spool import Spool

log = structlog.get_logger()

MOST_BATCHES = 2_000
MOST_BYTES = 32 * 1024 * 1024
GATHER_SECONDS = 0.2
"""How long to let exports gather: an insert costs the ledger about the same for one row as for thousands."""
LONGEST_PAUSE = 30.0


class Pump:
    """Runs as one task of the server. Its work is done in a thread, so the door stays open meanwhile."""

    def __init__(self, spool: Spool, bookkeeper: Bookkeeper) -> None:
        self._spool = spool
        self._bookkeeper = bookkeeper

    async def run(self) -> None:
        """Pump until cancelled. While the ledger is away nothing is lost: the spool keeps what was accepted."""
        pause = GATHER_SECONDS
        while True:
            try:
                await asyncio.to_thread(self.step)
                pause = GATHER_SECONDS
            except TransientError as error:
                pause = min(pause * 2, LONGEST_PAUSE)
                log.warning("ledger_away", reason=error.message, next_try_seconds=pause)
            await asyncio.sleep(pause)

    def step(self) -> int:
        """Book the oldest exports of the spool; answers how many. They leave the spool only after they are booked."""
        spooled = self._spool.take(most=MOST_BATCHES, most_bytes=MOST_BYTES)
        if spooled:
            self._bookkeeper.book([entry.raw for entry in spooled])
            self._spool.remove([entry.place for entry in spooled])
        return len(spooled)
