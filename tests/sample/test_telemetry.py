"""The invented company's telemetry: the same each time, readable by the real sources, and full of what pages show."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from heapq import nlargest
from uuid import UUID

import pytest

from stackspend.ingest.book import read
from stackspend.ledger.observation import Evidence, Observation
from stackspend.ledger.raw_batch import RawBatch
from stackspend.pricing import default_price_list
from stackspend.sample.cast import PEOPLE, RUNAWAY
from stackspend.sample.season import NEW_MODEL_DAYS_AGO, NEW_OPUS, RUNAWAY_DAYS_AGO, UNKNOWN_TO_PRICE_LISTS
from stackspend.sample.telemetry import Channel, Sample, telemetry

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
TEAM, CI = (Channel(UUID(int=n), UUID(int=n + 10), f"ss_live_{n}") for n in (1, 2))
ACME_SAMPLE = Sample(UUID(int=9), TEAM, CI, NOW, days=NEW_MODEL_DAYS_AGO + 5)


@pytest.fixture(scope="module")
def batches() -> list[RawBatch]:
    return [batch for day in telemetry(ACME_SAMPLE, default_price_list()) for batch in day]


@pytest.fixture(scope="module")
def observations(batches: list[RawBatch]) -> list[Observation]:
    return [seen for batch in batches for seen in read(batch).observations]


def test_it_is_the_same_each_time(batches: list[RawBatch]) -> None:
    again = [batch for day in telemetry(ACME_SAMPLE, default_price_list()) for batch in day]

    assert again == batches


def test_it_comes_in_the_order_of_arrival_and_nothing_from_the_future(batches: list[RawBatch]) -> None:
    arrivals = [batch.received_at for batch in batches]

    assert arrivals == sorted(arrivals)
    assert arrivals[-1] <= NOW


def test_every_record_can_be_read(batches: list[RawBatch]) -> None:
    assert [read(batch).set_aside for batch in batches if read(batch).set_aside] == []


def test_all_people_are_of_example_com(observations: list[Observation]) -> None:
    emails = {seen.who.email for seen in observations if seen.who.email}

    assert emails <= {person.email for person in PEOPLE}
    assert all(email.endswith("@example.com") for email in emails)


def test_all_signals_and_sources_are_there(observations: list[Observation]) -> None:
    assert {seen.evidence for seen in observations} == set(Evidence)
    assert {seen.source for seen in observations} == {"claude_code", "claude_cowork", "claude_office_agents"}


def test_a_new_model_comes_up_and_another_has_no_price(observations: list[Observation]) -> None:
    first = min(seen.time for seen in observations if seen.model == NEW_OPUS)

    assert first.date() >= (NOW - timedelta(days=NEW_MODEL_DAYS_AGO)).date()
    assert {seen.usage.cost for seen in observations if seen.model == UNKNOWN_TO_PRICE_LISTS} == {None}


def test_one_session_ran_away(observations: list[Observation]) -> None:
    events = [seen for seen in observations if seen.evidence is Evidence.EVENT and seen.usage.cost]
    costs: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for seen in events:
        costs[seen.session_id] += seen.usage.cost or 0
    session, second = nlargest(2, costs, key=lambda one: costs[one])

    began = min((seen for seen in events if seen.session_id == session), key=lambda seen: seen.time)
    assert began.who.email == RUNAWAY.email
    assert began.time.date() == (NOW - timedelta(days=RUNAWAY_DAYS_AGO)).date()
    assert costs[session] > 4 * costs[second]


def test_some_spend_names_nobody(observations: list[Observation]) -> None:
    assert any(seen.who.email is None and seen.who.account_uuid is None for seen in observations)
