"""The list against what real clients reported for the same requests."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from stackspend.pricing import Consumption, ListCost, Unpriced
from tests.pricing.example import LIST

CAPTURED = [
    json.loads(line)
    for line in Path(__file__).with_name("captured").joinpath("api_requests.jsonl").read_text().splitlines()
]
# Doubles on the wire: the client's sums are off in the last binary digit.
FLOAT_NOISE = Decimal("1e-12")


def consumed(event: dict[str, Any], **more: Any) -> Consumption:
    stated = {
        kind: event.get(f"{kind}_tokens")
        for kind in ("input", "output", "cache_read", "cache_creation", "cache_creation_5m", "cache_creation_1h")
    }
    return Consumption(**{**stated, "speed": event.get("speed"), **more})


def instant(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(event["event.timestamp"])


def list_cost(event: dict[str, Any], **more: Any) -> ListCost | Unpriced:
    return LIST.list_cost(event["model"], instant(event), consumed(event, **more))


def drift(event: dict[str, Any], **more: Any) -> Decimal:
    cost = list_cost(event, **more)
    assert isinstance(cost, ListCost)
    return Decimal(event["cost_usd"]) / cost.amount


def is_close(event: dict[str, Any], cost: ListCost | Unpriced) -> bool:
    return isinstance(cost, ListCost) and abs(Decimal(event["cost_usd"]) - cost.amount) < FLOAT_NOISE


WRONG_TABLE = {"claude-sonnet-5", "my-company-model-x"}
PLAIN = [event for event in CAPTURED if "answered" not in event and event["model"] not in WRONG_TABLE]
TOLD_MORE = [event for event in CAPTURED if "answered" in event]


@pytest.mark.parametrize("event", PLAIN, ids=lambda event: f"{event['service.version']} {event['model']}")
def test_list_cost_equals_what_the_client_reported(event: dict[str, Any]) -> None:
    assert is_close(event, list_cost(event))


@pytest.mark.parametrize("event", TOLD_MORE, ids=lambda event: f"{event['service.version']} {event['answered']}")
def test_what_the_event_does_not_tell_explains_the_whole_difference(event: dict[str, Any]) -> None:
    assert not is_close(event, list_cost(event))
    assert is_close(event, list_cost(event, **event["answered"]))


def test_client_2_1_197_books_sonnet_5_at_one_and_a_half_times_its_price() -> None:
    events = [event for event in CAPTURED if event["model"] == "claude-sonnet-5"]
    assert {(event["service.version"], round(drift(event), 9)) for event in events} == {("2.1.197", Decimal("1.5"))}


def test_a_model_that_only_the_gateway_knows_is_unpriced_though_the_client_invents_a_cost() -> None:
    events = [event for event in CAPTURED if event["model"] == "my-company-model-x"]
    assert events
    assert all(isinstance(list_cost(event), Unpriced) and Decimal(event["cost_usd"]) > 0 for event in events)
