"""What alerts say of budgets and findings, and how amounts are written in it."""

from datetime import UTC, datetime

import pytest

from stackspend.warning.anomaly import AnomalyKind, Finding, Severity
from stackspend.warning.causes import anomaly_cause, budget_cause
from stackspend.warning.scopes import WHOLE
from tests.warning.test_budgets import standing


def finding(kind: AnomalyKind, actual: float, expected: float, impact: float) -> Finding:
    return Finding(
        kind=kind,
        began=datetime(2026, 11, 10, 8, tzinfo=UTC),
        actual=actual,
        expected=expected,
        impact=impact,
        severity=Severity.HIGH,
        subject="Claude Team",
    )


SPIKE = finding(AnomalyKind.SPIKE, 1290.5, 10, 1280.5)


@pytest.mark.parametrize(
    ("found", "summary"),
    [
        pytest.param(SPIKE, "US$1,290.50 instead of about US$10.00.", id="more than usual"),
        pytest.param(finding(AnomalyKind.NEW, 12, 0, 12), "US$12.00 within the first days.", id="new"),
        pytest.param(
            finding(AnomalyKind.CACHE_COLLAPSE, 0.2, 0.9, 40),
            "20 % of input tokens came from the cache, usually 90 %; that cost US$40.00 more.",
            id="a cache that no longer hits",
        ),
        pytest.param(
            finding(AnomalyKind.PRICE_DRIFT, 8, 10, -2), "Reported US$8.00, by list US$10.00.", id="another price"
        ),
        pytest.param(
            finding(AnomalyKind.SILENT_SENDER, 0, 40, -40),
            "Nothing was received since 2026-11-10 08:00; usually US$40.00 would have come by now.",
            id="silence",
        ),
    ],
)
def test_amounts_have_the_currency_label_before_them(found: Finding, summary: str) -> None:
    assert anomaly_cause(found, WHOLE, label="US$").summary == summary


@pytest.mark.parametrize("label", ["$", "USD ", "{}", "{x}", "<b>$", "%s"])
def test_a_label_stands_as_it_is_whatever_it_is(label: str) -> None:
    assert anomaly_cause(SPIKE, WHOLE, label=label).summary == f"{label}1,290.50 instead of about {label}10.00."


def test_a_budget_says_its_amount_with_the_currency_label() -> None:
    cause = budget_cause(standing(90), label="US$")
    assert cause is not None
    assert cause.title == "Budget of the organization: 111.1 % of US$90.00 a month used"
