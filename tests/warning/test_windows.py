"""Which days belong together, and how much of a day is over."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.warning.windows import Span, Window, day_in, midnight, share_done, span_before, span_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("window", "start", "end"),
    [
        pytest.param(Window.DAY, date(2028, 2, 29), date(2028, 2, 29), id="a day is itself"),
        pytest.param(Window.WEEK, date(2028, 2, 28), date(2028, 3, 5), id="a week begins on Monday"),
        pytest.param(Window.MONTH, date(2028, 2, 1), date(2028, 2, 29), id="February of a leap year"),
        pytest.param(Window.QUARTER, date(2028, 1, 1), date(2028, 3, 31), id="the first quarter"),
    ],
)
def test_a_day_lies_in_one_span_of_each_window(window: Window, start: date, end: date) -> None:
    assert span_of(window, date(2028, 2, 29)) == Span(start, end)


def test_the_span_before_january_is_of_the_year_before() -> None:
    assert span_before(Window.MONTH, date(2027, 1, 15)) == Span(date(2026, 12, 1), date(2026, 12, 31))
    assert span_before(Window.QUARTER, date(2027, 1, 15)) == Span(date(2026, 10, 1), date(2026, 12, 31))


def test_months_and_quarters_are_those_of_the_calendar_and_days_and_weeks_are_not() -> None:
    day, calendar = date(2027, 3, 10), FiscalCalendar(2, 15)

    assert span_of(Window.MONTH, day, calendar) == Span(date(2027, 2, 15), date(2027, 3, 14))
    assert span_before(Window.MONTH, day, calendar) == Span(date(2027, 1, 15), date(2027, 2, 14))
    assert span_of(Window.QUARTER, day, calendar) == Span(date(2027, 2, 15), date(2027, 5, 14))
    assert span_before(Window.QUARTER, day, calendar) == Span(date(2026, 11, 15), date(2027, 2, 14))
    assert span_of(Window.WEEK, day, calendar) == span_of(Window.WEEK, day)
    assert span_before(Window.DAY, day, calendar) == span_before(Window.DAY, day)


def test_a_day_is_the_day_of_the_zone() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    assert day_in(BERLIN, late) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 10, 24), 24, id="an ordinary day"),
        pytest.param(date(2026, 10, 25), 25, id="the clock is put back"),
        pytest.param(date(2026, 3, 29), 23, id="the clock is put forward"),
    ],
)
def test_the_day_of_a_change_of_the_clock_is_as_long_as_it_is(day: date, hours: int) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN)
    passed = (noon.astimezone(UTC) - midnight(BERLIN, day)).total_seconds() / 3600

    assert share_done(BERLIN, noon) == passed / hours
