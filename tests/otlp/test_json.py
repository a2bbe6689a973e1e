"""OTLP/JSON: lenient where clients differ, and one broken record never takes its neighbours along."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from stackspend.errors import NotOtlp
from stackspend.otlp.body import readable
from stackspend.otlp.export import Encoding, LogsExport, MetricsExport, Plain, Signal, attributes_of
from stackspend.otlp.json import decode_json
from tests.ledger.telemetry import CLAUDE_CODE, logs, metric, metrics, point, record


def attribute_written(value: str) -> Plain:
    """What is read of one attribute of a record, whose value is written so on the wire."""
    body = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"a","value":' + value + "}]}]}]}]}"
    export = decode_json(body.encode(), Signal.LOGS).export
    assert isinstance(export, LogsExport)
    return attributes_of(export.resource_logs[0].scope_logs[0].log_records[0].attributes)["a"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param('{"intValue":7}', 7, id="an integer as a number, as Claude Code writes it"),
        pytest.param('{"intValue":"7"}', 7, id="an integer as text, as the specification has it"),
        pytest.param('{"intValue":18446744073709551617}', 2**64 + 1, id="an integer beyond 64 bits"),
        pytest.param('{"doubleValue":0.1}', Decimal("0.1"), id="a double keeps its decimal digits"),
        pytest.param('{"doubleValue":3}', Decimal(3), id="a double written without a point"),
        pytest.param('{"doubleValue":"0.01400425"}', Decimal("0.01400425"), id="a double as text"),
        pytest.param('{"boolValue":false}', False, id="false is a value"),
        pytest.param('{"stringValue":""}', "", id="an empty text is a value"),
        pytest.param('{"bytesValue":"AAEC"}', "AAEC", id="bytes stay base64"),
        pytest.param('{"arrayValue":{"values":[{"intValue":1},{"stringValue":"b"}]}}', [1, "b"], id="a list"),
        pytest.param('{"arrayValue":{}}', [], id="a list without values"),
        pytest.param('{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}', {"k": 1}, id="a map"),
        pytest.param("{}", None, id="no value at all"),
        pytest.param("null", None, id="null"),
        pytest.param('{"futureValue":1,"stringValue":"x"}', "x", id="a kind of value that nobody knows yet"),
        pytest.param(r'{"stringValue":"\ud83d\ude00"}', "😀", id="an emoji as an escaped pair"),
        pytest.param(r'{"stringValue":"cut \ud83d"}', "cut \ufffd", id="an emoji cut after its first half"),
        pytest.param(r'{"stringValue":"\ude00 cut"}', "\ufffd cut", id="an emoji cut before its second half"),
        pytest.param(r'{"stringValue":"\ud83d\ud83d\ude00"}', "\ufffd😀", id="half an emoji before a whole one"),
        pytest.param(r'{"stringValue":"\\ud83d \ud83d"}', "\\ud83d \ufffd", id="an escaped backslash is no escape"),
        pytest.param(r'{"stringValue":"a\u0000b"}', "a\0b", id="a NUL character"),
    ],
)
def test_an_attribute_is_read(written: str, value: Plain) -> None:
    assert attribute_written(written) == value


def test_of_a_repeated_attribute_the_last_counts() -> None:
    broken = record("api_request", 0, model="first")
    broken["attributes"] += record("api_request", 0, model="last")["attributes"]

    export = decode_json(msgspec.json.encode(logs([broken])), Signal.LOGS).export

    assert isinstance(export, LogsExport)
    assert attributes_of(export.resource_logs[0].scope_logs[0].log_records[0].attributes)["model"] == "last"


def test_lists_are_read_to_a_depth_and_not_beyond() -> None:
    value = attribute_written('{"arrayValue":{"values":[' * 200 + "]}}" * 200)

    depth = 0
    while isinstance(value, list) and value:
        value, depth = value[0], depth + 1
    assert (value, depth) == (None, 33)


@pytest.mark.parametrize("signal", Signal)
def test_an_empty_export_is_an_export(signal: Signal) -> None:
    assert decode_json(b"{}", signal).set_aside == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "The body is not JSON: Input data was truncated.", id="no bytes"),
        pytest.param(b"hello", "The body is not JSON: ", id="words"),
        pytest.param(b'{"resourceLogs":[', "The body is not JSON: Input data was truncated.", id="cut on the way"),
        pytest.param(b'{"resourceLogs":[]}\xff', "The body is not JSON: ", id="bytes after the end"),
        pytest.param(b'{"a":"\xff"}', "can't decode byte 0xff", id="invalid UTF-8 in a field that is not read"),
        pytest.param(b"[]", "Expected `object`, got `array`", id="a list"),
        pytest.param(b"null", "Expected `object`, got `null`", id="null"),
        pytest.param(b'{"resourceLogs":{}}', "got `object` - at `$.resourceLogs`", id="an object for a list"),
        pytest.param(
            b'{"resourceLogs":[{"scopeLogs":[{"logRecords":["x"]}]}]}',
            "got `str` - at `$.resourceLogs[0].scopeLogs[0].logRecords[0]`",
            id="a text for a record",
        ),
        pytest.param(
            b'{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"noon"}]}]}]}',
            "at `$.resourceLogs[0].scopeLogs[0].logRecords[0].timeUnixNano`",
            id="one record, and it cannot be read",
        ),
        pytest.param(b"[" * 100_000, "nested too deeply", id="100,000 lists"),
        pytest.param(b'{"a":' * 100_000, "nested too deeply", id="100,000 objects in a field that is not read"),
        pytest.param(
            b'{"resourceMetrics":[{}]}', "The body holds resourceMetrics: send it to /v1/metrics, not to /v1/logs.",
            id="metrics sent to the path of logs",
        ),
    ],
)  # fmt: skip
def test_a_body_is_refused_with_where_and_why(body: bytes, reason: str) -> None:
    with pytest.raises(NotOtlp) as refused:
        decode_json(body, Signal.LOGS)

    assert reason in refused.value.message


def test_a_broken_record_is_set_aside_and_its_neighbours_keep_their_places() -> None:
    good, broken = record("api_request", 0, cost_usd=0.25), record("api_request", 1) | {"timeUnixNano": "noon"}

    decoded = decode_json(msgspec.json.encode(logs([good, broken, good])), Signal.LOGS)

    assert [aside.where for aside in decoded.set_aside] == ["$.resourceLogs[0].scopeLogs[0].logRecords[1]"]
    assert decoded.set_aside[0].reason == "Expected `int | null`, got `str` - at `$.timeUnixNano`."
    assert isinstance(decoded.export, LogsExport)
    first, nothing, last = decoded.export.resource_logs[0].scope_logs[0].log_records
    assert (first, nothing.attributes, len(last.attributes)) == (last, [], 2)


def test_a_broken_data_point_leaves_the_others_of_its_metric() -> None:
    points = [point(0.25, 0, 1), point(0.5, 1, 2) | {"asDouble": "lots"}, point(0.75, 2, 3)]

    decoded = decode_json(msgspec.json.encode(metrics([metric("cost.usage", points)])), Signal.METRICS)

    where = "$.resourceMetrics[0].scopeMetrics[0].metrics[0].dataPoints[1]"
    assert [aside.where for aside in decoded.set_aside] == [where]
    assert isinstance(decoded.export, MetricsExport)
    (cost,) = decoded.export.resource_metrics[0].scope_metrics[0].metrics
    assert cost.sum is not None
    assert [(p.as_double, p.flags) for p in cost.sum.data_points] == [
        (Decimal("0.25"), 0),
        (None, 1),
        (Decimal("0.75"), 0),
    ]


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        pytest.param({"name": 7}, "metrics[1]", id="a name that is a number"),
        pytest.param({"name": "x", "sum": []}, "metrics[1]", id="a sum that is a list"),
        pytest.param({"name": "x", "sum": {"dataPoints": "none"}}, "metrics[1]", id="points that are a text"),
        pytest.param({"name": "x", "gauge": {"dataPoints": [7]}}, "metrics[1].dataPoints[0]", id="a point of a gauge"),
    ],
)
def test_a_broken_metric_leaves_the_others(broken: dict[str, Any], where: str) -> None:
    good = metric("cost.usage", [point(0.25, 0, 1)])

    decoded = decode_json(msgspec.json.encode(metrics([good, broken, good])), Signal.METRICS)

    assert [aside.where.partition("scopeMetrics[0].")[2] for aside in decoded.set_aside] == [where]


def test_people_read_the_whole_export_also_what_cannot_be_booked() -> None:
    written = rb'{"resourceLogs":[],"unknown":[0.5,1e999,"\ud83d"]}'

    assert readable(written, Signal.LOGS, Encoding.JSON) == {"resourceLogs": [], "unknown": [0.5, "1e999", "\ufffd"]}


def test_the_resource_is_read_beside_its_records() -> None:
    export = decode_json(msgspec.json.encode(logs([record("user_prompt", 0)])), Signal.LOGS).export

    assert isinstance(export, LogsExport)
    assert export.resource_logs[0].resource is not None
    assert attributes_of(export.resource_logs[0].resource.attributes) == CLAUDE_CODE
