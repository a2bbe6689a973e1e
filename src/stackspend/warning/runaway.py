"""A session that costs far more than sessions do, told while it runs."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from stackspend.warning.anomaly import DEFAULT, AnomalyKind, Finding, Sensitivity, severity_of

PACE_MINUTES = 10
_ENOUGH = 20
_TIMES_ORGANIZATION = 2.0
_TIMES_PERSON = 3.0
_TIMES_PACE = 4.0
_LEAST = 2.0  # times the floor


class Usual(msgspec.Struct, frozen=True):
    """What sessions cost: how many there were, the 95th and the 99th percentile of their cost, and the 99th of their
    costliest ten minutes."""

    sessions: int
    high: float
    highest: float
    pace: float

    @classmethod
    def of(cls, costs: Sequence[float], paces: Sequence[float]) -> "Usual":
        """From the cost of each session, and the cost of its costliest ten minutes."""
        return cls(len(costs), _percentile(costs, 0.95), _percentile(costs, 0.99), _percentile(paces, 0.99))


class SessionSpend(msgspec.Struct, frozen=True):
    """A session that runs: its cost so far, and that of the last ten minutes."""

    session: str
    began: datetime
    spent: float
    recently: float


def find_runaway(
    session: SessionSpend, *, person: Usual, organization: Usual, sensitivity: Sensitivity = DEFAULT
) -> Finding | None:
    """A session that costs a multiple of what is high for its person and for the organization, or spends as fast as
    none does. A person with few sessions is measured by the organization alone."""
    if organization.sessions < _ENOUGH:
        return None
    scale, floor = sensitivity.scale, _LEAST * sensitivity.floor
    most = _TIMES_ORGANIZATION * organization.highest
    if person.sessions >= _ENOUGH:
        most = max(most, _TIMES_PERSON * person.high)
    costly = session.spent > max(floor, scale * most)
    fast = session.recently > max(floor, scale * _TIMES_PACE * max(organization.pace, person.pace))
    if not costly and not fast:
        return None
    usual = person.high if person.sessions >= _ENOUGH else organization.high
    impact = session.spent - usual
    return Finding(
        kind=AnomalyKind.RUNAWAY_SESSION,
        began=session.began,
        actual=session.spent,
        expected=usual,
        impact=impact,
        severity=severity_of(impact, session.spent / usual if usual else 1.0),
        subject=session.session,
    )


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0
