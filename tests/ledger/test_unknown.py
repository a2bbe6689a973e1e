"""Rule 4: unknown is not zero."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stackspend.ledger.observation import Evidence
from tests.ledger.deliver import booked_of
from tests.ledger.generated import Session, costless_requests, exports, sessions
from tests.ledger.model import sides
from tests.ledger.telemetry import CLAUDE_CODE, Body, logs, metric, metrics, point, record

SESSION = {"session.id": "s-1", "user.id": "ci"}
SONNET, UNKNOWN = "claude-sonnet-4-5", "my-company-model-x"
TOKENS = {"input_tokens": 1_000, "output_tokens": 100, "cache_read_tokens": 0, "cache_creation_tokens": 0}


def costless(model: str, seconds: float = 5, **stated: int) -> Body:
    return record("api_request", seconds, **SESSION, model=model, **(TOKENS | stated))


def test_an_event_without_cost_of_an_unknown_model_is_unpriced_and_keeps_its_tokens() -> None:
    (item,) = booked_of(logs([costless(UNKNOWN)]))
    assert (item.usage.cost, item.list_cost, item.usage.input, item.usage.output) == (None, None, 1_000, 100)
    assert item.unpriced is not None
    assert UNKNOWN in item.unpriced


def test_an_event_without_cost_of_a_known_model_has_a_list_cost_and_no_reported_one() -> None:
    (item,) = booked_of(logs([costless(SONNET)]))
    assert item.usage.cost is None
    assert item.list_cost == (1_000 * Decimal(3) + 100 * Decimal(15)) / 1_000_000


def test_a_cost_of_zero_is_known() -> None:
    (item,) = booked_of(logs([record("api_request", 5, **SESSION, model=UNKNOWN, cost_usd=0, **TOKENS)]))
    assert item.usage.cost == 0


def test_a_token_kind_that_nobody_stated_is_unknown() -> None:
    (item,) = booked_of(logs([record("api_request", 5, **SESSION, model=SONNET, cost_usd=1, input_tokens=7)]))
    assert (item.usage.input, item.usage.output) == (7, None)


def test_an_event_without_cost_takes_what_the_metrics_saw_and_nothing_is_booked_twice() -> None:
    seen = metrics([metric("cost.usage", [point(0.75, 0, 60, **SESSION, model=SONNET)])])
    items = booked_of(logs([costless(SONNET, 5), costless(SONNET, 6, input_tokens=1_000)]), seen)
    assert [(item.evidence, item.usage.cost) for item in items] == [(Evidence.EVENT, Decimal("0.75") / 2)] * 2
    assert all(item.cost_from_metrics for item in items)


def test_list_cost_is_at_the_prices_of_the_day_of_use() -> None:
    read = {"input_tokens": 0, "output_tokens": 0, "cache_read_tokens": 1_000_000}
    before, after = -40 * 86_400.0, 0.0  # cache reads of Sonnet 5.5 became cheaper on 2026-10-07
    items = booked_of(
        logs([costless("claude-sonnet-5-5", before, **read), costless("claude-sonnet-5-5", after, **read)])
    )
    assert [item.list_cost for item in items] == [Decimal("0.20"), Decimal("0.10")]


@given(sessions(costless_requests))
def test_what_nobody_priced_is_none_and_is_counted_once_for_each_request(found: list[Session]) -> None:
    only_events = [body for body in exports(found) if "resourceLogs" in body]
    items = booked_of(*only_events)
    unknown = [item for item in items if item.usage.cost is None]
    assert len(unknown) == sum(side.costless_events for side in sides(only_events).values())
    assert all((item.list_cost is None) == (item.model == UNKNOWN) for item in unknown)


@given(sessions(costless_requests), st.sampled_from(["resourceLogs", "resourceMetrics"]))
def test_a_known_cost_is_never_lost_to_an_unknown_one(found: list[Session], kept: str) -> None:
    bodies = [body for body in exports(found) if kept in body]
    known = sum((item.usage.cost for item in booked_of(*bodies) if item.usage.cost is not None), Decimal(0))
    assert known == sum((side.booked.get("cost", Decimal(0)) for side in sides(bodies).values()), Decimal(0))


def test_usage_without_a_model_is_kept_and_says_that_it_has_none() -> None:
    (item,) = booked_of(logs([record("api_request", 5, **SESSION, **TOKENS)], CLAUDE_CODE))
    assert (item.model, item.usage.input) == (None, 1_000)
    assert item.unpriced == "The client did not name a model."
