"""People and sessions: their amounts are those of every other question, and they say how they are known."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

import msgspec
import pytest

from stackspend.ingest.book import Bookkeeper
from stackspend.pricing import default_price_list
from stackspend.reports.people import MOST_PEOPLE, PersonRow, report_person
from stackspend.reports.question import NO_FILTERS, Among, Dimension, Filters, Period, Perspective
from stackspend.reports.sessions import MOST_SESSIONS, SessionOrder, SessionRow, report_session
from stackspend.sample.cast import PEOPLE, mapping_rules
from stackspend.sample.telemetry import Channel, Sample, telemetry
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.roll_up import SpendDays
from tests.ledger.deliver import arrived, node
from tests.ledger.telemetry import logs, record

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 1), NOON.date())
A_DAY = 86_400
ACME, RIVAL = UUID(int=1), UUID(int=2)
CHANNEL = Channel(UUID(int=3), UUID(int=4), "ss_live_Ab3x")
BY_RULES = Perspective(rules=tuple(mapping_rules()))


@pytest.fixture
def sampled(database: LedgerDatabase) -> LedgerReader:
    """Three days of the sample, which Acme received."""
    prices = default_price_list()
    bookkeeper = Bookkeeper(Ledger(database), lambda _: prices)
    for batches in telemetry(Sample(ACME, CHANNEL, CHANNEL, NOON, days=3), prices):
        bookkeeper.book(batches)
    return LedgerReader(database)


def sessions(ledger: LedgerReader, filters: Filters = NO_FILTERS, organization_id: UUID = ACME) -> list[SessionRow]:
    return ledger.sessions.sessions(
        organization_id, PERIOD, filters=filters, perspective=BY_RULES, order=SessionOrder.COST, most=MOST_SESSIONS
    )


def amounts(ledger: LedgerReader, by: Dimension) -> dict[str | None, Decimal | None]:
    rows = ledger.rollups.breakdown(ACME, PERIOD, (by,), by_day=False, most=10_000, perspective=BY_RULES)
    return {row.names[0]: row.net_amount_usd for row in rows}


def test_people_and_sessions_add_up_as_everything_else_does(sampled: LedgerReader) -> None:
    people = sampled.people.people(ACME, PERIOD, filters=NO_FILTERS, perspective=BY_RULES, most=MOST_PEOPLE)

    assert {one.name: _decimal(one.net_amount_usd) for one in people} == amounts(sampled, Dimension.USER)
    assert {one.session_id: _decimal(one.net_amount_usd) for one in sessions(sampled)} == amounts(
        sampled, Dimension.SESSION
    )


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(NO_FILTERS, id="everything"),
        pytest.param(Filters(model="claude-haiku-4-5"), id="a model"),
        pytest.param(Filters(among=(Among(Dimension.SKILL, ("pdf", None)),)), id="skills, which sessions do not tell"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland"])
def test_rolled_up_days_answer_what_their_line_items_do(
    sampled: LedgerReader, database: LedgerDatabase, filters: Filters, zone: str
) -> None:
    period = msgspec.structs.replace(PERIOD, zone=zone)

    def ask() -> tuple[list[PersonRow], *tuple[list[SessionRow], ...]]:
        people = sampled.people.people(ACME, period, filters=filters, perspective=BY_RULES, most=MOST_PEOPLE)
        lists = (
            sampled.sessions.sessions(ACME, period, filters=filters, perspective=BY_RULES, order=order, most=20)
            for order in SessionOrder
        )
        return people, *lists

    singly = ask()
    days = SpendDays(database, partial(dict, {ACME: zone}))
    days.roll_up(days.at_rest(quiet_seconds=0, most=2))  # the third day is not at rest

    assert ask() == singly
    assert singly[0]


def test_people_say_how_they_and_their_teams_are_known(sampled: LedgerReader) -> None:
    people = sampled.people.people(ACME, PERIOD, filters=NO_FILTERS, perspective=BY_RULES, most=MOST_PEOPLE)
    known = {one.name: (one.attribution, one.team, one.team_attribution) for one in people}

    assert known["amara.okafor@example.com"] == ("stated", "Platform", "declared")
    assert known["elif.demir@example.com"] == ("stated", "Payments", "mapped")
    assert known["rosa.jensen@example.com"][0] == "linked"  # by the trace of her Office agents
    assert known["olga.novak@example.com"] == ("stated", None, "none")


def test_one_person_has_the_activity_of_the_same_days(sampled: LedgerReader) -> None:
    name = "Amara.Okafor@example.com"
    person = report_person(sampled.people, sampled.activity, ACME, PERIOD, name, perspective=BY_RULES)

    assert person.usage is not None
    assert person.usage.name == PEOPLE[0].email
    assert person.usage.sessions == int(person.activity.totals["session_count"])


def test_a_session_is_told_request_by_request(sampled: LedgerReader) -> None:
    [dearest, *_] = sessions(sampled)
    found = report_session(
        sampled.sessions,
        sampled.line_items,
        sampled.activity,
        ACME,
        dearest.session_id,
        user=None,
        perspective=BY_RULES,
    )

    assert found is not None
    assert found.session == dearest
    assert found.is_whole
    assert len(found.line_items) == dearest.line_items
    assert sum(Decimal(item.net_amount_usd or 0) for item in found.line_items) == Decimal(dearest.net_amount_usd or 0)
    assert [item.usage_time for item in found.line_items] == sorted(item.usage_time for item in found.line_items)


def test_a_session_is_found_on_days_that_are_summed_up_and_on_others(database: LedgerDatabase) -> None:
    requests = [
        record("api_request", seconds, session__id="s-1", model="claude-haiku-4-5", cost_usd=0.25)
        for seconds in (5, 5 + A_DAY)
    ]
    node(Ledger(database)).book(arrived([logs(requests)], organization_id=ACME))
    days = SpendDays(database)
    always, of_it = Period(date(1970, 1, 1), date(2199, 12, 31)), Filters(session="s-1")

    def found() -> list[SessionRow]:
        return LedgerReader(database).sessions.sessions(
            ACME, always, filters=of_it, perspective=BY_RULES, order=SessionOrder.COST, most=2
        )

    singly = found()
    assert [one.net_amount_usd for one in singly] == ["0.5"]
    for _ in range(2):  # the later day first, then both
        days.roll_up(days.at_rest(quiet_seconds=0, most=1))
        assert found() == singly


def test_a_session_of_somebody_else_does_not_exist(sampled: LedgerReader) -> None:
    [dearest, *_] = sessions(sampled)

    for organization_id, user in ((ACME, "nobody@example.com"), (RIVAL, None)):
        asked = (sampled.sessions, sampled.line_items, sampled.activity, organization_id, dearest.session_id)
        assert report_session(*asked, user=user, perspective=BY_RULES) is None
    assert sessions(sampled, organization_id=RIVAL) == []


def test_filters_narrow_to_one_of_their_values_and_to_none(sampled: LedgerReader) -> None:
    teams = Filters(among=(Among(Dimension.TEAM, ("Data", None)),))

    assert {one.team for one in sessions(sampled, teams)} == {"Data", None}
    people = Filters(among=(Among(Dimension.USER, ("AMARA.okafor@example.com",)),))
    assert {one.user for one in sessions(sampled, people)} == {"amara.okafor@example.com"}


def _decimal(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)
