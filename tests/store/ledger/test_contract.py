"""What every ledger store must do, the fake included. Acme's telemetry is nobody else's."""

import json
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import msgspec
import pytest

from stackspend.ledger.line_item import LineItem, State
from stackspend.ledger.observation import Group
from stackspend.ledger.standing import Standing
from tests.captured import capture
from tests.ledger.deliver import ACME, CI, LAPTOPS, OTHER, arrived, booked_of, node
from tests.ledger.disorder import MISHAPS, disorder, lose
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import Body, logs, metric, metrics, point, record
from tests.store.ledger.backend import Backend, row_of_items

ALICE = {"session.id": "s-1", "user.email": "Alice@Example.com", "model": "claude-sonnet-4-5"}
STRANGE = "it's \"quoted\" \\ back\n\ttab, é, 漢字, {x:String}, \x00, ' OR 1 = 1 --"


def event(request: str, cost: float = 0.25, seconds: float = 5, **stated: str | int) -> Body:
    return logs([record("api_request", seconds, **(ALICE | stated), cost_usd=cost, request_id=request)])


def seen(cost: float, end: float = 60) -> Body:
    return metrics([metric("cost.usage", [point(cost, 0, end, **ALICE)])])


def test_what_was_booked_can_be_read(backend: Backend) -> None:
    node(backend.store).book(arrived([event("req-1"), seen(0.75)]))
    assert backend.booked(ACME) == row_of_items(booked_of(event("req-1"), seen(0.75)))


def test_batches_that_are_appended_twice_count_once(backend: Backend) -> None:
    batches = arrived([event("req-1"), event("req-2"), seen(0.75)])
    for again in (node(backend.store), node(backend.store)):
        again.book(batches)
        again.book(batches)
    assert backend.booked(ACME) == row_of_items(booked_of(event("req-1"), event("req-2"), seen(0.75)))


def test_the_order_of_batches_does_not_matter(backend: Backend) -> None:
    batches = arrived([event("req-1"), seen(0.75), event("req-2"), seen(2, end=120)])
    one = node(backend.store)
    for batch in reversed(batches):
        one.book([batch])
    ledger = MemoryLedger()
    node(ledger).book(batches)
    assert backend.booked(ACME) == row_of_items(ledger.line_items(ACME))


@pytest.mark.parametrize("seed", range(2))
def test_a_session_that_two_nodes_receive_in_disorder_is_booked_alike_by_every_store(
    backend: Backend, seed: int
) -> None:
    chance = Random(seed)
    bodies = [json.loads(export.unpacked()) for export in capture("i_resume").exports]
    batches = arrived(disorder(lose(bodies, list(MISHAPS)[seed + 1], chance), chance))
    fake = MemoryLedger()
    for store in (backend.store, fake):
        nodes = node(store), node(store)
        for n in range(0, len(batches), 12):
            nodes[n // 12 % 2].book(batches[n : n + 12])
    assert backend.booked(ACME) == row_of_items(fake.line_items(ACME))


@pytest.mark.parametrize("mishap", ["nothing is lost", "some logs are lost", "no metrics arrive"])
def test_a_store_says_where_a_group_stands_as_the_domain_does(backend: Backend, mishap: str) -> None:
    chance = Random(mishap)
    bodies = [json.loads(export.unpacked()) for export in capture("i_long_session_cumulative").exports]
    batches = arrived(disorder(lose(bodies, mishap, chance), chance))
    fake = MemoryLedger()
    for store in (backend.store, fake):
        node(store).book(batches)
    new = {batch.batch_id for batch in batches[::3]}
    groups = {seen.group for seen in fake.sightings(ACME)}
    assert _plain(backend.store.standings(ACME, groups, new)) == _plain(fake.standings(ACME, groups, new))
    accounted = [one.accounted for one in fake.standings(ACME, groups, new).values()]
    assert all(accounted) == (mishap != "some logs are lost")


@pytest.mark.parametrize(
    ("bodies", "undisputed"),
    [
        pytest.param([event("req-1"), event("req-2")], True, id="events that state their costs"),
        pytest.param([event("req-1"), event("req-1")], False, id="an event that came twice"),
        pytest.param([event("req-1"), seen(0.25)], False, id="an event and a metric"),
        pytest.param([logs([record("api_request", 5, **ALICE, request_id="r")])], False, id="an event without a cost"),
    ],
)
def test_a_group_is_undisputed_only_if_its_events_alone_say_what_is_booked(
    backend: Backend, bodies: list[Body], undisputed: bool
) -> None:
    group, unknown = Group("s-1", "claude-sonnet-4-5"), Group("s-9", "claude-sonnet-4-5")
    node(backend.store).book(arrived([event("req-9", session__id="s-2"), *bodies]))
    assert (group in backend.store.undisputed(ACME, [group, unknown])) is undisputed
    assert group not in backend.store.undisputed(OTHER, []) | backend.store.undisputed(ACME, [])


def test_what_repeats_itself_on_another_day_is_booked_on_its_first(backend: Backend) -> None:
    undated = logs([record("api_request", 5, **ALICE, cost_usd=0.25, request_id="req-1") | {"timeUnixNano": "0"}])
    bookkeeper = node(backend.store)
    for batch in arrived([undated]) + arrived([undated], first=100_000):
        bookkeeper.book([batch], again=False)
    assert [row.reported_cost for row in backend.booked(ACME)] == [Decimal("0.25")]


def _plain(standings: Mapping[Group, Standing]) -> dict[Group, Standing]:
    """Without digests, which are equal only within one store."""
    return {group: msgspec.structs.replace(one, digest=0, older_digest=0) for group, one in standings.items()}


def test_of_a_group_the_digest_tells_whether_anything_arrived_since(backend: Backend) -> None:
    first, second = arrived([event("req-1"), event("req-2")])
    group = Group("s-1", "claude-sonnet-4-5")
    node(backend.store).book([first])
    before = backend.store.standings(ACME, [group], {first.batch_id})[group]
    node(backend.store).book([second])
    after = backend.store.standings(ACME, [group], {second.batch_id})[group]
    assert after.older_digest == before.digest != after.digest


def test_a_statement_that_came_earlier_by_another_way_is_old_though_it_arrives_first_now(backend: Backend) -> None:
    (early,), (late,) = (arrived([event("req-1")], connection_id=c, first=n) for c, n in ((LAPTOPS, 0), (CI, 1)))
    group = Group("s-1", "claude-sonnet-4-5")
    node(backend.store).book([late])
    node(backend.store).book([early])
    standing = backend.store.standings(ACME, [group], {early.batch_id})[group]
    assert (standing.known, standing.older, standing.repeated) == (1, 1, frozenset())


def line_item(version: int, cost: str, state: State = State.BOOKED) -> LineItem:
    """The line item of one event in some version."""
    (item,) = booked_of(event("req-1"))
    usage = msgspec.structs.replace(item.usage, cost=Decimal(cost))
    return msgspec.structs.replace(item, version=version, state=state, usage=usage)


@pytest.mark.parametrize("versions", [(1, 2), (2, 1)], ids=["written last", "written first"])
def test_of_one_line_item_the_highest_version_holds(backend: Backend, versions: tuple[int, int]) -> None:
    for version in versions:
        backend.store.book([line_item(version, f"0.{version}")])
    assert [str(row.reported_cost) for row in backend.booked(ACME)] == ["0.2"]


def test_a_superseded_line_item_counts_no_more(backend: Backend) -> None:
    backend.store.book([line_item(1, "0.25")])
    backend.store.book([line_item(2, "0", State.SUPERSEDED)])
    assert backend.booked(ACME) == []


def test_of_one_event_the_first_arrival_is_booked_whichever_is_booked_first(backend: Backend) -> None:
    early, late = (
        arrived([event("req-1")], connection_id=connection, first=first)
        for connection, first in ((LAPTOPS, 0), (CI, 1))
    )
    node(backend.store).book(late)
    node(backend.store).book(early)
    assert [row.connection_id for row in backend.booked(ACME)] == [LAPTOPS]


def test_observations_are_answered_once_each_with_their_first_arrival(backend: Backend) -> None:
    batches = arrived([event("req-1"), event("req-1"), event("req-2")])
    node(backend.store).book(batches)
    ((group, found),) = backend.store.observations_of(ACME, [Group("s-1", "claude-sonnet-4-5")]).items()
    assert group == Group("s-1", "claude-sonnet-4-5")
    assert {one.sighting.batch_id for one in found} == {batches[0].batch_id, batches[2].batch_id}


def test_observations_of_other_groups_and_organizations_are_not_answered(backend: Backend) -> None:
    node(backend.store).book(arrived([event("req-1"), event("req-2", model="claude-opus-4-6")]))
    assert backend.store.observations_of(ACME, [Group("s-1", "another model")]) == {}
    assert backend.store.observations_of(OTHER, [Group("s-1", "claude-sonnet-4-5")]) == {}
    assert backend.store.observations_of(ACME, []) == {}


def test_names_may_hold_anything(backend: Backend) -> None:
    strange: dict[str, Any] = {"session.id": STRANGE, "model": STRANGE[:40], "user.email": STRANGE + "@example.com"}
    bodies = event("req-1", **strange), event("req-2", **strange)
    for batch in arrived(bodies):
        node(backend.store).book([batch])
    assert backend.booked(ACME) == row_of_items(booked_of(*bodies))
    assert {row.session_id for row in backend.booked(ACME)} == {STRANGE}


AMOUNTS = [0.0, 1e-24, 1.5e-7, 0.1 + 0.2, 0.014004250000000001, 123456.789, 999_999.75]


def test_an_amount_is_kept_to_its_last_digit(backend: Backend) -> None:
    node(backend.store).book(arrived([event(f"req-{cost}", cost=cost) for cost in AMOUNTS]))
    kept = sorted(row.reported_cost for row in backend.booked(ACME) if row.reported_cost is not None)
    assert kept == sorted(Decimal(repr(cost)) for cost in AMOUNTS)


def test_token_counts_are_kept_up_to_the_largest_that_is_read(backend: Backend) -> None:
    node(backend.store).book(arrived([event("req-1", input_tokens=10**12 - 1, output_tokens=0)]))
    assert [row.tokens for row in backend.booked(ACME)] == [(10**12 - 1, 0, None, None)]


def test_usage_of_any_day_is_kept_at_its_time(backend: Backend) -> None:
    bodies = [event(f"req-{n}", seconds=n) for n in (-1_700_000_000.0, -86_400 * 365, 0.001, 3_600)]
    node(backend.store).book(arrived(bodies))
    assert backend.booked(ACME) == row_of_items(booked_of(*bodies))


def test_two_organizations_with_the_same_telemetry_each_have_their_own(backend: Backend) -> None:
    for organization in (ACME, OTHER):
        node(backend.store).book(arrived([event("req-1")], organization_id=organization))
    assert len(backend.booked(ACME)) == len(backend.booked(OTHER)) == 1
    assert {row.id for row in backend.booked(ACME)}.isdisjoint(row.id for row in backend.booked(OTHER))


def test_one_append_may_hold_many_months(backend: Backend) -> None:
    months = [event(f"req-{n}", seconds=-n * 31 * 86_400.0) for n in range(101)]
    node(backend.store).book(arrived(months))
    assert len(backend.booked(ACME)) == 101
