"""When somebody who had watched the sample all along would have looked: around what is out of the ordinary in it.

A few looks are enough, and nobody waits long for them: one that finds something, and one that finds it over.
"""

from datetime import UTC, datetime, time, timedelta

from stackspend.sample.season import NEW_MODEL_DAYS_AGO, RUNAWAY_DAYS_AGO

_OF_THE_NEW_MODEL = (timedelta(days=6, hours=21), timedelta(days=14, hours=21))
_OF_THE_RUNAWAY = (timedelta(hours=19, minutes=30), timedelta(hours=22, minutes=30), timedelta(days=1, hours=8))


def looks(now: datetime) -> list[datetime]:
    """The instants, in the order of time."""
    return [
        *(_midnight(now, NEW_MODEL_DAYS_AGO) + after for after in _OF_THE_NEW_MODEL),
        *(_midnight(now, RUNAWAY_DAYS_AGO) + after for after in _OF_THE_RUNAWAY),
    ]


def _midnight(now: datetime, days_ago: int) -> datetime:
    return datetime.combine(now.date() - timedelta(days=days_ago), time.min, UTC)
