"""The spans of local days that budgets and forecasts are about: a day, a week, a month, a quarter.

A day is a day of the organization's zone. Weeks begin on Monday (ISO 8601), months and quarters as the organization's
fiscal calendar says.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, MONTHS_OF_QUARTER, FiscalCalendar
from stackspend.errors import InvalidInput

UTC = ZoneInfo("UTC")
ONE_DAY = timedelta(days=1)


class Window(StrEnum):
    """How long a budget runs."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def read_window(text: str) -> Window:
    """The window of this name. Raises InvalidInput that lists them."""
    try:
        return Window(text)
    except ValueError:
        raise InvalidInput(f"There is no window {text!r}; choose among {', '.join(Window)}.") from None


class Span(msgspec.Struct, frozen=True, order=True):
    """Local days, both included."""

    start: date
    end: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    def days(self) -> Iterator[date]:
        """Each day in order."""
        return (self.start + timedelta(days=n) for n in range(self.length))


def span_of(window: Window, day: date, calendar: FiscalCalendar = CALENDAR_YEAR) -> Span:
    """The span of this kind that holds the day."""
    if window is Window.DAY:
        return Span(day, day)
    if window is Window.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    return Span(*calendar.span_of(day, 1 if window is Window.MONTH else MONTHS_OF_QUARTER))


def span_before(window: Window, day: date, calendar: FiscalCalendar = CALENDAR_YEAR) -> Span:
    """The span before the one that holds the day."""
    return span_of(window, span_of(window, day, calendar).start - ONE_DAY, calendar)


def day_in(zone: tzinfo, now: datetime) -> date:
    """The local day of an instant."""
    return now.astimezone(zone).date()


def share_done(zone: tzinfo, now: datetime) -> float:
    """How much of the local day lies behind, from 0 up to 1; a day may have 23 or 25 hours."""
    today = day_in(zone, now)
    begin, end = midnight(zone, today), midnight(zone, today + ONE_DAY)
    return (now - begin) / (end - begin)


def midnight(zone: tzinfo, day: date) -> datetime:
    """The instant in UTC at which a local day begins."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
