"""From an export to what it says: as the clients of several versions write it."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from stackspend.ledger.observation import Evidence, Observation, Usage, usage_of
from stackspend.otlp.body import decode
from stackspend.otlp.export import Encoding, SetAside
from stackspend.sources.derive import derive
from stackspend.sources.record import Derived
from tests.captured import Capture, captures
from tests.ledger.deliver import signal_of
from tests.ledger.telemetry import (
    CUMULATIVE,
    DELTA,
    MORNING,
    Body,
    logs,
    metric,
    metrics,
    point,
    record,
    span,
    traces,
)

LATER = MORNING + timedelta(hours=1)


def said(body: Body, received_at: datetime = LATER) -> Derived:
    export = decode(json.dumps(body).encode(), signal_of(body), Encoding.JSON).export
    return derive(export, batch_id=UUID(int=1), connection_id=UUID(int=2), received_at=received_at)


def observed(body: Body) -> Observation:
    (seen,) = said(body).observations
    return seen


def test_an_api_request_says_cost_tokens_model_session_and_person() -> None:
    stated: dict[str, Any] = {"cost_usd": 0.0348, "input_tokens": 18, "output_tokens": 799, "cache_read_tokens": 0}
    who = {"user__email": "Alice@Example.com", "session__id": "s", "model": "claude-sonnet-4-5"}

    seen = observed(logs([record("api_request", 5, **stated, **who)]))

    assert seen.evidence is Evidence.EVENT
    assert seen.usage == Usage(cost=Decimal("0.0348"), input=18, output=799, cache_read=0)
    assert (seen.model, seen.session_id, seen.who.name) == ("claude-sonnet-4-5", "s", "alice@example.com")
    assert (seen.time, seen.source) == (MORNING + timedelta(seconds=5), "claude_code")


def test_numbers_as_texts_say_the_same() -> None:
    numbers = record("api_request", 0, cost_usd=0.25, input_tokens=7, request_id="r")
    texts = record("api_request", 0, cost_usd="0.25", input_tokens="7", request_id="r")

    assert observed(logs([numbers])) == observed(logs([texts]))


@pytest.mark.parametrize(
    ("name", "body", "counted"),
    [
        pytest.param("api_request", "claude_code.api_request", 1, id="as Claude Code writes it"),
        pytest.param("claude_code.api_request", "", 1, id="with its prefix"),
        pytest.param("", "claude_code.api_request", 1, id="in the body alone"),
        pytest.param("cowork.api_request", "", 1, id="with the prefix of Cowork"),
        pytest.param("codex.api_request", "", 0, id="of another program"),
        pytest.param("", "", 0, id="no name"),
        pytest.param("api_response", "", 0, id="an event that nobody knows"),
    ],
)
def test_an_event_is_known_by_its_name(name: str, body: str, counted: int) -> None:
    event = record(name, 0, cost_usd=0.25) | {"body": {"stringValue": body}}

    assert len(said(logs([event])).observations) == counted


def test_an_attribute_of_the_record_wins_over_one_of_the_resource() -> None:
    seen = observed(logs([record("api_request", 0, **{"service.version": "2.1.330"})], {"service.version": "2.0.42"}))

    assert seen.context.client_version == "2.1.330"


def test_tags_come_from_the_resource_alone() -> None:
    seen = observed(logs([record("api_request", 0, team="mine")], {"team": "data", "service.name": "claude-code"}))

    assert seen.tags == {"team": "data"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"request_id": "r"}, {"request_id": "r", "seconds": 9}, True, id="one request id"),
        pytest.param({"request_id": "r"}, {"request_id": "q"}, False, id="two request ids"),
        pytest.param(
            {"client_request_id": "r"}, {"client_request_id": "r", "seconds": 9}, True, id="the client's own id"
        ),
        pytest.param({"event__sequence": 4}, {"event__sequence": 4}, True, id="without ids: everything alike"),
        pytest.param({"event__sequence": 4}, {"event__sequence": 5}, False, id="without ids: another number"),
        pytest.param({"event__sequence": 4}, {"event__sequence": 4, "seconds": 9}, False, id="a resumed session"),
        pytest.param({"output_tokens": 4}, {"output_tokens": 5}, False, id="without ids: other tokens"),
    ],
)
def test_two_events_are_one_statement(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    first, second = (
        observed(logs([record("api_request", stated.pop("seconds", 0), session__id="s", **stated)]))
        for stated in (dict(one), dict(other))
    )

    assert (first.identity == second.identity) is same


@pytest.mark.parametrize(
    ("kind", "field"),
    [("input", "input"), ("output", "output"), ("cacheRead", "cache_read"), ("cacheCreation", "cache_creation")],
)
def test_a_token_point_says_its_kind(kind: str, field: str) -> None:
    usage = observed(metrics([metric("token.usage", [point(1500.0, 0, 60, type=kind)])])).usage

    assert usage == usage_of({field: 1500})


def test_points_of_one_collection_meet_in_one_cell() -> None:
    tokens = metric(
        "token.usage", [point(7, 0, 60, type="input", model="m"), point(8, 0, 60, type="output", model="m")]
    )
    cost = metric("cost.usage", [point(0.5, 0, 60, model="m"), point(0.5, 0, 60, model="n")])

    seen = said(metrics([tokens, cost])).observations

    cells = [one.point.cell for one in seen if one.point]
    assert (len(cells), len(set(cells[:3])), cells[3] in cells[:3]) == (4, 1, False)


@pytest.mark.parametrize(
    ("written", "cumulative"),
    [
        pytest.param(DELTA, False, id="delta"),
        pytest.param(CUMULATIVE, True, id="cumulative"),
        pytest.param("2", True, id="a number as text"),
        pytest.param("AGGREGATION_TEMPORALITY_CUMULATIVE", True, id="its name, as protobuf's JSON has it"),
        pytest.param(0, False, id="unspecified"),
    ],
)
def test_a_point_knows_its_temporality(written: Any, cumulative: bool) -> None:
    seen = observed(metrics([metric("cost.usage", [point(0.5, 0, 60)], written)]))

    assert seen.point is not None
    assert seen.point.cumulative is cumulative


def test_two_processes_of_one_user_are_two_series() -> None:
    seen = said(metrics([metric("cost.usage", [point(0.5, 0, 60), point(0.5, 1, 60)])])).observations

    assert len({one.point.series for one in seen if one.point}) == 2
    assert len({one.identity for one in seen}) == 2


def test_a_span_of_a_request_says_tokens_and_no_cost() -> None:
    request = span("claude_code.llm_request", 1, 2, 5, input_tokens=7, request_id="r")

    seen = observed(traces([request, span("claude_code.tool", 1, 3, 6)]))

    assert (seen.evidence, seen.usage, seen.request_id) == (Evidence.SPAN, Usage(input=7), "r")


@pytest.mark.parametrize(
    ("time", "day", "by_arrival"),
    [
        pytest.param("1795375735628000000", date(2026, 11, 2), True, id="three weeks ahead of the clock"),
        pytest.param("0", date(2026, 11, 2), True, id="unset"),
        pytest.param("1700000000000000000", date(2023, 11, 14), False, id="three years late"),
    ],
)
def test_usage_is_dated_by_arrival_when_its_time_cannot_be(time: str, day: date, by_arrival: bool) -> None:
    seen = observed(logs([record("api_request", 0) | {"timeUnixNano": time}]))

    assert (seen.time.date(), seen.dated_by_arrival) == (day, by_arrival)


def test_what_cannot_be_read_is_named_and_the_rest_is_read() -> None:
    events = [record("api_request", 0, cost_usd="x"), record("api_request", 1, cost_usd=0.25), record("y", 2)]

    found = said(logs(events))

    where = "$.resourceLogs[0].scopeLogs[0].logRecords[0]"
    assert found.set_aside == [SetAside(where, "cost_usd is 'x', which is not a number.")]
    assert (found.records, [one.usage.cost for one in found.observations]) == (3, [Decimal("0.25")])


def test_a_point_without_a_recorded_value_is_passed_over() -> None:
    found = said(metrics([metric("cost.usage", [point(1, 0, 1) | {"flags": 1}])]))

    assert (found.records, found.observations, found.set_aside) == (1, [], [])


def test_histograms_and_metrics_of_others_say_nothing() -> None:
    histogram = {"name": "claude_code.cost.usage", "histogram": {"dataPoints": [{"count": "1"}]}}

    assert said(metrics([histogram, metric("something.new", [point(1, 0, 1)])])).observations == []


@pytest.mark.parametrize("recorded", captures(), ids=lambda recorded: recorded.name)
def test_everything_that_the_real_client_sent_can_be_read(recorded: Capture) -> None:
    found = [
        derive(
            decode(sent.unpacked(), sent.signal, sent.encoding).export,
            batch_id=UUID(int=1),
            connection_id=UUID(int=2),
            received_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
        for sent in recorded.exports
    ]

    assert [one.set_aside for one in found if one.set_aside] == []
    assert sum(one.records for one in found) == recorded.records
