"""Where in the web app an alert leads to."""

from urllib.parse import urlencode

from stackspend.warning.alerts import Alert
from stackspend.warning.scopes import ScopeKind

# How the Explorer's filters are called for each scope.
_FILTERS = {ScopeKind.PERSON: "user", ScopeKind.ORGANIZATION: None, ScopeKind.EACH_PERSON: None}


def explorer_path(alert: Alert) -> str:
    """The Explorer, filtered to what the alert is about, from where it began."""
    cause = alert.cause
    query = {"start": cause.began.date().isoformat(), "end": alert.seen_at.date().isoformat()}
    name = _FILTERS.get(cause.scope.kind, cause.scope.kind.value)
    if name is not None and cause.scope.value is not None:
        query[name] = cause.scope.value
    if cause.kind == "runaway_session" and cause.subject is not None:
        query["session"] = cause.subject
    return f"/explorer?{urlencode(query)}"
