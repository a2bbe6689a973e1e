"""What is new: the first use of a model, a source, or by a person, once it costs something."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from stackspend.warning.anomaly import DEFAULT, AnomalyKind, Finding, Sensitivity, severity_of

NEW_DAYS = 7
"""Somebody or something is new for a week after the first spend."""
_KNOWN_DAYS = 14
_NEW_SHARE = 0.02  # of what the organization spends in a day
_NEW_FLOOR = 2.0  # times the floor


class Newcomer(msgspec.Struct, frozen=True):
    """A model, source or person, the day of the first spend, and the spend since."""

    name: str
    first: date
    spent: float


def find_new(
    newcomers: Iterable[Newcomer],
    today: date,
    began: datetime,
    *,
    history_days: int,
    usual_day: float,
    sensitivity: Sensitivity = DEFAULT,
) -> list[Finding]:
    """Those first seen in the last week that cost more than a floor; none while everything is new. `began` is when
    today began, `usual_day` what the organization spends in a day."""
    if history_days < _KNOWN_DAYS:
        return []
    floor = sensitivity.scale * max(_NEW_FLOOR * sensitivity.floor, _NEW_SHARE * usual_day)
    return [
        Finding(
            kind=AnomalyKind.NEW,
            began=began - (today - one.first),
            actual=one.spent,
            expected=0.0,
            impact=one.spent,
            severity=severity_of(one.spent, 1.0),
            subject=one.name,
        )
        for one in newcomers
        if timedelta(0) <= today - one.first < timedelta(days=NEW_DAYS) and one.spent >= floor
    ]
