"""What a budget's standing or a detector's finding is as the cause of an alert, in words."""

from datetime import UTC, tzinfo
from decimal import Decimal

from stackspend.warning.alerts import Cause, Contributor
from stackspend.warning.anomaly import AnomalyKind, Finding
from stackspend.warning.budgets import Standing
from stackspend.warning.scopes import Scope
from stackspend.warning.windows import midnight

BUDGET = "budget"
DETECTED = "detected"
"""The one level of an anomaly's alert."""

_TITLES = {
    AnomalyKind.SPIKE: "Spend of {scope} is far above the usual",
    AnomalyKind.DROP: "Spend of {scope} is far below the usual",
    AnomalyKind.TREND_CHANGE: "Spend of {scope} has reached another level",
    AnomalyKind.NEW: "{subject} is new in {scope}",
    AnomalyKind.RUNAWAY_SESSION: "A session of {scope} runs away",
    AnomalyKind.CACHE_COLLAPSE: "The cache of {scope} no longer hits",
    AnomalyKind.PRICE_DRIFT: "{subject} is not reported at its list price",
    AnomalyKind.SILENT_SENDER: "{subject} has fallen silent",
}
_SUMMARIES = {
    AnomalyKind.NEW: "${actual:,.2f} within the first days.",
    AnomalyKind.CACHE_COLLAPSE: "{actual_percent} % of input tokens came from the cache, usually {expected_percent} %; "
    "that cost ${impact:,.2f} more.",
    AnomalyKind.PRICE_DRIFT: "Reported ${actual:,.2f}, by list ${expected:,.2f}.",
    AnomalyKind.SILENT_SENDER: "Nothing was received since {began}; usually ${expected:,.2f} would have come by now.",
}
_SUMMARY = "${actual:,.2f} instead of about ${expected:,.2f}."


def budget_cause(standing: Standing, *, team: str | None = None, zone: tzinfo = UTC) -> Cause | None:
    """One for a budget in one span, however many of its thresholds are reached; None below all of them."""
    budget = standing.budget
    if not standing.levels:
        return None
    used = f"{standing.used_percent.normalize():f} % of ${budget.amount:,.2f} a {budget.window} used"
    return Cause(
        key=f"{BUDGET}:{budget.id}:{standing.scope.key}:{standing.span.start}",
        kind=BUDGET,
        severity=standing.severity,
        title=f"Budget of {standing.scope}: {used}",
        summary=standing.reason,
        scope=standing.scope,
        began=midnight(zone, standing.span.start),
        impact=max(standing.spent, standing.forecast.expected) - budget.amount,
        levels=standing.levels,
        limit=budget.amount,
        team=team,
    )


def anomaly_cause(
    finding: Finding, scope: Scope, *, team: str | None = None, contributors: tuple[Contributor, ...] = ()
) -> Cause:
    """One for a finding; the same day, hour, session or silence is the same cause."""
    words = {
        "scope": scope,
        "subject": finding.subject or str(scope),
        "actual": finding.actual,
        "expected": finding.expected,
        "impact": abs(finding.impact),
        "began": f"{finding.began:%Y-%m-%d %H:%M}",
        "actual_percent": round(finding.actual * 100),
        "expected_percent": round(finding.expected * 100),
    }
    # The hours of a day that are far above the usual, and that day itself, are one cause.
    began = f"{finding.began:%Y-%m-%d}" if finding.kind is AnomalyKind.SPIKE else f"{finding.began:%Y-%m-%dT%H}"
    return Cause(
        key=f"{finding.kind}:{scope.key}:{finding.subject or ''}:{began}",
        kind=finding.kind,
        severity=finding.severity,
        title=_TITLES[finding.kind].format(**words),
        summary=_SUMMARIES.get(finding.kind, _SUMMARY).format(**words),
        scope=scope,
        began=finding.began,
        impact=Decimal(finding.impact).quantize(Decimal("0.01")),
        levels=(DETECTED,),
        expected=Decimal(finding.expected).quantize(Decimal("0.0001")),
        subject=finding.subject,
        team=team,
        contributors=contributors,
        tells_end=finding.kind is not AnomalyKind.NEW,
    )
