"""Everything that the invented company sent, day by day, as raw batches."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

import msgspec

from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Encoding, Signal
from stackspend.pricing import PriceList
from stackspend.sample.cast import METRICS_ONLY, PEOPLE, RUNAWAY, Person
from stackspend.sample.export import Sender, Writing, new_uuid
from stackspend.sample.season import (
    DAYS,
    HAIKU,
    NEW_OPUS,
    RUNAWAY_DAYS_AGO,
    SONNET,
    UNKNOWN_TO_PRICE_LISTS,
    client_version,
    large_model,
    sessions_on,
)
from stackspend.sample.session import Manner, WorkSession, work

_CI_SESSIONS = 2.6
_RUNAWAY = Manner(NEW_OPUS, prompts=1, requests=900, pause=20.0, effort="high", speed="fast", extras=False)


class Channel(msgspec.Struct, frozen=True):
    """A provider of the sample and the key that its clients send with."""

    connection_id: UUID
    key_id: UUID
    key_prefix: str


class Sample(msgspec.Struct, frozen=True):
    """Whose telemetry to make, and as of when: nothing is dated after `now`."""

    organization_id: UUID
    team: Channel
    ci: Channel
    now: datetime
    days: int = DAYS
    seed: int = 1


class Day(msgspec.Struct, frozen=True):
    """One day, and how long ago it was."""

    date: date
    days_ago: int

    def at(self, hours: float) -> datetime:
        """So many hours into the day, UTC."""
        return datetime.combine(self.date, time(), tzinfo=UTC) + timedelta(hours=hours)


def telemetry(sample: Sample, prices: PriceList) -> Iterator[list[RawBatch]]:
    """The raw batches of each of its days, oldest first; what would arrive after `now` is left out."""
    today = sample.now.date()
    for days_ago in reversed(range(sample.days)):
        day = Day(today - timedelta(days=days_ago), days_ago)
        batches = [batch for one in (*_of_people(sample, day, prices), *_of_ci(sample, day, prices)) for batch in one]
        yield sorted((one for one in batches if one.received_at <= sample.now), key=lambda one: one.received_at)


def _of_people(sample: Sample, day: Day, prices: PriceList) -> Iterator[list[RawBatch]]:
    for number, person in enumerate(PEOPLE):
        if day.days_ago >= person.since:
            continue
        chance = _chance(sample, person.email, day)
        for _ in range(sessions_on(day.date, days_ago=day.days_ago, appetite=person.appetite, chance=chance)):
            start = day.at(min(21.5, max(6.5, chance.gauss(12.5, 2.8))))
            version = client_version(day.days_ago, lag=number % 12)
            manner = _manner(person, day, chance)
            session = work(str(new_uuid(chance)), start, version, manner, prices=prices, chance=chance)
            yield _exports(sample, person, session, chance)
        if person is RUNAWAY and day.days_ago == RUNAWAY_DAYS_AGO:
            version = client_version(day.days_ago, lag=0)
            session = work(str(new_uuid(chance)), day.at(18.2), version, _RUNAWAY, prices=prices, chance=chance)
            yield _exports(sample, person, session, chance)


def _of_ci(sample: Sample, day: Day, prices: PriceList) -> Iterator[list[RawBatch]]:
    """Reviews in the build pipeline: they name no person, and the small model of the company's gateway has no price."""
    chance = _chance(sample, "ci", day)
    runner = {"user.id": f"{_seeded(sample.seed).getrandbits(256):064x}", "terminal.type": "non-interactive"}
    resource = {"service.name": "claude-code", "os.type": "linux", "pipeline": "pull-request"}
    sender = Sender(resource, runner, _arrival(sample, sample.ci))
    for _ in range(sessions_on(day.date, days_ago=day.days_ago, appetite=_CI_SESSIONS, chance=chance)):
        model = UNKNOWN_TO_PRICE_LISTS if chance.random() < 0.12 else SONNET
        manner = Manner(model, prompts=1, requests=6, pause=5.0, main="sdk", extras=False)
        start, version = day.at(chance.uniform(7, 20)), client_version(day.days_ago, lag=3)
        session = work(str(new_uuid(chance)), start, version, manner, prices=prices, chance=chance)
        writing = Writing(sender, session, chance)
        yield [*writing.events(), writing.metrics()]


def _manner(person: Person, day: Day, chance: Random) -> Manner:
    if person.works != "code":
        return Manner(SONNET, prompts=chance.randint(1, 4), requests=3, pause=90.0, extras=False)
    large = chance.random() < person.opus
    model = large_model(day.days_ago, chance) if large else HAIKU if chance.random() < 0.12 else SONNET
    effort = chance.choice(("medium", "high", "high", None)) if large else None
    speed = "fast" if large and chance.random() < 0.06 else "normal"
    return Manner(model, prompts=chance.randint(1, 6), requests=4, pause=240.0, effort=effort, speed=speed)


def _exports(sample: Sample, person: Person, session: WorkSession, chance: Random) -> list[RawBatch]:
    """What this person's client sends of a session: most send events and metrics, some only one signal."""
    writing = Writing(_sender(sample, person, chance), session, chance)
    if person.works == "office":
        return [writing.spans()]
    if person.works == "cowork":
        return writing.events(request_ids=False)
    if person is METRICS_ONLY:
        return [writing.metrics()]
    return [*writing.events(), writing.metrics()]


def _sender(sample: Sample, person: Person, chance: Random) -> Sender:
    account = _seeded(sample.seed, person.email)
    identity = {
        "user.id": f"{account.getrandbits(256):064x}",
        "user.account_uuid": str(new_uuid(account)),
        "organization.id": str(new_uuid(_seeded(sample.seed))),
        "user.email": person.email,
    }
    if person.works == "cowork" and chance.random() < 0.6:
        del identity["user.email"]  # Cowork often names the account alone; links find the person
    service = {"code": "claude-code", "cowork": "cowork", "office": "office-agent"}[person.works]
    resource = {"service.name": service, "os.type": account.choice(("darwin", "darwin", "linux", "windows"))}
    if person.team and person.team.declares:
        resource |= {"team": person.team.name, "cost_center": person.team.cost_centre, "project": person.team.project}
    if person.works == "code":
        identity["terminal.type"] = account.choice(("vscode", "Apple_Terminal", "cursor", "xterm-256color", "ghostty"))
    return Sender(resource, identity, _arrival(sample, sample.team))


def _arrival(sample: Sample, channel: Channel) -> RawBatch:
    return RawBatch(
        organization_id=sample.organization_id,
        connection_id=channel.connection_id,
        batch_id=channel.connection_id,
        received_at=sample.now,
        signal=Signal.LOGS,
        encoding=Encoding.JSON,
        content_encoding=None,
        key_id=channel.key_id,
        key_prefix=channel.key_prefix,
        user_agent=None,
        body=b"",
    )


def _chance(sample: Sample, whose: str, day: Day) -> Random:
    return _seeded(sample.seed, whose, day.days_ago)


def _seeded(*parts: object) -> Random:
    """The same chance each time for the same parts."""
    return Random(" ".join(map(str, parts)))  # noqa: S311 - invented work needs no secret chance
