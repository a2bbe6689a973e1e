"""What a message reads like, for people and for programs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from stackspend.mail import Table
from stackspend.money import usd_text
from stackspend.warning.alerts import ESCALATED, RESOLVED, SNOOZE_OVER, Alert
from stackspend.warning.causes import BUDGET
from stackspend.warning.deep_link import INBOX, alert_path, explorer_path

MOST_LINES = 20
_PREFIXES = {RESOLVED: "Resolved: ", ESCALATED: "Still open: ", SNOOZE_OVER: "Snoozed until now: "}
_EVENTS = {RESOLVED: "alert.resolved", ESCALATED: "alert.escalated", SNOOZE_OVER: "alert.snooze_over"}
EVENTS = ("anomaly.created", "budget.threshold_crossed", *_EVENTS.values())


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A message for people: plain texts, and one address to open."""

    subject: str
    lines: tuple[str, ...]
    action: str
    url: str
    thread: str | None = None
    """Messages that share it are about one alert."""
    tables: tuple[Table, ...] = ()
    """What a letter has beneath its lines; chats go without."""


def notice_of(told: Sequence[tuple[Alert, str]], *, public_url: str) -> Notice:
    """The notice of one alert, or a digest of several, the gravest first."""
    if len(told) == 1:
        alert, level = told[0]
        return Notice(
            subject=_headline(alert, level),
            lines=(alert.cause.summary, *_why(alert)),
            action="Open the alert",
            url=public_url + alert_path(alert),
            thread=str(alert.id),
        )
    ranked = sorted(told, key=lambda one: (-one[0].cause.severity.rank, -abs(one[0].cause.impact)))
    lines = [f"{_headline(alert, level)} — {alert.cause.summary}" for alert, level in ranked[:MOST_LINES]]
    more = [f"… and {len(told) - MOST_LINES} more"] if len(told) > MOST_LINES else []
    return Notice(
        subject=f"{len(told)} alerts, the gravest: {_headline(*ranked[0])}",
        lines=(*lines, *more),
        action="Open the inbox",
        url=public_url + INBOX,
    )


def event_of(alert: Alert, level: str) -> str:
    """The event's name for programs."""
    return _EVENTS.get(level, "budget.threshold_crossed" if alert.cause.kind == BUDGET else "anomaly.created")


def event_content(alert: Alert, level: str, *, organization_id: UUID, public_url: str, at: datetime) -> dict[str, Any]:
    """The body of a webhook."""
    return {
        "event": event_of(alert, level),
        "created_at": at.isoformat(),
        "organization_id": str(organization_id),
        "data": alert_content(alert, public_url=public_url) | {"level": level},
    }


def alert_content(alert: Alert, *, public_url: str) -> dict[str, Any]:
    """An alert as data: amounts as decimal texts, instants in UTC."""
    cause = alert.cause
    return {
        "id": str(alert.id),
        "kind": cause.kind,
        "severity": cause.severity.value,
        "state": alert.state.value,
        "title": cause.title,
        "summary": cause.summary,
        "scope": {"kind": cause.scope.kind.value, "value": cause.scope.value},
        "subject": cause.subject,
        "team": cause.team,
        "began_at": cause.began.isoformat(),
        "opened_at": alert.opened_at.isoformat(),
        "impact_usd": usd_text(cause.impact),
        "causes": [msgspec.to_builtins(one) | {"change": usd_text(one.change)} for one in cause.contributors],
        "url": public_url + alert_path(alert),
        "explorer_url": public_url + explorer_path(alert),
    }


def _headline(alert: Alert, level: str) -> str:
    return f"{_PREFIXES.get(level, '')}{alert.cause.title}"


def _why(alert: Alert) -> list[str]:
    names = [f"{one.dimension} {one.name or 'unknown'} ({one.percent} %)" for one in alert.cause.contributors]
    return [f"Most of it: {', '.join(names)}."] if names else []
