"""Where in the web app an alert leads to."""

import json
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from stackspend.warning.alerts import Alert
from stackspend.warning.scopes import ScopeKind
from stackspend.warning.windows import day_in

INBOX = "/dashboard/inbox"
# How the Explorer calls each scope; it has no filter for a provider.
_FILTERS = {
    ScopeKind.SOURCE: "source",
    ScopeKind.TEAM: "team",
    ScopeKind.COST_CENTRE: "cost_centre",
    ScopeKind.PROJECT: "project",
    ScopeKind.PERSON: "user",
    ScopeKind.MODEL: "model",
}


def alert_path(alert: Alert) -> str:
    """The alert's own page."""
    return f"{INBOX}/{alert.id}"


def explorer_path(alert: Alert) -> str:
    """The Explorer, filtered to what the alert is about, from where it began."""
    cause = alert.cause
    zone = ZoneInfo(cause.zone)
    query = {"from": day_in(zone, cause.began).isoformat(), "to": day_in(zone, alert.seen_at).isoformat()}
    filters = []
    if cause.scope.tag is not None:
        filters.append("tag:" + (cause.scope.value or "").replace("=", ":", 1))
    if cause.scope.kind in _FILTERS:
        filters.append(f"{_FILTERS[cause.scope.kind]}:{cause.scope.value}")
    if cause.kind == "runaway_session" and cause.subject is not None:
        filters.append(f"session:{cause.subject}")
    if filters:
        query["filter"] = json.dumps(filters, ensure_ascii=False)
    return f"/dashboard/explorer?{urlencode(query)}"
