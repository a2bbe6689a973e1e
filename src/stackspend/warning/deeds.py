"""What people did about an alert, for its history."""

from datetime import datetime

import msgspec

from stackspend.warning.alerts import Alert, Deed

SNOOZED, ASSIGNED = "snoozed", "assigned"
MOST_DEEDS = 100


def with_deeds(before: Alert, after: Alert, *, by: str, at: datetime) -> Alert:
    """The alert after somebody's change, with what that somebody did."""
    deeds: list[Deed] = []
    if after.state is not before.state:
        deeds.append(Deed(at=at, by=by, what=after.state.value))
    if after.snoozed_until != before.snoozed_until:
        deeds.append(Deed(at=at, by=by, what=SNOOZED, until=after.snoozed_until))
    if after.owner_id != before.owner_id:
        deeds.append(Deed(at=at, by=by, what=ASSIGNED, owner_id=after.owner_id))
    return msgspec.structs.replace(after, deeds=(*before.deeds, *deeds)[-MOST_DEEDS:])
