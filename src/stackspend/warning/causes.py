"""What a budget's standing or a detector's finding is as the cause of an alert, in words."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from stackspend.access.organizations import CURRENCY_LABEL
from stackspend.money import labelled_usd
from stackspend.warning.alerts import Cause, Contributor
from stackspend.warning.anomaly import AnomalyKind, Finding
from stackspend.warning.budgets import Standing
from stackspend.warning.scopes import Scope
from stackspend.warning.windows import UTC, midnight

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
    AnomalyKind.NEW: "{actual} within the first days.",
    AnomalyKind.CACHE_COLLAPSE: "{actual_percent} % of input tokens came from the cache, usually {expected_percent} %; "
    "that cost {impact} more.",
    AnomalyKind.PRICE_DRIFT: "Reported {actual}, by list {expected}.",
    AnomalyKind.SILENT_SENDER: "Nothing was received since {began}; usually {expected} would have come by now.",
}
_SUMMARY = "{actual} instead of about {expected}."


def budget_cause(
    standing: Standing, *, team: str | None = None, zone: ZoneInfo = UTC, label: str = CURRENCY_LABEL
) -> Cause | None:
    """One for a budget in one span, however many of its thresholds are reached; None below all of them. `label` stands
    before its amount."""
    budget = standing.budget
    if not standing.levels:
        return None
    amount = labelled_usd(budget.amount, label)
    used = f"{standing.used_percent.normalize():f} % of {amount} a {budget.window} used"
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
        zone=zone.key,
    )


def anomaly_cause(
    finding: Finding,
    scope: Scope,
    *,
    team: str | None = None,
    zone: ZoneInfo = UTC,
    label: str = CURRENCY_LABEL,
    contributors: tuple[Contributor, ...] = (),
) -> Cause:
    """One for a finding; the same day, hour, session or silence is the same cause. `label` stands before amounts."""
    words = {
        "scope": scope,
        "subject": finding.subject or str(scope),
        "actual": labelled_usd(Decimal(finding.actual), label),
        "expected": labelled_usd(Decimal(finding.expected), label),
        "impact": labelled_usd(abs(finding.impact_usd), label),
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
        zone=zone.key,
        contributors=contributors,
        tells_end=finding.kind is not AnomalyKind.NEW,
    )
