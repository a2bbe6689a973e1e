"""The steps of a series: every hour, day, week or month that a period touches."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from stackspend.errors import InvalidInput
from stackspend.reports.question import Granularity, Period

Step = date | datetime
"""The first day of a step, or the instant at which an hour begins."""

Amounts = dict[Step, Decimal | None]
"""What was spent in each step: steps without usage are left out, None is unknown."""

MOST_DAYS_OF_HOURS = 31
_HOUR = timedelta(hours=1)


def steps_of(period: Period, every: Granularity) -> list[Step]:
    """In the order of time. The first week or month may begin before the period; only usage within counts in it.

    Raises InvalidInput for hours of more than 31 days.
    """
    if every is Granularity.HOUR:
        return [*_hours(period)]
    days = [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]
    return [*dict.fromkeys(_first_day(day, every) for day in days)]


def _first_day(day: date, every: Granularity) -> date:
    if every is Granularity.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if every is Granularity.MONTH else day


def _hours(period: Period) -> list[datetime]:
    """A day has 23, 24 or 25 of them, counted in UTC, where none is skipped or twice."""
    if (period.end - period.start).days >= MOST_DAYS_OF_HOURS:
        raise InvalidInput(f"Hours are told of at most {MOST_DAYS_OF_HOURS} days; ask for fewer, or by day.")
    zone = ZoneInfo(period.zone)
    begin, end = (
        datetime.combine(day, time.min, zone).astimezone(UTC) for day in (period.start, period.end + timedelta(days=1))
    )
    return [begin + n * _HOUR for n in range(-(-(end - begin) // _HOUR))]
