"""Spikes, drops and changes of trend, and what is none."""

from datetime import UTC, datetime, timedelta

import pytest

from stackspend.warning.anomaly import AnomalyKind, Sensitivity, Severity
from stackspend.warning.detect import find_drop, find_hourly_spike, find_spike, find_trend_change

WEEK = [100.0, 120.0, 110.0, 100.0, 90.0, 10.0, 5.0]
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)  # the day after eight such weeks
PAST = WEEK * 8


def test_a_day_far_beyond_its_weekday_is_a_spike_with_what_it_cost_beyond_the_usual() -> None:
    found = find_spike(PAST, 400.0, MONDAY)

    assert found is not None
    assert (found.kind, found.began) == (AnomalyKind.SPIKE, MONDAY)
    assert found.impact == pytest.approx(400 - 100, rel=0.05)
    assert found.severity is Severity.HIGH  # 300 USD


@pytest.mark.parametrize(
    "past",
    [
        pytest.param(PAST, id="a usual Monday"),
        pytest.param([*PAST[:-14], 400.0, *PAST[-13:-7], 380.0, *PAST[-6:]], id="routine high days"),
        pytest.param(PAST[:10], id="too little to compare with"),
    ],
)
def test_what_is_routine_or_unknown_is_no_spike(past: list[float]) -> None:
    assert find_spike(past, 130.0 if past == PAST else 400.0, MONDAY) is None


def test_a_few_dollars_on_a_day_of_rest_are_no_spike() -> None:
    assert find_spike([*PAST, *WEEK[:5]], 40.0, MONDAY + timedelta(days=5)) is None


def test_growth_is_no_spike_and_no_change_of_trend() -> None:
    growing = [day * 1.1**n for n in range(10) for day in WEEK]

    assert find_spike(growing, WEEK[0] * 1.1**10, MONDAY) is None
    assert find_trend_change(growing, MONDAY - timedelta(days=7)) is None


def test_a_false_positive_makes_its_scope_less_sensitive() -> None:
    assert find_spike(PAST, 220.0, MONDAY) is not None
    assert find_spike(PAST, 220.0, MONDAY, sensitivity=Sensitivity(scale=2.0)) is None


def test_small_change_is_not_worth_a_message() -> None:
    cents = [day / 100 for day in PAST]

    assert find_spike(cents, 4.0, MONDAY) is None
    assert find_drop(cents, 0.0, MONDAY) is None


def test_a_working_day_without_work_is_a_drop_but_a_weekend_is_not() -> None:
    found = find_drop(PAST, 2.0, MONDAY)

    assert found is not None
    assert found.impact == pytest.approx(2 - 100, rel=0.05)
    assert find_drop([*PAST, *WEEK[:5]], 0.0, MONDAY + timedelta(days=5)) is None


def test_a_week_on_another_level_is_a_change_of_trend() -> None:
    found = find_trend_change([*PAST, *(2 * day for day in WEEK)], MONDAY)

    assert found is not None
    assert found.expected == pytest.approx(sum(WEEK))
    assert found.actual == pytest.approx(2 * sum(WEEK))


def test_one_costly_day_is_no_change_of_trend() -> None:
    assert find_trend_change([*PAST, *WEEK[:6], 3_000.0], MONDAY) is None


def test_an_hour_that_costs_as_much_as_days_is_a_spike() -> None:
    office = [0.0] * 9 + [10.0] * 8 + [0.0] * 7
    nine = MONDAY + timedelta(hours=9)

    found = find_hourly_spike([10.0] * 20, office * 28, 90.0, nine)

    assert found is not None
    assert found.impact == 90 - 10
    assert find_hourly_spike([10.0] * 20, office * 28, 25.0, nine) is None
