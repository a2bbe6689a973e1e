"""Move accepted exports from the spool into the ledger, a second's work at a time."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from stackspend.errors import PermanentError, TransientError
from stackspend.ingest.book import Bookkeeper
from stackspend.ingest.spool import Spool, Spooled

log = structlog.get_logger()

MOST_BATCHES = 2_000
MOST_BYTES = 32 * 1024 * 1024
GATHER_SECONDS = 0.4
"""How long exports gather, the time of the step before included: a step costs a tenth of a second of a core before its
first record, and an insert about the same for one row as for thousands."""
LONGEST_PAUSE = 30.0


class Pump:
    """Runs as one task of the server. Its work is done in a thread, so the door stays open meanwhile.

    Nothing is booked of an organization that `is_deleted`.
    """

    def __init__(
        self, spool: Spool, bookkeeper: Bookkeeper, is_deleted: Callable[[UUID], bool] = lambda _: False
    ) -> None:
        self._spool = spool
        self._bookkeeper = bookkeeper
        self._is_deleted = is_deleted
        # What lies in the spool at the start may have been booked by a process that was killed before it could say so.
        self._attempted = spool.newest()

    async def run(self) -> None:
        """Pump until cancelled. While the ledger is away nothing is lost: the spool keeps what was accepted."""
        pause = GATHER_SECONDS
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await asyncio.to_thread(self.step)
                pause = max(0.0, GATHER_SECONDS - (clock() - began))
            except TransientError as error:
                pause = _longer(pause)
                log.warning("ledger_away", reason=error.message, next_try_seconds=pause)
            except Exception:
                pause = _longer(pause)
                log.exception("pump_failed", next_try_seconds=pause)
            await asyncio.sleep(pause)

    def step(self) -> int:
        """Book the oldest exports of the spool; answers how many. They leave the spool only after they are booked."""
        spooled = self._spool.take(most=MOST_BATCHES, most_bytes=MOST_BYTES)
        if spooled:
            again = spooled[0].place <= self._attempted
            self._attempted = max(self._attempted, spooled[-1].place)
            self._book([one for one in spooled if not self._is_deleted(one.raw.organization_id)], again=again)
            self._spool.remove([entry.place for entry in spooled])
        return len(spooled)

    def _book(self, spooled: Sequence[Spooled], *, again: bool) -> None:
        """Book the exports. One that fails by itself is halved out of its neighbours and set aside: it would fail
        again, and nothing behind it in the spool would ever be booked."""
        try:
            self._bookkeeper.book([entry.raw for entry in spooled], again=again)
        except TransientError:
            raise
        except Exception as error:
            if len(spooled) == 1:
                log.exception("batch_set_aside", batch_id=str(spooled[0].raw.batch_id))
                self._bookkeeper.set_aside(spooled[0].raw, _reason(error))
                return
            middle = len(spooled) // 2
            self._book(spooled[:middle], again=True)
            self._book(spooled[middle:], again=True)


def _longer(pause: float) -> float:
    """The pause after another failure."""
    return min(max(pause, GATHER_SECONDS) * 2, LONGEST_PAUSE)


def _reason(error: Exception) -> str:
    if isinstance(error, PermanentError):
        return error.message
    return f"StackSpend failed on this export ({type(error).__name__})."
