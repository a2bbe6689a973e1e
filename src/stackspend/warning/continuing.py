"""Which alert a cause goes on from, where its own key names another day than the alert's does."""

from collections.abc import Iterable
from datetime import timedelta

import msgspec

from stackspend.warning.alerts import Alert, Cause

# What goes on over days is one cause as long as it does.
_LASTING = frozenset({"trend_change", "price_drift", "cache_collapse", "silent_sender"})
_ONE_DAY = timedelta(days=1)


def continued(cause: Cause, earlier: Iterable[Alert]) -> Cause:
    """The cause under the key of the alert that it goes on from, if there is one.

    That is what lasts over days; who or what is new, whichever day late telemetry makes the first; and the same day
    as told in another time zone, which the organization has left since.
    """
    alike = [alert for alert in earlier if _is_alike(alert.cause, cause) and _goes_on(alert, cause)]
    if not alike or any(alert.cause.key == cause.key for alert in alike):
        return cause
    known = min(alike, key=lambda alert: not alert.state.is_open).cause
    return msgspec.structs.replace(cause, key=known.key, zone=known.zone)


def _is_alike(one: Cause, other: Cause) -> bool:
    """The same in all but when it began, which is the last part of a key."""
    return one.kind == other.kind and one.key.rpartition(":")[0] == other.key.rpartition(":")[0]


def _goes_on(alert: Alert, cause: Cause) -> bool:
    if alert.cause.key == cause.key or cause.kind == "new":
        return True
    if cause.kind in _LASTING and (alert.state.is_open or alert.closed_by is not None):
        return True
    return alert.cause.zone != cause.zone and abs(alert.cause.began - cause.began) < _ONE_DAY
