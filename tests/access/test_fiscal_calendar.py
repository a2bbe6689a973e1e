"""Months, quarters and years of fiscal calendars: they hold every day once, and begin where the organization says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, FiscalCalendar, read_fiscal_calendar
from stackspend.errors import InvalidInput

ONE_DAY = timedelta(days=1)
UNITED_KINGDOM = FiscalCalendar(4, 6)
calendars = st.builds(FiscalCalendar, st.integers(1, 12), st.integers(1, 28))
days = st.dates(date(1970, 1, 1), date(2199, 12, 31))


@given(calendar=calendars, day=days, months=st.sampled_from([1, 3, 12]))
def test_spans_hold_every_day_once(calendar: FiscalCalendar, day: date, months: int) -> None:
    start, end = calendar.span_of(day, months)
    assert start <= day <= end
    assert calendar.span_of(start, months) == calendar.span_of(end, months) == (start, end)
    assert calendar.span_of(end + ONE_DAY, months)[0] == end + ONE_DAY
    assert calendar.span_of(start - ONE_DAY, months)[1] == start - ONE_DAY


@given(calendar=calendars, day=days)
def test_a_month_has_28_to_31_days_and_three_of_them_are_a_quarter(calendar: FiscalCalendar, day: date) -> None:
    start, end = calendar.span_of(day, 3)
    begins, at = [], start
    while at <= end:
        first, last = calendar.span_of(at, 1)
        assert 28 <= (last - first).days + 1 <= 31
        begins.append(first)
        at = last + ONE_DAY
    assert (len(begins), begins[0], at - ONE_DAY) == (3, start, end)


@given(calendar=calendars, day=days)
def test_a_year_begins_on_the_day_that_is_said(calendar: FiscalCalendar, day: date) -> None:
    start, _ = calendar.span_of(day, 12)
    assert (start.month, start.day) == (calendar.first_month, calendar.first_day)
    assert calendar.span_of(start, 3)[0] == calendar.span_of(start, 1)[0] == start


@pytest.mark.parametrize(
    ("day", "months", "calendar", "start", "end"),
    [
        pytest.param("2028-02-29", 1, CALENDAR_YEAR, "2028-02-01", "2028-02-29", id="February of a leap year"),
        pytest.param("2026-12-31", 3, CALENDAR_YEAR, "2026-10-01", "2026-12-31", id="the last quarter"),
        pytest.param("2027-04-05", 1, UNITED_KINGDOM, "2027-03-06", "2027-04-05", id="the last day of a fiscal year"),
        pytest.param("2027-04-06", 1, UNITED_KINGDOM, "2027-04-06", "2027-05-05", id="the first day of the next"),
        pytest.param("2027-01-05", 3, UNITED_KINGDOM, "2026-10-06", "2027-01-05", id="a quarter over New Year"),
        pytest.param("2027-03-27", 1, FiscalCalendar(1, 28), "2027-02-28", "2027-03-27", id="from the end of February"),
        pytest.param("2026-11-26", 3, FiscalCalendar(2, 1), "2026-11-01", "2027-01-31", id="a year from February"),
    ],
)
def test_where_spans_begin_and_end(day: str, months: int, calendar: FiscalCalendar, start: str, end: str) -> None:
    first, last = calendar.span_of(date.fromisoformat(day), months)
    assert (first.isoformat(), last.isoformat()) == (start, end)


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (2, 29), (-4, 6)])
def test_a_year_begins_on_a_day_that_every_month_has(month: int, day: int) -> None:
    with pytest.raises(InvalidInput):
        read_fiscal_calendar(month, day)


def test_a_calendar_reads_as_its_first_day() -> None:
    assert str(UNITED_KINGDOM) == "6 April"
