"""An organization's spend by day and scope, as budgets, forecasts and detectors look at it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, FiscalCalendar
from stackspend.access.organizations import CURRENCY_LABEL
from stackspend.reports.answer import SpendRow
from stackspend.reports.question import Dimension, Field, Period, Perspective, Tag
from stackspend.reports.reader import RollupQuestions
from stackspend.warning.history import NOTHING, History
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.unit_costs import CacheDay
from stackspend.warning.windows import UTC, Span, Window, day_in, share_done, span_before, span_of

HISTORY_DAYS = 190
"""What forecasts and the longest window look back on."""
_MOST_ROWS = 1_000_000
# Two questions for all scopes: who, and with what.
_WHO = (Dimension.USER, Dimension.TEAM, Dimension.COST_CENTRE, Dimension.PROJECT)
_WHAT = (Dimension.MODEL, Dimension.SOURCE, Dimension.PROVIDER)
_KINDS = {
    Dimension.USER: ScopeKind.PERSON,
    Dimension.TEAM: ScopeKind.TEAM,
    Dimension.COST_CENTRE: ScopeKind.COST_CENTRE,
    Dimension.PROJECT: ScopeKind.PROJECT,
    Dimension.MODEL: ScopeKind.MODEL,
    Dimension.SOURCE: ScopeKind.SOURCE,
    Dimension.PROVIDER: ScopeKind.PROVIDER,
}
DIMENSIONS = {kind: dimension for dimension, kind in _KINDS.items()}

ByDay = dict[date, Decimal]


class SpendByScope(msgspec.Struct, frozen=True):
    """The days of `zone` that have spend, of each scope that has any; in which team a person was last seen; cache use
    by day; the calendar by which the organization's months and quarters begin; and what it has before amounts."""

    days: Mapping[Scope, ByDay]
    teams: Mapping[str, str]
    caches: Mapping[date, CacheDay]
    zone: ZoneInfo = UTC
    calendar: FiscalCalendar = CALENDAR_YEAR
    currency_label: str = CURRENCY_LABEL

    def today(self, now: datetime) -> date:
        """The local day of an instant."""
        return day_in(self.zone, now)

    def done(self, now: datetime) -> float:
        """How much of the local day lies behind."""
        return share_done(self.zone, now)

    def span(self, window: Window, day: date) -> Span:
        """The organization's day, week, month or quarter that holds the day."""
        return span_of(window, day, self.calendar)

    def span_before(self, window: Window, day: date) -> Span:
        """The one before that."""
        return span_before(window, day, self.calendar)

    def history(self, scope: Scope, last: date) -> History:
        """A scope's spend up to this day."""
        return History.of(self.days.get(scope, {}), last)

    def team_of(self, scope: Scope) -> str | None:
        """Whose alert one about this scope is."""
        if scope.kind is ScopeKind.TEAM:
            return scope.value
        return self.teams.get(scope.value or "") if scope.kind is ScopeKind.PERSON else None

    def updated(self, newer: "SpendByScope", since: date) -> "SpendByScope":
        """This, with the days from `since` on as `newer` has them."""
        days: dict[Scope, ByDay] = {
            scope: {day: amount for day, amount in by_day.items() if day < since} for scope, by_day in self.days.items()
        }
        for scope, by_day in newer.days.items():
            days.setdefault(scope, {}).update(by_day)
        caches = {day: cache for day, cache in self.caches.items() if day < since}
        return msgspec.structs.replace(
            self, days=days, teams={**self.teams, **newer.teams}, caches={**caches, **newer.caches}
        )


def read_spend(
    rollups: RollupQuestions, organization_id: UUID, span: Span, zone: ZoneInfo, perspective: Perspective
) -> SpendByScope:
    """The spend of these days of the zone, by every scope. Blocks while the ledger answers."""
    who, what = (_by_day(rollups, organization_id, span, zone, perspective, by) for by in (_WHO, _WHAT))
    days: dict[Scope, ByDay] = defaultdict(lambda: defaultdict(Decimal))
    teams: dict[str, str] = {}
    for dimensions, rows in ((_WHO, who), (_WHAT, what)):
        for row in rows:
            for scope in _scopes(dimensions, row):
                if row.date is not None and row.net_amount_usd:
                    days[scope][row.date] += row.net_amount_usd
            if dimensions is _WHO and row.names[0] and row.names[1]:
                teams[row.names[0].casefold()] = row.names[1]
    for row in who:
        if row.date is not None:
            days[WHOLE][row.date] += row.net_amount_usd or NOTHING
    return SpendByScope(days, teams, _caches(what), zone)


def read_tags(
    rollups: RollupQuestions,
    organization_id: UUID,
    span: Span,
    zone: ZoneInfo,
    perspective: Perspective,
    names: Iterable[str],
) -> dict[Scope, ByDay]:
    """The spend of every value of these tags. Blocks while the ledger answers."""
    days: dict[Scope, ByDay] = defaultdict(dict)
    for name in names:
        for row in _by_day(rollups, organization_id, span, zone, perspective, (Tag(name),)):
            if row.names[0] and row.date is not None and row.net_amount_usd:
                days[Scope(ScopeKind.TAG, f"{name}={row.names[0]}")][row.date] = row.net_amount_usd
    return days


def _by_day(
    rollups: RollupQuestions,
    organization_id: UUID,
    span: Span,
    zone: ZoneInfo,
    perspective: Perspective,
    by: Sequence[Field],
) -> list[SpendRow]:
    period = Period(span.start, span.end, zone.key)
    return rollups.breakdown(organization_id, period, by, by_day=True, most=_MOST_ROWS, perspective=perspective)


def _scopes(dimensions: Iterable[Dimension], row: SpendRow) -> Iterable[Scope]:
    for dimension, name in zip(dimensions, row.names, strict=True):
        if name:
            yield Scope(_KINDS[dimension], name.casefold() if dimension is Dimension.USER else name)


def _caches(rows: Iterable[SpendRow]) -> dict[date, CacheDay]:
    sums: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in rows:
        if row.date is not None:
            read = row.tokens.cache_read or 0
            day = sums[row.date]
            day[0] += read
            day[1] += read + (row.tokens.input or 0) + (row.tokens.cache_creation or 0)
            day[2] += float(row.net_amount_usd or 0)
    return {day: CacheDay(int(read), int(tokens), cost) for day, (read, tokens, cost) in sums.items()}
