"""Alerts: one for each cause, from new to resolved, and what is due to be told of them.

`advance` is the whole machine: the alerts that there are, the causes that hold now, and the instant give the alerts as
they are then and the messages that are due. What has been told is part of an alert, so the same step taken again, after
a crash or by another node, tells nothing twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from stackspend.warning.anomaly import Severity
from stackspend.warning.scopes import Scope

ESCALATES_AFTER = {
    Severity.CRITICAL: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=4),
    Severity.MEDIUM: timedelta(hours=24),
    Severity.LOW: timedelta(hours=72),
}
LINGERS = timedelta(minutes=15)
"""A cause that is not seen for so long has ended; a shorter gap is none."""
SEEN_EVERY = timedelta(minutes=1)
"""That a cause still holds is noted no more often, so that a cause of days is not a write every few seconds."""
STORM = 5
"""So many messages go out by themselves within `STORM_WINDOW`; more become one digest."""
STORM_WINDOW = timedelta(minutes=10)
ESCALATED, RESOLVED, SNOOZE_OVER = "escalated", "resolved", "snooze over"


class State(StrEnum):
    """Where an alert is in its life."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    FALSE_POSITIVE = "false_positive"
    DISMISSED = "dismissed"

    @property
    def is_open(self) -> bool:
        """Whether somebody may still have to do something."""
        return self in {State.NEW, State.ACKNOWLEDGED}


class Contributor(msgspec.Struct, frozen=True):
    """A probable cause: a name of a dimension (`user`, `model`, …) and which share of the change it explains."""

    dimension: str
    name: str | None
    change: Decimal
    percent: int


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Something that holds now. `key` is the same as long as it is the same cause, `levels` are what there is to tell
    of it, the gravest last. `team` is whose alert it is, for routing."""

    key: str
    kind: str
    severity: Severity
    title: str
    summary: str
    scope: Scope
    began: datetime
    impact: Decimal
    levels: tuple[str, ...]
    expected: Decimal | None = None
    """What was usual instead, in the unit of the kind; None for a budget."""
    limit: Decimal | None = None
    """The amount of a budget."""
    subject: str | None = None
    team: str | None = None
    zone: str = "UTC"
    """Whose days `key` and `began` name."""
    tells_end: bool = True
    """Whether anybody wants to know when it is over."""
    contributors: tuple[Contributor, ...] = ()


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did about an alert: a state that it was given, `snoozed` until an instant, or `assigned` to a
    member, None for nobody any more."""

    at: datetime
    by: str
    what: str
    until: datetime | None = None
    owner_id: UUID | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert. `told` are the levels that were told of it, `seen_at` is when its cause was last seen to hold,
    `grave_since` when it came to be as grave as it is, from which it escalates."""

    id: UUID
    cause: Cause
    state: State
    opened_at: datetime
    seen_at: datetime
    grave_since: datetime
    told: tuple[str, ...] = ()
    owner_id: UUID | None = None
    snoozed_until: datetime | None = None
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    """Who closed it; None if it resolved by itself."""
    deeds: tuple[Deed, ...] = ()
    """What people did about it, in the order of time."""

    @property
    def is_settled(self) -> bool:
        """Whether it is closed and nothing is left to be told of it."""
        untold = set(self.cause.levels) - set(self.told)
        end_told = not untold and (not self.cause.tells_end or RESOLVED in self.told)
        return not self.state.is_open and (self.closed_by is not None or end_told)


class Message(msgspec.Struct, frozen=True):
    """What is due to be told at once: one alert and the level reached, or a digest of several."""

    told: tuple[tuple[Alert, str], ...]

    @property
    def is_digest(self) -> bool:
        """Whether it is about several alerts."""
        return len(self.told) > 1


class Step(msgspec.Struct, frozen=True):
    """The alerts that are new or have changed, the messages due, and when recent messages were sent."""

    changed: tuple[Alert, ...]
    messages: tuple[Message, ...]
    sent: tuple[datetime, ...]


def advance(
    alerts: Mapping[str, Alert],
    causes: Iterable[Cause],
    now: datetime,
    *,
    sent: Sequence[datetime],
    new_id: Mapping[str, UUID],
) -> Step:
    """One step. `alerts` are those by key whose cause may still hold, or of which something is still to be told; `sent`
    is what the step before answered; `new_id` has an id for each key that has no alert yet."""
    by_key = {cause.key: cause for cause in causes}
    before = {key: alerts.get(key) for key in {*alerts, *by_key}}
    after = {key: _follow(alert, by_key.get(key), now, new_id) for key, alert in sorted(before.items())}
    due = [(alert, level) for alert in after.values() if (level := _due(alert, now)) is not None]
    recent = [at for at in sent if at > now - STORM_WINDOW]
    messages = _messages(due, len(recent))
    for message in messages:
        for alert, level in message.told:
            after[alert.cause.key] = _mark_told(alert, level)
    changed = tuple(alert for key, alert in after.items() if alert != before[key])
    return Step(changed, messages, (*recent, *(now for _ in messages)))


def acknowledge(alert: Alert) -> Alert:
    """Somebody has seen to it: it no longer escalates. A closed alert stays closed."""
    return msgspec.structs.replace(alert, state=State.ACKNOWLEDGED) if alert.state is State.NEW else alert


def close(alert: Alert, state: State, *, by: str, at: datetime) -> Alert:
    """Resolved, dismissed or called a false positive by somebody; nothing more is told of it. Once only."""
    if not alert.state.is_open:
        return alert
    return msgspec.structs.replace(alert, state=state, closed_at=at, closed_by=by, told=(*alert.told, RESOLVED))


def snooze(alert: Alert, until: datetime) -> Alert:
    """Nothing is told, and it does not escalate, until then."""
    told = tuple(level for level in alert.told if level != SNOOZE_OVER)
    return msgspec.structs.replace(alert, snoozed_until=until, told=told) if alert.state.is_open else alert


def assign(alert: Alert, owner_id: UUID | None) -> Alert:
    """It is somebody's to see to, or nobody's."""
    return msgspec.structs.replace(alert, owner_id=owner_id)


def _follow(alert: Alert | None, cause: Cause | None, now: datetime, new_id: Mapping[str, UUID]) -> Alert:
    """The alert as its cause makes it now."""
    if alert is None:
        assert cause is not None  # noqa: S101 - a key comes from an alert or from a cause
        return Alert(id=new_id[cause.key], cause=cause, state=State.NEW, opened_at=now, seen_at=now, grave_since=now)
    if cause is None:
        over = alert.state.is_open and now - alert.seen_at >= LINGERS
        return msgspec.structs.replace(alert, state=State.RESOLVED, closed_at=now) if over else _escalate(alert, now)
    reached = tuple(dict.fromkeys((*alert.cause.levels, *cause.levels)))
    contributors = cause.contributors or alert.cause.contributors
    cause = msgspec.structs.replace(cause, levels=reached, began=alert.cause.began, contributors=contributors)
    graver = cause.severity.rank > alert.cause.severity.rank
    seen_at = now if now - alert.seen_at >= SEEN_EVERY else alert.seen_at
    seen = msgspec.structs.replace(
        alert, cause=cause, seen_at=seen_at, grave_since=now if graver else alert.grave_since
    )
    if alert.state is State.RESOLVED and alert.closed_by is None:
        # It goes on without a word: what was told of it, its end included, is told once.
        seen = msgspec.structs.replace(seen, state=State.NEW, closed_at=None)
    return _escalate(seen, now) if seen.state.is_open else alert


def _escalate(alert: Alert, now: datetime) -> Alert:
    since = max(alert.grave_since, alert.snoozed_until or alert.grave_since)
    late = alert.state is State.NEW and now - since >= ESCALATES_AFTER[alert.cause.severity]
    return msgspec.structs.replace(alert, escalated_at=now) if late and alert.escalated_at is None else alert


def _due(alert: Alert, now: datetime) -> str | None:
    """The gravest level of an alert that is still to be told; None if there is none, or it is snoozed.

    What ended before it could be told, in a storm, is told all the same, and then that it has ended.
    """
    if alert.snoozed_until is not None and now < alert.snoozed_until:
        return None
    untold = [level for level in alert.cause.levels if level not in alert.told]
    if not alert.state.is_open:
        due = RESOLVED if alert.closed_by is None and alert.cause.tells_end else None
        untold = untold if alert.closed_by is None else []
    elif alert.snoozed_until is not None and SNOOZE_OVER not in alert.told:
        return SNOOZE_OVER
    else:
        due = ESCALATED if alert.escalated_at is not None else None
    level = untold[-1] if untold else due
    return level if level not in alert.told else None


def _mark_told(alert: Alert, level: str) -> Alert:
    """The level, and with it every lower one; what there is to tell after a snooze is everything."""
    own = alert.cause.levels
    lower = own[: own.index(level) + 1] if level in own else (*own, level) if level == SNOOZE_OVER else (level,)
    return msgspec.structs.replace(alert, told=tuple(dict.fromkeys((*alert.told, *lower))))


def _messages(due: Sequence[tuple[Alert, str]], recent: int) -> tuple[Message, ...]:
    """One message for each, a digest if they are many, and none yet if too many were sent lately."""
    if not due or recent >= STORM:
        return ()
    if recent + len(due) > STORM:
        return (Message(tuple(due)),)
    return tuple(Message((one,)) for one in due)
