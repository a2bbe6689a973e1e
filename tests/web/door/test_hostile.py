"""Values that no client should send are answered, set aside and visible; what comes after them is booked in time."""

import json
import time
import uuid
from typing import Any

import pytest

from tests.ledger.telemetry import Body, Value, logs, metric, metrics, point, record
from tests.running import RunningServer
from tests.web.door.booked import EVER, everything
from tests.web.door.organizations import new_organization
from tests.web.door.sending import ask, authorized, await_booked


@pytest.fixture(scope="module")
def rival(server: RunningServer) -> RunningServer:
    return new_organization(server, "Hostile")


def request(**stated: Value) -> Body:
    usual: dict[str, Value | None] = {"model": "m", "session__id": uuid.uuid4().hex, "cost_usd": 0.25}
    return record("api_request", 0, **(usual | stated))


def written(body: Body) -> bytes:
    return json.dumps(body).encode()


COST = b'"cost_usd","value":{"doubleValue":0.25}'


@pytest.mark.parametrize(
    ("signal", "body"),
    [
        pytest.param("logs", written(logs([request(cost_usd="NaN")])), id="NaN"),
        pytest.param("logs", written(logs([request(cost_usd="-Infinity")])), id="minus infinity"),
        pytest.param("logs", written(logs([request(cost_usd=-0.01)])), id="a negative cost"),
        pytest.param("logs", written(logs([request(cost_usd=1e300)])), id="a huge cost"),
        pytest.param("logs", written(logs([request(cost_usd="0e999999")])), id="a zero with an exponent"),
        pytest.param("logs", written(logs([request(input_tokens="1e30")])), id="1e30 tokens"),
        pytest.param("logs", written(logs([request() | {"timeUnixNano": "0"}])), id="time 0"),
        pytest.param("logs", written(logs([request() | {"timeUnixNano": str(2**64)}])), id="time beyond 2^64"),
        pytest.param("logs", written(logs([request() | {"timeUnixNano": -1}])), id="a negative time"),
        pytest.param("logs", written(logs([request() | {"timeUnixNano": str(2**62)}])), id="in the future"),
        pytest.param("logs", written(logs([request(model="")])), id="an empty model"),
        pytest.param("logs", written(logs([request(model="x" * 100_000)])), id="a model of 100 kB"),
        pytest.param("logs", written(logs([request(session__id="a\0b")])), id="a NUL character"),
        pytest.param("logs", written(logs([request(user__email="😀@example.com")])), id="an emoji"),
        pytest.param("logs", written(logs([request(skill__name="\ud83d")])), id="half an emoji"),
        pytest.param("logs", written(logs([request()])).replace(b'"key"', b'"key":"x","key"'), id="keys twice"),
        pytest.param("logs", written(logs([request(**{f"a{n}": n for n in range(10_000)})])), id="10,000 attributes"),
        pytest.param(
            "metrics",
            written(metrics([metric("cost.usage", [point(float("nan"), 0, 1)])])).replace(b"NaN", b'"NaN"'),
            id="a point that is no number",
        ),
        pytest.param(
            "metrics", written(metrics([metric("token.usage", [point(-5, 0, 1, type="input")])])), id="negative tokens"
        ),
        pytest.param(
            "metrics", written(metrics([metric("cost.usage", [point(5, 9, 1)])])), id="an end before its start"
        ),
        pytest.param("traces", b'{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"?"}]}]}]}', id="a strange id"),
    ],
)
def test_it_is_accepted_and_what_comes_next_is_booked(rival: RunningServer, signal: str, body: bytes) -> None:
    session = uuid.uuid4().hex
    good = written(logs([request(session__id=session, cost_usd=0.5)]))

    assert ask(rival, f"/v1/{signal}", body, authorized(rival)).status == 202
    assert ask(rival, "/v1/logs", good, authorized(rival)).status == 202
    await_booked(rival)

    (item,) = everything(rival, "/line-items", session=session)
    assert item["net_amount_usd"] == "0.5"


def test_all_that_was_booked_of_it_can_be_read(rival: RunningServer) -> None:
    await_booked(rival)

    for dimension in ("model", "user", "session", "team", "skill"):
        assert everything(rival, "/rollups/daily", group_by=dimension)
    assert everything(rival, "/line-items")


def test_a_line_item_is_there_two_seconds_after_its_202(server: RunningServer) -> None:
    acme = new_organization(server, "In a hurry")
    session = uuid.uuid4().hex
    assert ask(acme, "/v1/logs", written(logs([request(session__id=session)])), authorized(acme)).status == 202

    found: list[dict[str, Any]] = []
    answered = time.monotonic()
    # On an idle machine it is two seconds; a test beside other tests is more patient.
    while not found and time.monotonic() < answered + 20:
        found = acme.get("/api/v1/public/line-items", session=session, **EVER)

    assert [item["session_id"] for item in found] == [session]
