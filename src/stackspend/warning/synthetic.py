"""Organizations whose spend is made up, day by day, so that judgements can be measured against a known truth.

Everything follows from a seed. The shapes are those of usage as it is: people work on weekdays, teams adopt a tool over
months, an agent in a loop costs a week's spend in an evening.
"""

import math
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from stackspend.warning.history import History

START = date(2026, 1, 1)
DAYS = 304
"""January to October: nine months to forecast after the first."""
_WORKING = (1.0, 1.08, 1.05, 1.0, 0.85, 0.18, 0.14)
_CENT = Decimal("0.01")


class Kind(StrEnum):
    """What kind of organization."""

    STEADY = "steady"
    GROWING = "growing"
    SPIKY = "spiky"
    NEW = "new"
    WEEKEND_LESS = "weekend-less"


def organization(kind: Kind, seed: int) -> History:
    """The spend of one organization of this kind; the same for the same seed."""
    return _MAKERS[kind](Random(f"{kind} {seed}"))  # noqa: S311 - no secret is made of it


def _steady(random: Random) -> History:
    return _days(random, lambda _: 1.0)


def _growing(random: Random) -> History:
    """Adoption: slow, fast, and then everybody has it."""
    ceiling, middle, pace = random.uniform(5, 12), random.uniform(90, 190), random.uniform(20, 40)
    return _days(random, lambda n: 1 + ceiling / (1 + math.exp((middle - n) / pace)))


def _spiky(random: Random) -> History:
    chance = random.uniform(0.03, 0.08)
    spikes = [random.uniform(2, 7) if random.random() < chance else 1.0 for _ in range(DAYS)]
    return _days(random, lambda n: spikes[n])


def _new(random: Random) -> History:
    """Some weeks old, and growing into its use."""
    days, start = random.randint(35, 60), START + timedelta(days=random.randint(0, 20))
    return _days(random, lambda n: min(1.0, 0.2 + n / 40), days=days, start=start)


def _weekend_less(random: Random) -> History:
    return _days(random, lambda _: 1.0, week=(*_WORKING[:5], 0.0, 0.0))


_MAKERS: dict[Kind, Callable[[Random], History]] = {
    Kind.STEADY: _steady,
    Kind.GROWING: _growing,
    Kind.SPIKY: _spiky,
    Kind.NEW: _new,
    Kind.WEEKEND_LESS: _weekend_less,
}


def _days(
    random: Random,
    shape: Callable[[int], float],
    *,
    week: tuple[float, ...] = _WORKING,
    days: int = DAYS,
    start: date = START,
) -> History:
    """A level, times a shape over time, the weekday, a mood that lasts for days, and the luck of each day."""
    level, mood = random.uniform(40, 900), 0.0
    amounts = []
    for n in range(days):
        mood = 0.8 * mood + random.gauss(0, 0.06)
        day = week[(start + timedelta(days=n)).weekday()]
        amount = level * shape(n) * day * math.exp(mood + random.gauss(0, 0.15))
        amounts.append(Decimal(amount).quantize(_CENT))
    return History(start, tuple(amounts))
