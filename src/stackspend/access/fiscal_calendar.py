"""The calendar of an organization's books: on which day its year begins, and with it its months and quarters."""

from datetime import date, timedelta

import msgspec

from stackspend.errors import InvalidInput

LAST_FIRST_DAY = 28
"""Every month has this day."""
MONTHS_OF_YEAR, MONTHS_OF_QUARTER = 12, 3
_ONE_DAY = timedelta(days=1)


class FiscalCalendar(msgspec.Struct, frozen=True):
    """A year that begins on a day of a month. Months begin on that day of every month, and quarters every three months
    from the year's first on."""

    first_month: int = 1
    first_day: int = 1

    def span_of(self, day: date, months: int) -> tuple[date, date]:
        """First and last day of the month, quarter or year, of so many months, that holds the day."""
        # Counted in months since the year 0 of this calendar, so that years of other beginnings need no cases.
        ago = day.year * MONTHS_OF_YEAR + day.month - self.first_month - (day.day < self.first_day)
        begun = ago - ago % months
        return self._begin(begun), self._begin(begun + months) - _ONE_DAY

    def _begin(self, month: int) -> date:
        year, place = divmod(month + self.first_month - 1, MONTHS_OF_YEAR)
        return date(year, place + 1, self.first_day)

    def __str__(self) -> str:
        """As in 6 April."""
        return f"{self.first_day} {date(2000, self.first_month, 1):%B}"


CALENDAR_YEAR = FiscalCalendar()


def read_fiscal_calendar(first_month: int, first_day: int) -> FiscalCalendar:
    """The calendar whose year begins on this day. Raises InvalidInput."""
    if not 1 <= first_month <= MONTHS_OF_YEAR:
        raise InvalidInput(f"There is no month {first_month}; write 1 for January to 12 for December.")
    if not 1 <= first_day <= LAST_FIRST_DAY:
        raise InvalidInput(f"A fiscal year begins on day 1 to {LAST_FIRST_DAY} of a month, not on day {first_day}.")
    return FiscalCalendar(first_month, first_day)
