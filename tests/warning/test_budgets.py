"""How a budget stands and why, and which budgets there may be."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from stackspend.errors import InvalidInput
from stackspend.warning.anomaly import Severity
from stackspend.warning.budgets import Budget, Standing, Status, judge, ordinal, read_budget, suggest_amount
from stackspend.warning.forecast import forecast
from stackspend.warning.history import History
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind, read_scope
from stackspend.warning.spend import SpendByScope
from stackspend.warning.standings import standings
from stackspend.warning.windows import Window, span_of

TODAY = date(2026, 11, 10)


def budget(amount: int, window: Window = Window.MONTH, *, warn_of_forecast: bool = True) -> Budget:
    return Budget(
        id=UUID(int=1),
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        scope=WHOLE,
        window=window,
        amount=Decimal(amount),
        warn_of_forecast=warn_of_forecast,
    )


def standing(amount: int, *, warn_of_forecast: bool = True) -> Standing:
    """Of ten dollars every day since June, at the end of the tenth of November: 100 spent, 300 expected."""
    history = History(date(2026, 6, 1), (Decimal(10),) * ((TODAY - date(2026, 6, 1)).days + 1))
    seen = forecast(history, span_of(Window.MONTH, TODAY), TODAY, done=1.0)
    return judge(budget(amount, warn_of_forecast=warn_of_forecast), WHOLE, seen, TODAY)


@pytest.mark.parametrize(
    ("amount", "status", "reason", "levels", "severity"),
    [
        pytest.param(400, Status.ON_TRACK, "Forecast ends at 75 % of the budget.", (), Severity.LOW, id="on track"),
        pytest.param(
            240,
            Status.TRENDING_HIGH,
            "Forecast exceeds budget by 25 % and crosses it on the 24th.",  # 100 spent, 14 days at 10
            ("forecast",),
            Severity.MEDIUM,
            id="the forecast exceeds it",
        ),
        pytest.param(
            120,
            Status.TRENDING_HIGH,
            "Forecast exceeds budget by 150 % and crosses it on the 12th.",
            ("50", "80", "forecast"),
            Severity.MEDIUM,
            id="four fifths used",
        ),
        pytest.param(
            90,
            Status.OVER_BUDGET,
            "Spent 111 % of the budget of $90.00.",
            ("50", "80", "forecast", "100"),
            Severity.CRITICAL,
            id="used up",
        ),
    ],
)
def test_a_budget_says_how_it_stands_and_why(
    amount: int, status: Status, reason: str, levels: tuple[str, ...], severity: Severity
) -> None:
    now = standing(amount)

    assert (now.status, now.reason, now.levels, now.severity) == (status, reason, levels, severity)


def test_the_reason_has_the_currency_label_of_the_organization() -> None:
    whole = {TODAY.replace(day=day): Decimal(10) for day in range(1, 11)}
    spend = SpendByScope({WHOLE: whole}, {}, {}, currency_label="US$")
    (over,) = standings([budget(90)], spend, datetime(2026, 11, 10, 12, tzinfo=UTC))

    assert over.reason == "Spent 111 % of the budget of US$90.00."


def test_days_to_risk_are_the_days_to_the_crossing() -> None:
    assert (standing(240).crosses_on, standing(240).days_to_risk) == (date(2026, 11, 24), 14)
    assert (standing(400).crosses_on, standing(400).days_to_risk) == (None, None)


def test_a_budget_that_does_not_warn_of_the_forecast_has_only_thresholds() -> None:
    assert standing(240, warn_of_forecast=False).levels == ()


def test_an_amount_is_suggested_after_two_weeks_as_a_tenth_more_than_usual() -> None:
    fortnight = History(date(2026, 11, 1), (Decimal(10),) * 14)

    assert suggest_amount(fortnight, Window.MONTH) == 330  # 10 x 30 x 1.1
    assert suggest_amount(fortnight, Window.WEEK) == 77
    assert suggest_amount(fortnight.until(date(2026, 11, 13)), Window.MONTH) is None


@pytest.mark.parametrize(("day", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")])
def test_days_are_named_as_people_say_them(day: int, text: str) -> None:
    assert ordinal(day) == text


@pytest.mark.parametrize(
    ("window", "amount", "thresholds", "why"),
    [
        pytest.param("year", "100", [50], "There is no window 'year'", id="no such window"),
        pytest.param("month", "much", [50], "is not a number of USD", id="no number"),
        pytest.param("month", "0", [50], "must be from 0.01", id="nothing"),
        pytest.param("month", "NaN", [50], "must be from 0.01", id="not a number"),
        pytest.param("month", "100", [], "Thresholds are", id="no threshold"),
        pytest.param("month", "100", [0], "Thresholds are", id="a threshold of nothing"),
    ],
)
def test_what_is_no_budget_is_refused(window: str, amount: str, thresholds: list[int], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_budget(WHOLE, window, amount, thresholds=thresholds, warn_of_forecast=True)


def test_a_default_for_each_person_is_not_called_the_organization() -> None:
    assert str(Scope(ScopeKind.EACH_PERSON)) == "each person"
    assert str(Scope(ScopeKind.ORGANIZATION)) == "the organization"


def test_a_scope_names_a_part_or_the_whole() -> None:
    assert read_scope("person", " Bob@Acme.example ") == Scope(ScopeKind.PERSON, "bob@acme.example")
    assert read_scope("organization", None) == WHOLE
    for kind, value in (("team", ""), ("organization", "Acme"), ("planet", "Earth")):
        with pytest.raises(InvalidInput):
            read_scope(kind, value)
