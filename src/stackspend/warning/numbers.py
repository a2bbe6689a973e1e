"""What is known of an organization at an instant: the last days and hours read anew, the past only now and then."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from stackspend.providers.connections import Connection
from stackspend.reports.price_audit import Drift
from stackspend.reports.question import Period, Perspective
from stackspend.reports.reader import LedgerReader
from stackspend.reports.watch import HourlySpend, RunningSession, SessionHabits
from stackspend.warning.spend import SpendByScope
from stackspend.warning.spend_reader import SpendReader
from stackspend.warning.windows import ONE_DAY, day_in

KNOWN_DAYS = 28
"""How far back hours, sessions and prices are looked at."""
_PAST_FOR = timedelta(hours=6)
_FEW_FOR = timedelta(minutes=1)
_ENOUGH_SESSIONS = 50
_MOST_KNOWN = 200  # organizations


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """`hours` are those of the last four weeks, `senders` the names of connections, `drifts` both costs by day, model
    and client version."""

    spend: SpendByScope
    hours: tuple[HourlySpend, ...]
    senders: Mapping[UUID, str]
    habits: tuple[SessionHabits, ...]
    running: tuple[RunningSession, ...]
    drifts: tuple[Drift, ...]


class ConnectionCatalog(Protocol):
    """Who sends."""

    async def connections(self, organization_id: UUID) -> list[Connection]:
        """The providers of an organization."""


class Past(msgspec.Struct, frozen=True):
    """What was so before and changes little, as it was read."""

    read_at: datetime
    perspective: Perspective
    zone: ZoneInfo
    hours: tuple[HourlySpend, ...]
    habits: tuple[SessionHabits, ...]
    drifts: tuple[Drift, ...]

    @property
    def is_much(self) -> bool:
        """Whether a few more sessions would hardly change what is usual."""
        return any(one.user is None and one.sessions >= _ENOUGH_SESSIONS for one in self.habits)


class NumbersReader:
    """Reads the numbers of organizations. A question about weeks is asked four times a day, as long as there is much
    to know; those about the last hours each time."""

    def __init__(self, catalog: ConnectionCatalog, ledger: LedgerReader, spend: SpendReader) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._spend = spend
        self._past: dict[UUID, Past] = {}

    async def read(
        self, organization_id: UUID, now: datetime, perspective: Perspective, *, tags: Collection[str] = ()
    ) -> Numbers:
        """What is known now. Raises TransientError if the ledger is away."""
        spend = await self._spend.read(organization_id, now, perspective, tags=tags)
        senders = {one.connection_id: one.name for one in await self._catalog.connections(organization_id)}
        return await self._ledger.ask(lambda: self._read(organization_id, now, perspective, spend, senders))

    def _read(
        self,
        organization_id: UUID,
        now: datetime,
        perspective: Perspective,
        spend: SpendByScope,
        senders: Mapping[UUID, str],
    ) -> Numbers:
        zone = spend.zone
        past = self._known(organization_id, now, zone, perspective)
        watch, recent = self._ledger.watch, past.read_at.replace(minute=0, second=0, microsecond=0)
        later = watch.hours(organization_id, recent, perspective=perspective)
        since = Period(day_in(zone, past.read_at), day_in(zone, now), zone.key)
        today = self._ledger.price_audit.drifts(organization_id, since)
        return Numbers(
            spend=spend,
            hours=(*past.hours, *later),
            senders=senders,
            habits=past.habits,
            running=tuple(watch.running_sessions(organization_id, now, perspective=perspective)),
            drifts=(*past.drifts, *today),
        )

    def _known(self, organization_id: UUID, now: datetime, zone: ZoneInfo, perspective: Perspective) -> Past:
        known = self._past.get(organization_id)
        if known is not None and (known.perspective, known.zone) == (perspective, zone):
            lasts = _PAST_FOR if known.is_much else _FEW_FOR
            if day_in(zone, known.read_at) == day_in(zone, now) and timedelta(0) <= now - known.read_at < lasts:
                return known
        past = self._read_past(organization_id, now, zone, perspective)
        self._past.pop(organization_id, None)
        self._past[organization_id] = past
        if len(self._past) > _MOST_KNOWN:
            del self._past[next(iter(self._past))]
        return past

    def _read_past(self, organization_id: UUID, now: datetime, zone: ZoneInfo, perspective: Perspective) -> Past:
        """What was over before this hour, or before today."""
        watch, today = self._ledger.watch, day_in(zone, now)
        first, yesterday = today - timedelta(days=KNOWN_DAYS), today - ONE_DAY
        hour = now.replace(minute=0, second=0, microsecond=0)
        hours = watch.hours(organization_id, now - timedelta(days=KNOWN_DAYS), perspective=perspective)
        return Past(
            read_at=now,
            perspective=perspective,
            zone=zone,
            hours=tuple(one for one in hours if one.hour < hour),
            habits=tuple(watch.session_habits(organization_id, first, yesterday, perspective=perspective)),
            drifts=tuple(self._ledger.price_audit.drifts(organization_id, Period(first, yesterday, zone.key))),
        )
