"""Watch every organization: evaluate within seconds of spend being booked, and from time to time in any case."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import msgspec
import structlog

from stackspend.access.organizations import Organization
from stackspend.errors import StackSpendError
from stackspend.reports.question import Perspective
from stackspend.reports.reader import LedgerReader
from stackspend.warning.alerts import Alert, Cause, Message
from stackspend.warning.anomaly import Sensitivity
from stackspend.warning.budgets import Budget
from stackspend.warning.causes import anomaly_cause, budget_cause
from stackspend.warning.contributors import contributors
from stackspend.warning.findings import find_all
from stackspend.warning.notify.channels import Channel
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.numbers import Numbers, NumbersReader
from stackspend.warning.scopes import Scope
from stackspend.warning.standings import standings
from stackspend.warning.telling import tell

log = structlog.get_logger()

LEAST_PAUSE, MOST_PAUSE = 2.0, 7.0
_REST = 5  # times as long as it took: the watch has a sixth of a core at the most, unless that made it late
_AT_ONCE = 2
OPEN_PAUSE, IDLE_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
"""Hours pass, spans end, senders fall silent and alerts escalate without anything being booked."""
_REMEMBERED = timedelta(days=14)
# What goes on over days is one cause as long as it does.
_LASTING = frozenset({"trend_change", "price_drift", "cache_collapse", "silent_sender"})
Tell = Callable[[Sequence[Message], Sequence[Channel]], Iterable[NewDelivery]]
PerspectiveOf = Callable[[UUID], Awaitable[Perspective]]


class WatchCatalog(Protocol):
    """What the watch asks of the catalog."""

    async def organizations(self) -> list[Organization]:
        """All of them."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """Its budgets."""

    async def recent_alerts(self, organization_id: UUID, *, since: datetime) -> list[Alert]:
        """Those that are open, or were opened since then."""

    async def sensitivities(self, organization_id: UUID) -> dict[tuple[str, str], float]:
        """By kind of anomaly and key of its scope, where it is another than 1."""

    async def advance_alerts(
        self, organization_id: UUID, causes: Collection[Cause], *, now: datetime, tell: Tell
    ) -> list[Message]:
        """One step of all alerts, with what is due put into the outbox."""


class Evaluated(msgspec.Struct, frozen=True):
    """When an organization was last evaluated, what had been booked last by then, and whether alerts were open."""

    at: datetime
    touched: datetime
    open: bool

    def is_due(self, touched: datetime, now: datetime) -> bool:
        """Whether it has to be evaluated again."""
        return touched != self.touched or now - self.at >= (OPEN_PAUSE if self.open else IDLE_PAUSE)


class Watch:
    """Runs as a task of the server. Several nodes may watch the same organization: alerts are advanced one after the
    other, and what one has told the other knows."""

    def __init__(
        self,
        catalog: WatchCatalog,
        ledger: LedgerReader,
        numbers: NumbersReader,
        perspective_of: PerspectiveOf,
        clock: Callable[[], datetime],
        *,
        public_url: str,
    ) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._numbers = numbers
        self._perspective_of = perspective_of
        self._clock = clock
        self._public_url = public_url
        self._evaluated: dict[UUID, Evaluated] = {}

    async def run(self) -> None:
        """Watch until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await self.look()
            except StackSpendError as error:
                log.warning("nothing_watched", reason=error.message)
            except Exception:
                log.exception("watch_failed")
            await asyncio.sleep(min(MOST_PAUSE, max(LEAST_PAUSE, _REST * (clock() - began))))

    async def look(self) -> None:
        """Evaluate every organization of which something was booked since, or whose time has come."""
        touched = await self._ledger.ask(self._ledger.watch.touched)
        now = self._clock()
        organizations = [one.id for one in await self._catalog.organizations() if one.id in touched]
        due = [one for one in organizations if self._is_due(one, touched[one], now)]
        at_once = asyncio.Semaphore(_AT_ONCE)

        async def see_to(organization_id: UUID) -> None:
            async with at_once:
                try:
                    has_open = await self.evaluate(organization_id, now)
                except StackSpendError as error:
                    log.warning("not_watched", organization_id=str(organization_id), reason=error.message)
                else:
                    self._evaluated[organization_id] = Evaluated(now, touched[organization_id], has_open)

        await asyncio.gather(*(see_to(one) for one in due))

    def _is_due(self, organization_id: UUID, touched: datetime, now: datetime) -> bool:
        known = self._evaluated.get(organization_id)
        return known is None or known.is_due(touched, now)

    async def evaluate(self, organization_id: UUID, now: datetime) -> bool:
        """One step for one organization; answers whether alerts are open."""
        perspective = await self._perspective_of(organization_id)
        numbers = await self._numbers.read(organization_id, now, perspective)
        budgets = await self._catalog.budgets(organization_id)
        seen = await asyncio.to_thread(standings, budgets, numbers.spend, now)
        due = (budget_cause(one, team=numbers.spend.team_of(one.scope), zone=numbers.spend.zone) for one in seen)
        earlier = await self._catalog.recent_alerts(organization_id, since=now - _REMEMBERED)
        anomalies = await self._anomalies(organization_id, numbers, now, perspective, earlier)
        causes = [*(cause for cause in due if cause is not None), *anomalies]
        if causes or any(not alert.is_settled for alert in earlier):
            told = partial(
                tell, organization_id=organization_id, public_url=self._public_url, zone=numbers.spend.zone, now=now
            )
            await self._catalog.advance_alerts(organization_id, causes, now=now, tell=told)
        return bool(causes) or any(alert.state.is_open for alert in earlier)

    async def _anomalies(
        self, organization_id: UUID, numbers: Numbers, now: datetime, perspective: Perspective, earlier: list[Alert]
    ) -> list[Cause]:
        scales = await self._catalog.sensitivities(organization_id)

        def sensitivity_of(kind: str, scope: Scope) -> Sensitivity:
            return Sensitivity(scale=scales.get((kind, scope.key), 1.0))

        known = {alert.cause.key for alert in earlier}
        causes = []
        for finding, scope in await asyncio.to_thread(find_all, numbers, now, sensitivity_of):
            cause = continued(anomaly_cause(finding, scope, team=numbers.spend.team_of(scope)), earlier)
            if cause.key not in known:
                why = partial(contributors, self._ledger.rollups, organization_id, (finding, scope), perspective)
                cause = msgspec.structs.replace(cause, contributors=await self._ledger.ask(why))
            causes.append(cause)
        return causes


def continued(cause: Cause, earlier: Iterable[Alert]) -> Cause:
    """The cause under the key of the alert that it goes on from, if it is of a kind that lasts over days."""
    if cause.kind not in _LASTING:
        return cause
    alike = [
        alert
        for alert in earlier
        if (alert.cause.kind, alert.cause.scope, alert.cause.subject) == (cause.kind, cause.scope, cause.subject)
        and (alert.state.is_open or alert.closed_by is not None)
    ]
    return msgspec.structs.replace(cause, key=alike[0].cause.key) if alike else cause
