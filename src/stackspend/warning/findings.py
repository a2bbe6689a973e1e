"""All detectors on an organization's numbers: what is unlike before, said once for each cause."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stackspend.reports.price_audit import Drift
from stackspend.reports.watch import HourlySpend
from stackspend.warning.anomaly import Finding, Sensitivity
from stackspend.warning.detect import find_drop, find_hourly_spike, find_spike, find_trend_change
from stackspend.warning.history import History
from stackspend.warning.newcomers import NEW_DAYS, Newcomer, find_new
from stackspend.warning.numbers import KNOWN_DAYS, Numbers
from stackspend.warning.runaway import SessionSpend, Usual, find_runaway
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.silence import Hour, find_silence
from stackspend.warning.spend import SpendByScope
from stackspend.warning.unit_costs import PriceDay, find_cache_collapse, find_price_drift
from stackspend.warning.windows import ONE_DAY, midnight

ONE_HOUR = timedelta(hours=1)
# From the most specific on: where a narrower scope explains a finding, the wider one keeps quiet.
_SCOPES = (ScopeKind.PERSON, ScopeKind.MODEL, ScopeKind.TEAM, ScopeKind.SOURCE, ScopeKind.ORGANIZATION)
_STEADY = (ScopeKind.MODEL, ScopeKind.TEAM, ScopeKind.SOURCE, ScopeKind.ORGANIZATION)
_NEWCOMERS = (ScopeKind.PERSON, ScopeKind.MODEL, ScopeKind.SOURCE)
_EXPLAINS = 0.6
_PARTS_OF_SENDERS: Mapping[ScopeKind, Callable[[HourlySpend], str | None]] = {
    ScopeKind.SOURCE: lambda one: one.source,
    ScopeKind.TEAM: lambda one: one.team,
}

Found = tuple[Finding, Scope]
SensitivityOf = Callable[[str, Scope], Sensitivity]


def find_all(numbers: Numbers, now: datetime, sensitivity_of: SensitivityOf) -> list[Found]:
    """Every finding of now, each with the scope that it is about; the costliest first."""
    zone, today = numbers.spend.zone, numbers.spend.today(now)
    found = [
        *_runaways(numbers, sensitivity_of),
        *_days(numbers.spend, today, zone, sensitivity_of),
        *_hours(numbers, now, zone, sensitivity_of),
        *_newcomers(numbers.spend, today, zone, sensitivity_of),
        *_caches(numbers.spend, today, zone, sensitivity_of),
        *_drifts(numbers.drifts, today, zone, sensitivity_of),
        *_silences(numbers, now, zone, sensitivity_of),
    ]
    return one_for_each_cause(found)


def one_for_each_cause(found: Iterable[Found]) -> list[Found]:
    """Without those that a finding of a narrower scope, or a session, explains for the most part."""
    kept: list[Found] = []
    for finding, scope in sorted(found, key=lambda one: (_width(one), -abs(one[0].impact))):
        explained = any(
            _width(other) < _width((finding, scope))
            and other[0].impact * finding.impact > 0
            and abs(other[0].impact) >= _EXPLAINS * abs(finding.impact)
            and other[0].kind in {finding.kind, "runaway_session"}
            for other in kept
        )
        if not explained:
            kept.append((finding, scope))
    return sorted(kept, key=lambda one: -abs(one[0].impact))


def _width(found: Found) -> int:
    finding, scope = found
    return -1 if finding.kind == "runaway_session" else _SCOPES.index(scope.kind)


def _days(spend: SpendByScope, today: date, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    began, yesterday = midnight(zone, today).astimezone(zone), today - ONE_DAY
    for scope in spend.days:
        if scope.kind not in _SCOPES:
            continue
        history = spend.history(scope, today)
        days = _floats(history)
        past = days[:-1]
        findings = [find_spike(past, days[-1], began, sensitivity=sensitivity_of("spike", scope))] if days else []
        if scope.kind in _STEADY and past:
            day = midnight(zone, yesterday).astimezone(zone)
            findings += [
                find_drop(past[:-1], past[-1], day, sensitivity=sensitivity_of("drop", scope)),
                find_trend_change(past, day - 6 * ONE_DAY, sensitivity=sensitivity_of("trend_change", scope)),
            ]
        yield from ((finding, scope) for finding in findings if finding is not None)


def _hours(numbers: Numbers, now: datetime, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    """The hour that runs, and the one before, which may have ended unseen."""
    amounts: dict[datetime, float] = {}
    for one in numbers.hours:
        amounts[one.hour] = amounts.get(one.hour, 0.0) + float(one.amount)
    running = now.replace(minute=0, second=0, microsecond=0)
    for hour in (running, running - ONE_HOUR):
        before = [hour - n * ONE_HOUR for n in range(1, KNOWN_DAYS * 24)]
        first = min(amounts, default=hour)
        known = [at for at in before if at >= first]
        local = hour.astimezone(zone)
        alike = [amounts.get(at, 0.0) for at in known if _alike(at.astimezone(zone), local)]
        recent = [amounts.get(at, 0.0) for at in known]
        sensitivity = sensitivity_of("spike", WHOLE)
        finding = find_hourly_spike(alike, recent, amounts.get(hour, 0.0), local, sensitivity=sensitivity)
        if finding is not None:
            yield finding, WHOLE


def _alike(one: datetime, other: datetime) -> bool:
    return one.hour == other.hour and (one.weekday() >= 5) == (other.weekday() >= 5)


def _runaways(numbers: Numbers, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    habits = {one.user: Usual(one.sessions, one.high, one.highest, one.pace) for one in numbers.habits}
    nobody = Usual(0, 0.0, 0.0, 0.0)
    for one in numbers.running:
        scope = Scope(ScopeKind.PERSON, one.user.casefold()) if one.user else WHOLE
        finding = find_runaway(
            SessionSpend(one.session, one.began, float(one.spent), float(one.recently)),
            person=habits.get(one.user, nobody),
            organization=habits.get(None, nobody),
            sensitivity=sensitivity_of("runaway_session", scope),
        )
        if finding is not None:
            yield finding, scope


def _newcomers(spend: SpendByScope, today: date, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    whole = spend.history(WHOLE, today)
    recent = whole.amounts[-28:]
    usual_day = float(sum(recent)) / max(1, len(recent))
    for kind in _NEWCOMERS:
        names = [scope for scope in spend.days if scope.kind is kind]
        new = [
            Newcomer(scope.value or "", first, float(sum(spend.days[scope].values())))
            for scope in names
            if (first := spend.history(scope, today).first) > today - timedelta(days=NEW_DAYS)
        ]
        found = find_new(
            new,
            today,
            midnight(zone, today).astimezone(zone),
            history_days=len(whole.amounts),
            usual_day=usual_day,
            sensitivity=sensitivity_of("new", WHOLE),
        )
        yield from ((finding, Scope(kind, finding.subject)) for finding in found)


def _caches(spend: SpendByScope, today: date, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    past = [cache for day, cache in sorted(spend.caches.items()) if today - timedelta(days=28) <= day < today]
    now = spend.caches.get(today)
    began = midnight(zone, today).astimezone(zone)
    if now is not None:
        finding = find_cache_collapse(past, now, began, sensitivity=sensitivity_of("cache_collapse", WHOLE))
        if finding is not None:
            yield finding, WHOLE


def _drifts(drifts: Iterable[Drift], today: date, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    by_model: dict[str, dict[date, tuple[float, float]]] = {}
    for one in drifts:
        days = by_model.setdefault(one.model or "", {})
        reported, listed = days.get(one.date, (0.0, 0.0))
        days[one.date] = (reported + float(one.reported), listed + float(one.listed))
    began = midnight(zone, today).astimezone(zone)
    for model, days in by_model.items():
        scope = Scope(ScopeKind.MODEL, model)
        finding = find_price_drift(
            [PriceDay(*costs) for day, costs in days.items() if day < today],
            PriceDay(*days.get(today, (0.0, 0.0))),
            began,
            subject=model or None,
            sensitivity=sensitivity_of("price_drift", scope),
        )
        if finding is not None:
            yield finding, scope


def _silences(numbers: Numbers, now: datetime, zone: ZoneInfo, sensitivity_of: SensitivityOf) -> Iterable[Found]:
    """Connections first; then programs, teams and versions, by what comes through those that are not silent."""
    left = numbers.hours
    for connection, name in numbers.senders.items():
        own = [one for one in left if one.connection_id == connection]
        finding = _silence(own, name, now, zone, sensitivity_of("silent_sender", WHOLE))
        if finding is not None:
            left = tuple(one for one in left if one.connection_id != connection)
            yield finding, WHOLE
    for kind, name_of in _PARTS_OF_SENDERS.items():
        for part in sorted({part for one in left if (part := name_of(one)) is not None}):
            scope, own = Scope(kind, part), [one for one in left if name_of(one) == part]
            sensitivity = sensitivity_of("silent_sender", scope)
            finding = _silence(own, str(scope), now, zone, sensitivity)
            # A connection that breaks is told whatever it brings; a small team may just be away.
            if finding is not None and -finding.impact >= sensitivity.scale * sensitivity.floor:
                left = tuple(one for one in left if name_of(one) != part)
                yield finding, scope
    yield from _silent_versions(left, now, zone, sensitivity_of)


def _silent_versions(
    hours: Iterable[HourlySpend], now: datetime, zone: ZoneInfo, sensitivity_of: SensitivityOf
) -> Iterable[Found]:
    """Versions of programs that are heard of otherwise. One that a later version has taken over from is an update."""
    by_version: dict[tuple[str, str], list[HourlySpend]] = {}
    for one in hours:
        if one.version is not None:
            by_version.setdefault((one.source, one.version), []).append(one)
    last_heard = {known: max(one.hour for one in own) for known, own in by_version.items()}
    for (source, version), own in sorted(by_version.items()):
        updated = any(
            other == source and _number(later) > _number(version) and at > last_heard[source, version]
            for (other, later), at in last_heard.items()
        )
        if updated:
            continue
        scope = Scope(ScopeKind.SOURCE, source)
        sensitivity = sensitivity_of("silent_sender", scope)
        finding = _silence(own, f"{source} {version}", now, zone, sensitivity)
        if finding is not None and -finding.impact >= sensitivity.scale * sensitivity.floor:
            yield finding, scope


def _number(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]


def _silence(
    own: Iterable[HourlySpend], name: str, now: datetime, zone: ZoneInfo, sensitivity: Sensitivity
) -> Finding | None:
    running = now.replace(minute=0, second=0, microsecond=0)
    spent: dict[datetime, float] = {}
    for one in own:
        spent[one.hour] = spent.get(one.hour, 0.0) + float(one.amount)
    if not spent or spent.get(running):
        return None
    first = max(min(spent), running - timedelta(days=KNOWN_DAYS))
    hours = [first + n * ONE_HOUR for n in range(int((running - first) / ONE_HOUR))]
    return find_silence(
        [Hour(hour.astimezone(zone), spent.get(hour, 0.0)) for hour in hours], sender=name, sensitivity=sensitivity
    )


def _floats(history: History) -> list[float]:
    return [float(amount) for amount in history.amounts]
