"""Made-up telemetry with known anomalies, so that detectors can be measured. Everything follows from a seed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from stackspend.warning.anomaly import AnomalyKind
from stackspend.warning.runaway import SessionSpend, Usual
from stackspend.warning.silence import Hour
from stackspend.warning.synthetic import Kind, organization
from stackspend.warning.unit_costs import CacheDay, PriceDay

QUIET_DAYS = 70
"""Nothing is planted before: a baseline needs weeks, and an organization with fewer gets more false alarms."""
TREND_DAYS = 28
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
DAYS_OF_SENDERS = 70

_BUSY = (0, 0, 0, 0, 0, 0, 0.05, 0.2, 0.7, 1, 1.1, 1, 0.6, 0.9, 1.1, 1, 0.8, 0.5, 0.2, 0.1, 0.06, 0.03, 0, 0)


class Planted(msgspec.Struct, frozen=True):
    """An anomaly and the places (days or hours from the first) over which it lasts."""

    kind: AnomalyKind
    first: int
    last: int


class LabelledDays(msgspec.Struct, frozen=True):
    """Daily spend, the weekday of the first day, and what was planted in it."""

    began: datetime
    days: tuple[float, ...]
    planted: tuple[Planted, ...]


def unlabelled_days(base: Kind, seed: int) -> LabelledDays:
    """An organization of this kind in which nothing was planted."""
    history = organization(base, seed)
    began = datetime.combine(history.first, datetime.min.time(), UTC)
    return LabelledDays(began, tuple(float(amount) for amount in history.amounts), ())


def labelled_days(kind: AnomalyKind, base: Kind, seed: int) -> LabelledDays:
    """An organization of this kind of which a few days, or weeks, were made an anomaly of one kind."""
    random = Random(f"{kind} {base} {seed}")  # noqa: S311 - no secret is made of it
    plain = unlabelled_days(base, seed)
    days, began = list(plain.days), plain.began
    planted: list[Planted] = []
    place = QUIET_DAYS + random.randint(0, 20)
    while place + TREND_DAYS + 7 < len(days):
        working = (began + timedelta(days=place)).weekday() < 5
        if kind is AnomalyKind.TREND_CHANGE:
            times = random.choice((random.uniform(1.7, 2.6), random.uniform(0.3, 0.55)))
            days[place:] = [day * times for day in days[place:]]
            planted.append(Planted(kind, place, place + TREND_DAYS))
            place += 2 * TREND_DAYS + 21
        elif working:
            days[place] *= random.uniform(3.5, 9) if kind is AnomalyKind.SPIKE else random.uniform(0, 0.2)
            planted.append(Planted(kind, place, place))
            place += random.randint(25, 45)
        else:
            place += 1
    return LabelledDays(began, tuple(days), tuple(planted))


class LabelledHours(msgspec.Struct, frozen=True):
    """Hourly spend of one sender, and what was planted in it."""

    hours: tuple[Hour, ...]
    planted: tuple[Planted, ...]


def labelled_hours(kind: AnomalyKind, seed: int) -> LabelledHours:
    """Ten weeks of a sender: office hours, a few late evenings, days off; with costly hours, or a silence of days."""
    random = Random(f"hours {kind} {seed}")  # noqa: S311
    people, level = random.randint(2, 15), random.uniform(3, 40)
    amounts: list[float] = []
    for place in range(DAYS_OF_SENDERS * 24):
        began = BEGIN + timedelta(hours=place)
        awake = _BUSY[began.hour] * (0.08 if began.weekday() >= 5 else 1.0)
        at_work = 1 - (1 - min(1.0, awake) * 0.6) ** people
        amounts.append(level * awake * random.lognormvariate(0, 0.45) if random.random() < at_work else 0.0)
    planted = _plant_hours(kind, amounts, random)
    hours = tuple(Hour(BEGIN + timedelta(hours=place), amount) for place, amount in enumerate(amounts))
    return LabelledHours(hours, tuple(planted))


def _plant_hours(kind: AnomalyKind, amounts: list[float], random: Random) -> list[Planted]:
    planted: list[Planted] = []
    usual_day = sum(amounts) / DAYS_OF_SENDERS
    place = 40 * 24 + random.randint(0, 100)
    if kind is AnomalyKind.SILENT_SENDER:
        last = min(len(amounts), place + random.randint(6, 12) * 24) - 1
        amounts[place : last + 1] = [0.0] * (last + 1 - place)
        return [Planted(kind, place, last)]
    while place + 4 < len(amounts):
        long = random.randint(1, 3)
        for n in range(place, place + long):
            amounts[n] += usual_day * random.uniform(0.8, 2.5)
        planted.append(Planted(kind, place, place + long - 1))
        place += random.randint(80, 200)
    return planted


class LabelledSession(msgspec.Struct, frozen=True):
    """A session as it is when it is looked at, what is usual, and whether it ran away."""

    session: SessionSpend
    person: Usual
    organization: Usual
    ran_away: bool


def labelled_sessions(seed: int) -> list[LabelledSession]:
    """A week of an organization's sessions, among them agents in a loop, after four weeks that tell what is usual."""
    random = Random(f"sessions {seed}")  # noqa: S311
    medians = [random.lognormvariate(0.3, 0.6) for _ in range(random.randint(4, 30))]

    def cost(person: int) -> float:
        return medians[person] * random.lognormvariate(0, 1.0)

    past = [[cost(person) for _ in range(random.randint(5, 120))] for person in range(len(medians))]
    usual = [Usual.of(costs, [one * 0.4 for one in costs]) for costs in past]
    everybody = [one for costs in past for one in costs]
    organization_usual = Usual.of(everybody, [one * 0.4 for one in everybody])
    found: list[LabelledSession] = []
    for n in range(len(medians) * 25):
        person = n % len(medians)
        ran_away = random.random() < 0.03
        spent = cost(person) if not ran_away else max(12.0, organization_usual.highest * random.uniform(2.2, 10.0))
        recently = spent * random.uniform(0.05, 0.4)
        session = SessionSpend(f"session-{n}", BEGIN, spent, recently)
        found.append(LabelledSession(session, usual[person], organization_usual, ran_away))
    return found


Labelled = tuple[Sequence[CacheDay], Sequence[PriceDay]]


def labelled_unit_costs(kind: AnomalyKind, seed: int) -> tuple[Labelled, tuple[Planted, ...]]:
    """Cache use and prices of ten weeks; on some days the cache does not hit, or the client's prices are others."""
    random = Random(f"units {kind} {seed}")  # noqa: S311
    usual, tokens = random.uniform(0.8, 0.95), random.uniform(3e6, 8e7)
    caches: list[CacheDay] = []
    prices: list[PriceDay] = []
    planted: list[Planted] = []
    wrong, wrong_until = 0.0, -1
    for place in range(DAYS_OF_SENDERS):
        weekend = (BEGIN + timedelta(days=place)).weekday() >= 5
        much = tokens * (0.1 if weekend else 1.0) * random.lognormvariate(0, 0.3)
        begins = place >= 21 and place > wrong_until + 7 and not weekend and random.random() < 0.08
        if begins:
            wrong, wrong_until = random.uniform(0.25, 0.6), place + random.randint(0, 3)
            planted.append(Planted(kind, place, wrong_until))
        ill = place <= wrong_until
        rate = min(0.99, max(0.0, random.gauss(usual, 0.02) - (wrong if ill else 0.0)))
        cost = much * (rate * 0.5 + (1 - rate) * 5.5) / 1e6 * random.lognormvariate(0, 0.03)
        caches.append(CacheDay(int(much * rate), int(much), cost))
        drift = random.gauss(0, 0.001) + ((wrong - 0.2) * random.choice((1, 1, -1)) if ill else 0.0)
        prices.append(PriceDay(cost * (1 + drift), cost))
    return (caches, prices), tuple(planted)
