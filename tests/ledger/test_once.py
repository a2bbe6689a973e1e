"""Rule 1: every dollar and every token once, whichever signals carried it. The oracle is `model`, not the product."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.ledger.observation import Evidence
from tests.ledger.deliver import CI, LAPTOPS, arrived, booked, booked_of
from tests.ledger.disorder import MISHAPS, lose
from tests.ledger.generated import Session, collection_times, costless_requests, exports, sessions
from tests.ledger.model import KINDS, QUANTITIES, sides
from tests.ledger.sums import difference, summed
from tests.ledger.telemetry import Body, logs, metric, metrics, nanoseconds, point, record

mishaps = st.sampled_from(list(MISHAPS))
chances = st.randoms(use_true_random=False)
ZERO = Decimal(0)


@given(sessions(costless_requests), mishaps, chances)
def test_per_session_and_model_the_larger_of_events_and_metrics_is_booked(
    found: list[Session], mishap: str, chance: Random
) -> None:
    bodies = lose(exports(found), mishap, chance)
    assert difference(booked_of(*bodies), bodies) == {}


@given(sessions(costless_requests), mishaps, chances)
def test_no_amount_is_ever_negative(found: list[Session], mishap: str, chance: Random) -> None:
    items = booked_of(*lose(exports(found), mishap, chance))
    assert all((getattr(item.usage, quantity) or 0) >= 0 for item in items for quantity in QUANTITIES)


@given(sessions(), mishaps, chances)
def test_metric_only_items_sum_exactly_to_what_metrics_saw_beyond_the_events(
    found: list[Session], mishap: str, chance: Random
) -> None:
    bodies = lose(exports(found), mishap, chance)
    metric_only = [item for item in booked_of(*bodies) if item.evidence is Evidence.METRIC]
    totals = summed(metric_only)
    assert all(totals[key].get("cost", ZERO) == found.excess for key, found in sides(bodies).items())


@given(sessions(), mishaps, chances)
def test_metric_only_items_lie_at_collections_that_saw_them(found: list[Session], mishap: str, chance: Random) -> None:
    items = booked_of(*lose(exports(found), mishap, chance))
    times = {item.usage_time for item in items if item.evidence is Evidence.METRIC}
    assert {round(time.timestamp() * 1000) * 1_000_000 for time in times} <= collection_times(found)


@given(sessions(), mishaps, chances)
def test_a_metric_only_item_takes_no_more_than_its_points_said(
    found: list[Session], mishap: str, chance: Random
) -> None:
    for item in booked_of(*lose(exports(found), mishap, chance)):
        for quantity in QUANTITIES:
            assert (getattr(item.usage, quantity) or 0) <= (getattr(item.stated, quantity) or 0)


@given(sessions(), mishaps, chances)
def test_an_event_that_states_its_cost_is_booked_as_it_is(found: list[Session], mishap: str, chance: Random) -> None:
    items = [item for item in booked_of(*lose(exports(found), mishap, chance)) if item.evidence is Evidence.EVENT]
    assert all(item.usage == item.stated for item in items)


@given(sessions())
def test_query_sources_are_in_one_vocabulary_whatever_the_signal_called_them(found: list[Session]) -> None:
    bodies = exports(found)
    words = {item.context.query_source for body in bodies for item in booked_of(body)}
    assert words <= {"main", "subagent", "auxiliary", None}


@given(sessions(costless_requests), mishaps, chances)
def test_the_same_telemetry_through_two_connections_is_booked_once_to_the_first(
    found: list[Session], mishap: str, chance: Random
) -> None:
    bodies = lose(exports(found), mishap, chance)
    first = arrived(bodies, connection_id=LAPTOPS)
    again = arrived(bodies, connection_id=CI, first=len(first))
    both = chance.sample(first + again, len(first + again))
    alone, together = booked(first), booked(both)
    assert summed(together) == summed(alone)
    assert {item.connection_id for item in together} <= {LAPTOPS}


WHO = {"session.id": "s-1", "user.email": "alice@example.com", "model": "claude-sonnet-4-5"}


def event(seconds: float, cost: float, **stated: str | int) -> Body:
    return logs([record("api_request", seconds, **WHO, cost_usd=cost, **stated)])


def cost_point(value: float, start: float, end: float, **stated: str) -> Body:
    return metrics([metric("cost.usage", [point(value, start, end, **(WHO | stated))])])


def test_one_request_seen_by_both_signals_costs_once() -> None:
    items = booked_of(event(5, 0.25, request_id="req-1"), cost_point(0.25, 0, 60))
    assert [item.usage.cost for item in items] == [Decimal("0.25")]


def test_what_only_the_metrics_saw_is_booked_at_their_collection_with_their_attributes() -> None:
    lost = {"query_source": "subagent", "skill.name": "greet"}
    items = booked_of(event(5, 0.25, request_id="req-1"), cost_point(0.25, 0, 60), cost_point(0.40, 60, 120, **lost))
    assert [(item.evidence, item.usage.cost) for item in items] == [
        (Evidence.EVENT, Decimal("0.25")),
        (Evidence.METRIC, Decimal("0.25") + Decimal("0.40") - Decimal("0.25")),
    ]
    assert items[1].usage_time.timestamp() * 10**9 == nanoseconds(120)
    assert (items[1].context.query_source, items[1].context.skill) == ("subagent", "greet")


def test_float_noise_in_a_metric_books_nothing() -> None:
    items = booked_of(event(5, 0.1), event(6, 0.2), cost_point(0.1 + 0.2, 0, 60))  # 0.30000000000000004
    assert sum(item.usage.cost or 0 for item in items) == Decimal("0.1") + Decimal("0.2")


def test_a_difference_beyond_the_tolerance_is_booked() -> None:
    items = booked_of(event(5, 0.25), cost_point(0.250000002, 0, 60))
    assert sum(item.usage.cost or 0 for item in items) == Decimal("0.250000002")


def test_the_long_context_suffix_of_a_metric_is_the_same_model() -> None:
    items = booked_of(event(5, 0.25), cost_point(0.25, 0, 60, model="claude-sonnet-4-5[1m]"))
    assert [item.usage.cost for item in items] == [Decimal("0.25")]


def test_a_sum_of_doubles_would_be_wrong_and_ours_is_exact() -> None:
    items = booked_of(*(event(n, 0.1, request_id=f"req-{n}") for n in range(10)))
    assert sum(item.usage.cost or 0 for item in items) == 10 * Decimal("0.1") != Decimal(sum([0.1] * 10))


def test_tokens_of_each_kind_follow_the_same_rule_by_themselves() -> None:
    tokens = [point(100, 0, 60, **WHO, type="input"), point(7, 0, 60, **WHO, type="output")]
    items = booked_of(event(5, 0.25, input_tokens=60, output_tokens=9), metrics([metric("token.usage", tokens)]))
    sums = {kind: sum(getattr(item.usage, kind) or 0 for item in items) for kind in KINDS}
    assert sums == {"input": max(60, 100), "output": max(9, 7), "cache_read": 0, "cache_creation": 0}


@pytest.mark.parametrize("lost", ["greet", None], ids=["the skill's", "the other's"])
def test_of_one_collection_the_excess_has_the_attributes_of_the_request_that_was_lost(lost: str | None) -> None:
    costs = {"greet": 0.25, None: 0.40}
    collected = [point(cost, 0, 60, **WHO, skill__name=skill, query_source="main") for skill, cost in costs.items()]
    arrived_skill = "greet" if lost is None else None
    stated = {"skill.name": arrived_skill, "query_source": "sdk", "request_id": "req-1"}
    told = logs([record("api_request", 5, **WHO, **stated, cost_usd=costs[arrived_skill])])
    items = booked_of(told, metrics([metric("cost.usage", collected)]))
    assert [(item.evidence, item.context.skill, item.usage.cost) for item in items] == [
        (Evidence.EVENT, arrived_skill, Decimal(repr(costs[arrived_skill]))),
        (Evidence.METRIC, lost, Decimal(repr(costs[lost]))),
    ]
