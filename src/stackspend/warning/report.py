"""The daily and the weekly report: what was spent, where the month stands and will end, and what is open.

It is a report of days that are over, and says what could be said at the end of the last of them.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from stackspend.errors import InvalidInput
from stackspend.warning.alerts import Alert
from stackspend.warning.budgets import Budget, Standing, Status
from stackspend.warning.history import NOTHING
from stackspend.warning.outlook import Outlook, outlook
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from stackspend.warning.standings import standings
from stackspend.warning.windows import ONE_DAY, Span, Window, midnight, span_before, span_of

MOST_PARTS = 5
_PARTED_BY = (ScopeKind.SOURCE, ScopeKind.TEAM, ScopeKind.MODEL)
_OLDEST_DAYS = 90
_ONE_WEEK = timedelta(days=7)
_INSTANT = timedelta(microseconds=1)
_GRAVITY = (Status.OVER_BUDGET, Status.TRENDING_HIGH, Status.ON_TRACK)


class ReportKind(StrEnum):
    """Of a day, or of a week from Monday on."""

    DAILY = "daily"
    WEEKLY = "weekly"


class Part(msgspec.Struct, frozen=True):
    """What one name spent, and spent a week before; None is everything without a name of its own here."""

    name: str | None
    amount: Decimal
    before: Decimal


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`before` are the same days a week earlier; `parts` the largest of each kind of scope and the rest, which add up
    to the total; `month` is the month of the last day, as that day ended; `budgets` the worst first;
    `currency_label` what the organization has before amounts."""

    kind: ReportKind
    span: Span
    total: Decimal
    before: Decimal
    parts: tuple[tuple[ScopeKind, tuple[Part, ...]], ...]
    month: Outlook
    budgets: tuple[Standing, ...]
    alerts: tuple[Alert, ...]
    currency_label: str


def read_report_span(kind: ReportKind, day: date | None, today: date) -> Span:
    """The span of the report of this day; the latest without one. Raises InvalidInput for days that are not over, or
    of which too little is remembered."""
    window = Window.DAY if kind is ReportKind.DAILY else Window.WEEK
    latest = span_before(window, today)
    if day is None:
        return latest
    oldest = today - timedelta(days=_OLDEST_DAYS)
    if day <= latest.end and (span := span_of(window, day)).end >= oldest:
        return span
    raise InvalidInput(f"There are reports of {oldest} to {latest.end}; {day} is none of these days.")


def report(
    kind: ReportKind,
    span: Span,
    spend: SpendByScope,
    *,
    budgets: Iterable[Budget],
    alerts: Iterable[Alert],
    now: datetime,
) -> Report:
    """The report of these days. `alerts` are those known, of which the report has the ones that were open."""
    kept = list(budgets)
    ended = midnight(spend.zone, span.end + ONE_DAY) - _INSTANT
    whole = [one for one in kept if (one.scope, one.window) == (WHOLE, Window.MONTH)]
    stood = standings(kept, spend, ended)
    return Report(
        kind=kind,
        span=span,
        total=_within(spend, WHOLE, span),
        before=_within(spend, WHOLE, _week_before(span)),
        parts=tuple((by, _parts(spend, by, span)) for by in _PARTED_BY),
        month=outlook(spend, WHOLE, Window.MONTH, whole[0] if whole else None, ended),
        budgets=tuple(sorted(stood, key=lambda one: (_GRAVITY.index(one.status), -one.used_percent, one.scope))),
        alerts=tuple(_open_at(alerts, min(now, ended + ONE_DAY))),
        currency_label=spend.currency_label,
    )


def _parts(spend: SpendByScope, kind: ScopeKind, span: Span) -> tuple[Part, ...]:
    before = _week_before(span)
    of_kind = [
        Part(scope.value, _within(spend, scope, span), _within(spend, scope, before))
        for scope in spend.days
        if scope.kind is kind
    ]
    ranked = sorted((one for one in of_kind if one.amount), key=lambda one: (-one.amount, one.name or ""))
    named = ranked[:MOST_PARTS]
    rest = Part(
        None,
        _within(spend, WHOLE, span) - sum((one.amount for one in named), NOTHING),
        _within(spend, WHOLE, before) - sum((one.before for one in named), NOTHING),
    )
    return (*named, rest) if rest.amount else tuple(named)


def _within(spend: SpendByScope, scope: Scope, span: Span) -> Decimal:
    by_day = spend.days.get(scope, {})
    return sum((by_day.get(day, NOTHING) for day in span.days()), NOTHING)


def _week_before(span: Span) -> Span:
    return Span(span.start - _ONE_WEEK, span.end - _ONE_WEEK)


def _open_at(alerts: Iterable[Alert], at: datetime) -> list[Alert]:
    """Those that were open then, the gravest first."""
    then = [one for one in alerts if one.opened_at <= at and (one.closed_at is None or one.closed_at > at)]
    return sorted(then, key=lambda one: (-one.cause.severity.rank, one.opened_at))
