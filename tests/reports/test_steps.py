"""The steps of a series."""

from datetime import UTC, date, datetime

import pytest

from stackspend.errors import InvalidInput
from stackspend.reports.question import Granularity, Period
from stackspend.reports.steps import steps_of


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    period = Period(date(2026, 10, 29), date(2026, 11, 3))
    assert steps_of(period, Granularity.WEEK) == [date(2026, 10, 26), date(2026, 11, 2)]
    assert steps_of(period, Granularity.MONTH) == [date(2026, 10, 1), date(2026, 11, 1)]
    assert len(steps_of(period, Granularity.DAY)) == 6


@pytest.mark.parametrize(
    ("zone", "day", "first", "count"),
    [
        pytest.param("UTC", date(2026, 10, 25), datetime(2026, 10, 25, 0, tzinfo=UTC), 24, id="a day of UTC"),
        pytest.param("Europe/Berlin", date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC), 25, id="clocks back"),
        pytest.param("Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC), 23, id="clocks ahead"),
        pytest.param(
            "Asia/Kolkata", date(2026, 10, 25), datetime(2026, 10, 24, 18, 30, tzinfo=UTC), 24, id="half an hour apart"
        ),
    ],
)
def test_a_day_has_as_many_hours_as_its_zone_says(zone: str, day: date, first: datetime, count: int) -> None:
    steps = steps_of(Period(day, day, zone), Granularity.HOUR)
    assert (steps[0], len(steps)) == (first, count)


def test_hours_of_more_than_a_month_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 31 days"):
        steps_of(Period(date(2026, 1, 1), date(2026, 2, 1)), Granularity.HOUR)
