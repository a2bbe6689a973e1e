"""An anomaly: something that a scope's own past does not lead one to expect, what it costs, and how grave it is."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec


class AnomalyKind(StrEnum):
    """What is unlike before."""

    SPIKE = "spike"
    DROP = "drop"
    TREND_CHANGE = "trend_change"
    NEW = "new"
    RUNAWAY_SESSION = "runaway_session"
    CACHE_COLLAPSE = "cache_collapse"
    PRICE_DRIFT = "price_drift"
    SILENT_SENDER = "silent_sender"


class Severity(StrEnum):
    """How grave, in the order of gravity."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low, 3 for critical."""
        return list(Severity).index(self)


class Sensitivity(msgspec.Struct, frozen=True):
    """How much is tolerated. `scale` multiplies every deviation that is asked for: people who call an anomaly a false
    positive raise it for its scope. Nothing that costs less than `floor` USD is worth a message."""

    scale: float = 1.0
    floor: float = 5.0


DEFAULT = Sensitivity()

# From the gravest on: at least this many USD, and at least so many times what was expected.
_SEVERITIES = (
    (Severity.CRITICAL, 1000.0, 1.0),
    (Severity.CRITICAL, 250.0, 10.0),
    (Severity.HIGH, 250.0, 1.0),
    (Severity.HIGH, 75.0, 5.0),
    (Severity.MEDIUM, 50.0, 1.0),
    (Severity.MEDIUM, 15.0, 3.0),
)


def severity_of(impact: float, times: float) -> Severity:
    """How grave an impact of so many USD is, at so many times what was expected; never less than low."""
    found = (grade for grade, least, deviation in _SEVERITIES if abs(impact) >= least and times >= deviation)
    return next(found, Severity.LOW)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a detector found in one scope. `began` is where the day, hour or session begins; `impact` is USD beyond what
    was expected, negative where less was spent."""

    kind: AnomalyKind
    began: datetime
    actual: float
    expected: float
    impact: float
    severity: Severity
    subject: str | None = None
    """Whom it is about where the scope does not say it: a session, a model, a connection."""

    @property
    def impact_usd(self) -> Decimal:
        """The impact in cents."""
        return Decimal(self.impact).quantize(Decimal("0.01"))
