"""What exporters are answered: 202 with the export response of the signal, or a Status that tells the cure."""

import gzip
import json
from collections.abc import Iterable, Mapping
from uuid import UUID

import pytest

from stackspend.otlp.export import Signal
from tests.ledger.telemetry import Body, logs, metric, metrics, point, record
from tests.otlp.as_protobuf import as_protobuf
from tests.running import RunningServer
from tests.web.door.sending import JSON, PROTOBUF, HttpAnswer, ask, authorized

GOOD = logs([record("user_prompt", 0, prompt_length=7)])
GOOD_JSON = json.dumps(GOOD).encode()
GOOD_PROTOBUF = as_protobuf(GOOD, Signal.LOGS)
GZIP = {"Content-Encoding": "gzip"}


def chunks(body: bytes) -> Iterable[bytes]:
    yield body[:100]
    yield body[100:]


@pytest.mark.parametrize(
    ("body", "headers", "answer"),
    [
        pytest.param(GOOD_JSON, JSON, b"{}", id="JSON"),
        pytest.param(GOOD_PROTOBUF, PROTOBUF, b"", id="protobuf"),
        pytest.param(gzip.compress(GOOD_JSON), {**JSON, **GZIP}, b"{}", id="JSON in gzip"),
        pytest.param(gzip.compress(GOOD_PROTOBUF), {**PROTOBUF, **GZIP}, b"", id="protobuf in gzip"),
        pytest.param(GOOD_JSON, {"Content-Type": "application/json; charset=utf-8"}, b"{}", id="with a charset"),
        pytest.param(b"{}", JSON, b"{}", id="an export of nothing"),
        pytest.param(b"", PROTOBUF, b"", id="an export of nothing in protobuf"),
    ],
)
@pytest.mark.parametrize("sent", ["with its length", "in chunks"])
def test_an_export_is_accepted(
    server: RunningServer, body: bytes, headers: Mapping[str, str], answer: bytes, sent: str
) -> None:
    whole = body if sent == "with its length" else chunks(body)

    accepted = ask(server, "/v1/logs", whole, authorized(server, headers))

    assert (accepted.status, accepted.body) == (202, answer)
    assert accepted.headers["content-type"] == headers["Content-Type"].partition(";")[0]


def test_one_connection_carries_all_signals(server: RunningServer) -> None:
    for signal in Signal:
        assert ask(server, f"/v1/{signal}", b"{}", authorized(server)).status == 202


@pytest.mark.parametrize("path", ["/v1/logs", "/l/v1/logs", "/office/v1/logs"])
def test_one_segment_of_the_senders_own_may_stand_before_the_signal(server: RunningServer, path: str) -> None:
    assert ask(server, path, GOOD_JSON, authorized(server)).status == 202


def test_the_provider_has_an_alias(server: RunningServer) -> None:
    path = f"/api/v1/public/ingest/otel/claude-code/{server.connection_id}/v1/logs"

    assert ask(server, path, GOOD_JSON, authorized(server)).status == 202


BROKEN_RECORD = record("user_prompt", 1) | {"timeUnixNano": "noon"}
BROKEN_POINT = point(1, 0, 1) | {"asDouble": "many"}


@pytest.mark.parametrize(
    ("signal", "export", "rejected", "first"),
    [
        pytest.param(
            "logs",
            logs([BROKEN_RECORD, record("user_prompt", 0), BROKEN_RECORD]),
            {"rejectedLogRecords": "2"},
            "2 could not be read; the first, $.resourceLogs[0].scopeLogs[0].logRecords[0]: Expected",
            id="two of three records",
        ),
        pytest.param(
            "metrics",
            metrics([metric("cost.usage", [point(0.5, 0, 1), BROKEN_POINT])]),
            {"rejectedDataPoints": "1"},
            "1 could not be read; the first, $.resourceMetrics[0].scopeMetrics[0].metrics[0].dataPoints[1]: ",
            id="one of two points",
        ),
    ],
)
def test_partial_success_counts_what_could_not_be_read(
    server: RunningServer, signal: str, export: Body, rejected: dict[str, str], first: str
) -> None:
    answer = ask(server, f"/v1/{signal}", json.dumps(export).encode(), authorized(server))

    partial = answer.json["partialSuccess"]
    assert answer.status == 202
    assert partial.pop("errorMessage").startswith(first)
    assert partial == rejected


@pytest.mark.parametrize(
    ("body", "headers", "status", "message"),
    [
        pytest.param(b"hello", JSON, 400, "NOT_OTLP: The body is not JSON: ", id="words"),
        pytest.param(b'{"resourceLogs":7}', JSON, 400, "got `int` - at `$.resourceLogs`", id="JSON of another shape"),
        pytest.param(
            b'{"resourceMetrics":[{}]}', JSON, 400, "send it to /v1/metrics", id="metrics at the path of logs"
        ),
        pytest.param(b'{"a":' * 100_000, JSON, 400, "nested too deeply", id="nested 100,000 deep"),
        pytest.param(b'{"a":"\xff"}', JSON, 400, "can't decode byte 0xff", id="invalid UTF-8"),
        pytest.param(GOOD_PROTOBUF, JSON, 400, "The body is not JSON", id="protobuf that says it is JSON"),
        pytest.param(GOOD_JSON, PROTOBUF, 400, "not a protobuf OTLP logs export", id="JSON that says it is protobuf"),
        pytest.param(b"\xff" * 100, PROTOBUF, 400, "not a protobuf OTLP logs export", id="garbage"),
        pytest.param(GOOD_JSON, {**JSON, **GZIP}, 400, "The body is not gzip", id="plain that says it is gzip"),
        pytest.param(gzip.compress(GOOD_JSON)[:-9], {**JSON, **GZIP}, 400, "ends too early", id="gzip cut on the way"),
        pytest.param(GOOD_JSON, {"Content-Type": "text/plain"}, 415, "Content-Type text/plain is not", id="text"),
        pytest.param(GOOD_JSON, {}, 415, "Content-Type (none) is not OTLP/HTTP", id="no content type"),
        pytest.param(
            GOOD_JSON, {**JSON, "Content-Encoding": "deflate"}, 415, "Content-Encoding deflate is not", id="deflate"
        ),
    ],
)
def test_a_body_is_refused_with_where_and_why(
    server: RunningServer, body: bytes, headers: Mapping[str, str], status: int, message: str
) -> None:
    refused = ask(server, "/v1/logs", body, authorized(server, headers))

    assert refused.status == status
    assert message in refused.message
    assert "retry-after" not in refused.headers


UNKNOWN = UUID(int=0)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("/v1/metrics/v1/metrics", "use the collector root {root}, without /v1/metrics, as", id="twice"),
        pytest.param("/v1/logs/v1/metrics", "use the collector root {root}, without /v1/logs, as", id="another's"),
        pytest.param("", "exports go to {root}/v1/metrics, {root}/v1/logs and {root}/v1/traces.", id="the bare root"),
        pytest.param("/", "exports go to {root}/v1/metrics", id="the root with a slash"),
        pytest.param("/v1/foo", "exports go to {root}/v1/metrics", id="no such signal"),
        pytest.param("/v1/metrics/", "use the collector root", id="a slash at the end"),
        pytest.param("/a/b/v1/logs", "exports go to {root}/v1/metrics", id="two segments before the signal"),
        pytest.param(
            f"/api/v1/public/ingest/otel/claude/{UNKNOWN}/v1/logs", f"no provider {UNKNOWN} here", id="unknown"
        ),
        pytest.param(
            "/api/v1/public/ingest/otel/claude/1/v1/logs", "There is no provider 1 here", id="no connection id"
        ),
        pytest.param(
            "/api/v1/public/ingest/otel/codex/1/v1/logs", "copy the endpoint from", id="no such provider type"
        ),
        pytest.param("/api/v1/public/ingest/otel/", "copy the endpoint from", id="nothing"),
    ],
)
def test_a_wrong_path_is_told_the_cure(server: RunningServer, path: str, message: str) -> None:
    root = f"/api/v1/public/ingest/otel/claude/{server.connection_id}"

    answer = ask(server, path, GOOD_JSON, authorized(server))

    assert answer.status == 404
    assert message.format(root=root) in answer.message


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(server: RunningServer, method: str) -> None:
    answer = ask(server, "/v1/logs", b"", authorized(server), method=method)

    assert (answer.status, answer.headers["allow"]) == (405, "POST, OPTIONS")
    assert answer.message == f"METHOD_NOT_ALLOWED: {method} is not possible here: exports are sent with POST."


def assert_cors(answer: HttpAnswer) -> None:
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"authorization", "content-type", "content-encoding", "x-api-key"} <= set(allowed)


def test_a_browser_may_ask_first_without_a_key(server: RunningServer) -> None:
    asked = {"Origin": "https://pivot.claude.ai", "Access-Control-Request-Headers": "authorization,content-type"}

    answer = ask(server, "/v1/traces", b"", asked, method="OPTIONS")

    assert (answer.status, answer.body, answer.headers["access-control-allow-methods"]) == (204, b"", "POST, OPTIONS")
    assert_cors(answer)


def test_a_browser_may_read_success_and_failure(server: RunningServer) -> None:
    assert_cors(ask(server, "/v1/traces", b"{}", authorized(server)))
    assert_cors(ask(server, "/v1/traces", b"{}", JSON))
    assert_cors(ask(server, "/v1/nowhere", b"{}", JSON))


@pytest.mark.parametrize("headers", [JSON, PROTOBUF], ids=["JSON", "protobuf"])
def test_a_failure_is_a_status_in_the_encoding_of_the_request(server: RunningServer, headers: dict[str, str]) -> None:
    answer = ask(server, "/v1/logs", b"\xff", authorized(server, headers))

    assert answer.headers["content-type"] == headers["Content-Type"]
    assert answer.message.startswith("NOT_OTLP: The body is not ")
