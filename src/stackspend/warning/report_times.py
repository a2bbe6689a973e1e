"""When reports are due: at a local time, on some weekdays, each once."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import msgspec

from stackspend.errors import InvalidInput
from stackspend.warning.report import ReportKind

EVERY_DAY = tuple(range(7))
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)

Told = tuple[ReportKind, date]
"""Which report was told, and on which local day."""


class ReportTimes(msgspec.Struct, frozen=True, kw_only=True):
    """`at` is a local time of the organization; weekdays count from Monday, which is 0."""

    daily: bool = True
    weekly: bool = True
    at: time = time(9)
    weekdays: tuple[int, ...] = EVERY_DAY
    weekly_day: int = 0


def due_reports(times: ReportTimes, zone: ZoneInfo, now: datetime, told: Collection[Told]) -> list[Told]:
    """What has to be told now. What a server that was down has missed is told later on the same day, and never on
    another; a day that has the hour twice tells once."""
    local = now.astimezone(zone)
    today = local.date()
    if local.time() < times.at:
        return []
    daily = times.daily and today.weekday() in times.weekdays
    weekly = times.weekly and today.weekday() == times.weekly_day
    wanted = {ReportKind.DAILY: daily, ReportKind.WEEKLY: weekly}
    return [(kind, today) for kind, is_wanted in wanted.items() if is_wanted and (kind, today) not in told]


def read_report_times(*, daily: bool, weekly: bool, at: str, weekdays: Iterable[int], weekly_day: int) -> ReportTimes:
    """The times of what people write. Raises InvalidInput."""
    if not _CLOCK.fullmatch(at):
        raise InvalidInput(f"The time {at!r} is not written as HH:MM, as in 09:00.")
    days = tuple(sorted(set(weekdays)))
    if not days or not {*days, weekly_day} <= set(EVERY_DAY):
        raise InvalidInput("Weekdays are numbers from 0, which is Monday, to 6, and at least one of them.")
    return ReportTimes(daily=daily, weekly=weekly, at=time.fromisoformat(at), weekdays=days, weekly_day=weekly_day)
