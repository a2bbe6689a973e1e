"""Make a sample, say how far it is, and remove it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from typing import Literal, Protocol
from uuid import UUID

import msgspec
import structlog

from stackspend.access.minting import mint_key
from stackspend.access.scopes import USAGE_WRITE
from stackspend.actor import Actor
from stackspend.errors import Conflict
from stackspend.ledger.raw_batch import RawBatch
from stackspend.pricing import PriceList
from stackspend.sample.cast import mapping_rules
from stackspend.sample.catalog import NewChannel, SampleCatalog, SampleOrganization
from stackspend.sample.hindsight import looks
from stackspend.sample.season import DAYS
from stackspend.sample.telemetry import Sample, telemetry

log = structlog.get_logger()

SampleState = Literal["absent", "making", "ready", "broken"]
# Each booking costs a round of statements, however little it books; so many days are still a small share of the whole.
_DAYS_AT_ONCE = 3
_CHANNELS = ("Claude Team (sample)", "CI runners (sample)")


class SampleProgress(msgspec.Struct, frozen=True):
    """Where a sample stands: `share` is how much of it is booked, from 0 to 1; `broken` means that making it ended
    before it was complete, and that it can be removed or made anew."""

    state: SampleState
    share: float
    made_at: datetime | None


class SampleLedger(Protocol):
    """What the ledger does for a sample."""

    def book(self, batches: Sequence[RawBatch]) -> None:
        """Keep and book these raw batches."""

    def roll_up(self, organization_id: UUID) -> None:
        """Sum its days up, so that the first question is as quick as later ones."""

    def forget(self, organization_id: UUID) -> None:
        """Leave nothing of the organization, in no table."""


class SampleWatch(Protocol):
    """What raises the alerts of a sample's past."""

    async def evaluate(self, organization_id: UUID, now: datetime) -> bool:
        """One step of its alerts, as of this instant."""


class Samples:
    """The samples of one server. One that is being made is known here alone; everything else is in the catalog."""

    def __init__(
        self,
        catalog: SampleCatalog,
        ledger: SampleLedger,
        prices: PriceList,
        *,
        days: int = DAYS,
        watch: SampleWatch | None = None,
    ) -> None:
        self._catalog, self._ledger, self._prices, self._days = catalog, ledger, prices, days
        self._watch = watch
        self._shares: dict[UUID, float] = {}
        self._tasks: dict[UUID, asyncio.Task[None]] = {}

    async def progress(self, home_id: UUID) -> SampleProgress:
        """How the sample of an organization stands."""
        sample = await self._catalog.sample_of(home_id)
        if sample is None:
            return SampleProgress("absent", 0, None)
        if sample.ready_at is not None:
            return SampleProgress("ready", 1, sample.made_at)
        state: SampleState = "making" if home_id in self._tasks else "broken"
        return SampleProgress(state, self._shares.get(home_id, 0), sample.made_at)

    async def start(self, home_id: UUID, *, by: Actor, now: datetime) -> None:
        """Begin to make a sample, unless one is there or on its way; one that broke off is made anew."""
        stands = await self.progress(home_id)
        if stands.state == "broken":
            await self.remove(home_id, by=by, now=now)
        if stands.state in {"absent", "broken"}:
            sample, telemetry_of = await self._add(home_id, by, now)
            task = asyncio.create_task(self._book(sample, telemetry_of))
            self._tasks[home_id] = task
            task.add_done_callback(lambda done: self._end(home_id, done))

    async def make(
        self, home_id: UUID, *, by: Actor, now: datetime, tell: Callable[[float], None]
    ) -> SampleOrganization:
        """Make a whole sample, telling the share of it that is done. Raises Conflict when there is one already."""
        sample, telemetry_of = await self._add(home_id, by, now)
        await self._book(sample, telemetry_of, tell)
        return sample

    async def remove(self, home_id: UUID, *, by: Actor, now: datetime) -> bool:
        """Leave nothing of an organization's sample; answers whether there was one."""
        await self.stop(home_id)
        sample = await self._catalog.sample_of(home_id)
        if sample is None:
            return False
        # The ledger first: if that fails, the catalog still knows what to remove.
        await asyncio.to_thread(self._ledger.forget, sample.id)
        await self._catalog.remove_sample(sample, by=by, at=now)
        return True

    async def close(self) -> None:
        """Stop what is being made."""
        for home_id in list(self._tasks):
            await self.stop(home_id)

    async def _add(self, home_id: UUID, by: Actor, now: datetime) -> tuple[SampleOrganization, Sample]:
        channels = [
            NewChannel(name, mint_key(f"Ingest for {name}", frozenset({USAGE_WRITE})).key) for name in _CHANNELS
        ]
        sample, (team, ci) = await self._catalog.add_sample(home_id, channels, mapping_rules(), by=by, at=now)
        return sample, Sample(sample.id, team, ci, now, self._days)

    async def _book(
        self, sample: SampleOrganization, telemetry_of: Sample, tell: Callable[[float], None] | None = None
    ) -> None:
        days = telemetry(telemetry_of, self._prices)
        for begun in range(0, self._days, _DAYS_AT_ONCE):
            await asyncio.to_thread(lambda: self._ledger.book(list(chain(*islice(days, _DAYS_AT_ONCE)))))
            done = min(begun + _DAYS_AT_ONCE, self._days)
            self._shares[sample.home_id] = done / self._days
            if tell:
                tell(done / self._days)
        await asyncio.to_thread(self._ledger.roll_up, sample.id)
        if self._watch is not None:
            for instant in looks(telemetry_of.now):
                await self._watch.evaluate(sample.id, instant)
        await self._catalog.finish_sample(sample.id, at=telemetry_of.now)

    async def stop(self, home_id: UUID) -> None:
        """Stop making the sample of this organization, if that is under way."""
        task = self._tasks.get(home_id)
        if task:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task

    def _end(self, home_id: UUID, done: "asyncio.Task[None]") -> None:
        self._tasks.pop(home_id, None)
        self._shares.pop(home_id, None)
        if not done.cancelled() and (error := done.exception()):
            log.warning("sample_broken", reason=str(error) if isinstance(error, Conflict) else type(error).__name__)
