"""A sender that has fallen silent."""

import math
from collections.abc import Sequence
from datetime import datetime

import msgspec

from stackspend.warning.anomaly import DEFAULT, AnomalyKind, Finding, Sensitivity, severity_of

_LEAST_HOURS = 4
_LEAST_ACTIVE = 8
_UNLIKELY = math.log(1e-4)
_DOUBT = 1.5  # hours that were not seen count as seen this often among those not active


class Hour(msgspec.Struct, frozen=True):
    """One hour of a sender: when it began, in the organization's zone, and what it spent; 0 if it was not heard of."""

    began: datetime
    spent: float


def find_silence(
    hours: Sequence[Hour], *, sender: str | None = None, sensitivity: Sensitivity = DEFAULT
) -> Finding | None:
    """A sender that has been silent for longer than its habits allow. `hours` are those of the last four weeks that
    are over, oldest first; the hours of night and of weekends count for as little as they usually bring."""
    silent = next((n for n, hour in enumerate(reversed(hours)) if hour.spent > 0), len(hours))
    before, since = hours[: len(hours) - silent], hours[len(hours) - silent :]
    if silent < _LEAST_HOURS or sum(hour.spent > 0 for hour in before) < _LEAST_ACTIVE:
        return None
    active, seen = [0.0] * 48, [_DOUBT] * 48
    spent = [0.0] * 48
    for hour in before:
        slot = _slot(hour.began)
        seen[slot] += 1
        active[slot] += hour.spent > 0
        spent[slot] += hour.spent
    slots = [_slot(hour.began) for hour in since]
    chance = sum(math.log(1 - active[slot] / seen[slot]) for slot in slots)
    missing = sum(spent[slot] / seen[slot] for slot in slots)
    if chance > _UNLIKELY * sensitivity.scale:
        return None
    return Finding(
        kind=AnomalyKind.SILENT_SENDER,
        began=since[0].began,
        actual=0.0,
        expected=missing,
        impact=-missing,
        severity=severity_of(missing, 1.0),
        subject=sender,
    )


def _slot(began: datetime) -> int:
    """One of 48: the hours of a working day and those of a weekend."""
    return began.hour + (24 if began.weekday() >= 5 else 0)
