from decimal import Decimal
from typing import Any

import pytest

from stackspend.pricing import Consumption, explain_difference, read_overrides
from tests.pricing.example import LIST, NOVEMBER, priced, request
from tests.pricing.test_captured import CAPTURED, consumed, instant

USED = request(cache_read=40_000, cache_creation=3_000)


def cause(reported: Decimal, consumption: Consumption = USED, model: str = "claude-opus-5-5") -> str:
    return explain_difference(LIST, model, NOVEMBER, consumption, reported=reported).cause


@pytest.mark.parametrize("event", CAPTURED, ids=lambda event: f"{event['service.version']} {event['model']}")
def test_the_difference_of_every_captured_request_is_explained(event: dict[str, Any]) -> None:
    reported = Decimal(event["cost_usd"])
    found = explain_difference(LIST, event["model"], instant(event), consumed(event), reported=reported)
    answered = event.get("answered", {})
    if event["model"] in {"claude-sonnet-5", "my-company-model-x"}:
        assert found.cause == "other_model"
    elif answered.get("speed") == "fast":
        assert found.cause == "fast_mode"
    elif answered.get("web_searches"):
        assert (found.cause, found.sentence) == (
            "web_search",
            f"The client booked {answered['web_searches']} web searches.",
        )
    else:
        assert found.cause == ("one_hour_writes" if answered else "equal")


def test_float_noise_is_no_difference() -> None:
    assert cause(priced("claude-opus-5-5", USED).amount + Decimal("1e-15")) == "equal"


def test_a_surcharge_that_the_event_does_not_tell() -> None:
    assert (
        cause(priced("claude-opus-5-5", request(cache_read=40_000, cache_creation=3_000, region="us")).amount)
        == "us_region"
    )


def test_a_cost_without_the_tokens_of_the_cache() -> None:
    assert cause(priced("claude-opus-5-5", request()).amount) == "cache_left_out"


def test_the_rates_of_another_model_are_named() -> None:
    found = explain_difference(
        LIST, "claude-haiku-4-5", NOVEMBER, USED, reported=priced("claude-sonnet-4-5", USED).amount
    )
    assert found.sentence == "The client used the rates of claude-sonnet-4-6 for claude-haiku-4-5."
    assert found.usd == priced("claude-sonnet-4-5", USED).amount - priced("claude-haiku-4-5", USED).amount


def test_without_a_list_cost_the_difference_is_not_a_number() -> None:
    found = explain_difference(LIST, "nobody-knows", NOVEMBER, USED, reported=Decimal(1))
    assert (found.cause, found.usd) == ("unexplained", None)


@pytest.mark.parametrize("model", ["claude-opus-5-5", "claude-3-haiku"], ids=["with", "without a price of searches"])
def test_what_nothing_explains_is_said_to_be_unexplained(model: str) -> None:
    assert cause(Decimal("123.456789"), model=model) == "unexplained"


def test_free_searches_explain_nothing() -> None:
    free = LIST.with_overrides(read_overrides([{"model": "*", "discount_percent": 100}]))
    found = explain_difference(free, "claude-opus-5-5", NOVEMBER, USED, reported=Decimal(1))
    assert found.cause == "unexplained"
