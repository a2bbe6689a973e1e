"""People and sessions: their amounts are those of every other question, and they say how they are known."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from stackspend.ingest.book import Bookkeeper
from stackspend.pricing import default_price_list
from stackspend.reports.people import MOST_PEOPLE, report_person
from stackspend.reports.question import NO_FILTERS, Among, Dimension, Filters, Period, Perspective
from stackspend.reports.sessions import MOST_SESSIONS, SessionOrder, SessionRow, report_session
from stackspend.sample.cast import PEOPLE, mapping_rules
from stackspend.sample.telemetry import Channel, Sample, telemetry
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 1), NOON.date())
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
