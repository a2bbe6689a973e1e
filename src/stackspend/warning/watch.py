"""Watch every organization: evaluate within seconds of spend being booked, and from time to time in any case."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
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
from stackspend.warning.budgets import Budget, BudgetsMark, tags_of
from stackspend.warning.causes import anomaly_cause, budget_cause
from stackspend.warning.continuing import continued
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
Tell = Callable[[Sequence[Message], Sequence[Channel]], Iterable[NewDelivery]]
PerspectiveOf = Callable[[UUID], Awaitable[Perspective]]


class WatchCatalog(Protocol):
    """What the watch asks of the catalog."""

    async def organizations(self) -> list[Organization]:
        """All of them."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """Its budgets."""

    async def budget_marks(self) -> Mapping[UUID, BudgetsMark]:
        """Of every organization that has budgets."""

    async def recent_alerts(self, organization_id: UUID, *, since: datetime) -> list[Alert]:
        """Those that are open, or were opened since then."""

    async def sensitivities(self, organization_id: UUID) -> dict[tuple[str, str], float]:
        """By kind of anomaly and key of its scope, where it is another than 1."""

    async def advance_alerts(
        self, organization_id: UUID, causes: Collection[Cause], *, now: datetime, tell: Tell
    ) -> list[Message]:
        """One step of all alerts, with what is due put into the outbox."""


class Ground(msgspec.Struct, frozen=True):
    """What an evaluation rests on: when something was last booked, the organization's settings, and its budgets."""

    touched: datetime
    organization: Organization
    budgets: BudgetsMark | None


class Evaluated(msgspec.Struct, frozen=True):
    """When an organization was last evaluated, on which ground, and whether alerts were open."""

    at: datetime
    ground: Ground
    open: bool

    def is_due(self, ground: Ground, now: datetime) -> bool:
        """Whether it has to be evaluated again."""
        return ground != self.ground or now - self.at >= (OPEN_PAUSE if self.open else IDLE_PAUSE)


def pause_after(took: float) -> float:
    """How many seconds to rest after a look that took so many."""
    return min(MOST_PAUSE, max(LEAST_PAUSE, _REST * took))


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
            await asyncio.sleep(pause_after(clock() - began))

    async def look(self) -> None:
        """Evaluate every organization of which something was booked since, whose budgets or settings are others, or
        whose time has come."""
        touched = await self._ledger.ask(self._ledger.watch.touched)
        now, marks = self._clock(), await self._catalog.budget_marks()
        grounds = [
            Ground(touched[one.id], one, marks.get(one.id))
            for one in await self._catalog.organizations()
            if one.id in touched and one.is_ready
        ]
        at_once = asyncio.Semaphore(_AT_ONCE)

        async def see_to(ground: Ground) -> None:
            organization_id = ground.organization.id
            async with at_once:
                try:
                    has_open = await self.evaluate(organization_id, now)
                except StackSpendError as error:
                    log.warning("not_watched", organization_id=str(organization_id), reason=error.message)
                else:
                    self._evaluated[organization_id] = Evaluated(now, ground, has_open)

        await asyncio.gather(*(see_to(one) for one in grounds if self._is_due(one, now)))

    def _is_due(self, ground: Ground, now: datetime) -> bool:
        known = self._evaluated.get(ground.organization.id)
        return known is None or known.is_due(ground, now)

    async def evaluate(self, organization_id: UUID, now: datetime) -> bool:
        """One step for one organization; answers whether alerts are open."""
        perspective = await self._perspective_of(organization_id)
        budgets = await self._catalog.budgets(organization_id)
        numbers = await self._numbers.read(organization_id, now, perspective, tags=tags_of(budgets))
        spend = numbers.spend
        seen = await asyncio.to_thread(standings, budgets, spend, now)
        due = (
            budget_cause(one, team=spend.team_of(one.scope), zone=spend.zone, label=spend.currency_label)
            for one in seen
        )
        earlier = await self._catalog.recent_alerts(organization_id, since=now - _REMEMBERED)
        anomalies = await self._anomalies(organization_id, numbers, now, perspective, earlier)
        causes = [*(continued(cause, earlier) for cause in due if cause is not None), *anomalies]
        if causes or any(not alert.is_settled for alert in earlier):
            told = partial(tell, organization_id=organization_id, public_url=self._public_url, zone=spend.zone, now=now)
            await self._catalog.advance_alerts(organization_id, causes, now=now, tell=told)
        return bool(causes) or any(alert.state.is_open for alert in earlier)

    async def _anomalies(
        self, organization_id: UUID, numbers: Numbers, now: datetime, perspective: Perspective, earlier: list[Alert]
    ) -> list[Cause]:
        scales = await self._catalog.sensitivities(organization_id)

        def sensitivity_of(kind: str, scope: Scope) -> Sensitivity:
            return Sensitivity(scale=scales.get((kind, scope.key), 1.0))

        known, spend = {alert.cause.key for alert in earlier}, numbers.spend
        causes = []
        for finding, scope in await asyncio.to_thread(find_all, numbers, now, sensitivity_of):
            team, label = spend.team_of(scope), spend.currency_label
            own = anomaly_cause(finding, scope, team=team, zone=spend.zone, label=label)
            cause = continued(own, earlier)
            if cause.key not in known:
                found = (finding, scope)
                why = partial(contributors, self._ledger.rollups, organization_id, found, spend.zone, perspective)
                cause = msgspec.structs.replace(cause, contributors=await self._ledger.ask(why))
            causes.append(cause)
        return causes
