"""Attributes taken out of exports: which, where, and what stays as it was."""

import json
from typing import Any

import pytest

from stackspend.otlp.body import skim
from stackspend.otlp.export import Encoding, Signal
from stackspend.otlp.json import decode_json, readable_json
from stackspend.otlp.protobuf import protobuf_as_json
from stackspend.otlp.removal import REMOVED, Removed, remove
from tests.otlp.as_protobuf import as_protobuf

KEYS = frozenset({"prompt", "tool_input"})
BOTH = pytest.mark.parametrize("encoding", list(Encoding), ids=["JSON", "protobuf"])


def text(key: str, value: str) -> dict[str, Any]:
    return {"key": key, "value": {"stringValue": value}}


def logs(*attributes: dict[str, Any], resource: dict[str, Any] | None = None) -> dict[str, Any]:
    record = {"timeUnixNano": "1", "body": {"stringValue": "claude_code.user_prompt"}, "attributes": list(attributes)}
    resources = {"attributes": [resource] if resource else []}
    return {"resourceLogs": [{"resource": resources, "scopeLogs": [{"logRecords": [record]}]}]}


def spans(*attributes: dict[str, Any]) -> dict[str, Any]:
    span = {
        "name": "tool",
        "attributes": list(attributes),
        "events": [{"name": "used", "attributes": list(attributes)}],
    }
    return {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}


def written(export: dict[str, Any], encoding: Encoding, signal: Signal = Signal.LOGS) -> bytes:
    return json.dumps(export).encode() if encoding is Encoding.JSON else as_protobuf(export, signal)


def read(body: bytes, encoding: Encoding, signal: Signal = Signal.LOGS) -> Any:
    return readable_json(body) if encoding is Encoding.JSON else protobuf_as_json(body, signal)


@BOTH
def test_a_value_is_replaced_and_its_neighbours_stay(encoding: Encoding) -> None:
    body = written(logs(text("prompt", "Größe?"), text("model", "opus")), encoding)
    kept, removed = remove(body, Signal.LOGS, encoding, KEYS)
    assert removed == (Removed("prompt", 1, len("Größe?".encode())),)
    expected = written(logs(text("prompt", REMOVED), text("model", "opus")), encoding)
    assert read(kept, encoding) == read(expected, encoding)


@BOTH
def test_spans_and_their_events_lose_it_too(encoding: Encoding) -> None:
    body = written(spans(text("tool_input", "rm -rf")), encoding, Signal.TRACES)
    kept, removed = remove(body, Signal.TRACES, encoding, KEYS)
    assert removed == (Removed("tool_input", 2, 12),)
    assert b"rm -rf" not in kept


@BOTH
@pytest.mark.parametrize("value", ["<REDACTED>", REMOVED, ""])
def test_what_a_client_removed_itself_is_left_alone(encoding: Encoding, value: str) -> None:
    body = written(logs(text("prompt", value)), encoding)
    assert remove(body, Signal.LOGS, encoding, KEYS) == (body, ())


@BOTH
def test_a_resource_keeps_what_the_organization_declared(encoding: Encoding) -> None:
    body = written(logs(text("model", "opus"), resource=text("prompt", "a tag")), encoding)
    assert remove(body, Signal.LOGS, encoding, KEYS) == (body, ())


@BOTH
def test_values_that_are_no_texts_go_whole(encoding: Encoding) -> None:
    nested = {"key": "tool_input", "value": {"kvlistValue": {"values": [text("command", "cat secrets")]}}}
    kept, removed = remove(written(logs(nested), encoding), Signal.LOGS, encoding, KEYS)
    assert b"cat secrets" not in kept
    assert [one.key for one in removed] == ["tool_input"]


def test_amounts_are_written_again_digit_for_digit() -> None:
    record = '{"attributes":[{"key":"cost_usd","value":{"doubleValue":0.10000000000000000001}},%s]}'
    body = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[' + record % json.dumps(text("prompt", "hi")) + "]}]}]}"
    kept, _ = remove(body.encode(), Signal.LOGS, Encoding.JSON, KEYS)
    assert b'"doubleValue":0.10000000000000000001}' in kept


WATCHED: list[Any] = [
    pytest.param(logs(text("prompt", "hi")), True, id="a text"),
    pytest.param(logs(text("prompt", "<REDACTED>")), False, id="redacted by the client"),
    pytest.param(logs(text("prompt.id", "x"), text("model", "prompt")), False, id="names that are like it"),
    pytest.param(logs(), False, id="no attributes"),
]


@BOTH
@pytest.mark.parametrize(("export", "watched"), WATCHED)
def test_the_door_sees_whether_there_is_anything_to_remove(
    encoding: Encoding, export: dict[str, Any], watched: bool
) -> None:
    assert skim(written(export, encoding), Signal.LOGS, encoding, KEYS).watched is watched


def test_a_name_that_is_spelt_with_escapes_is_seen() -> None:
    body = json.dumps(logs(text("prompt", "hi"))).replace('"prompt"', '"\\u0070rompt"').encode()
    assert skim(body, Signal.LOGS, Encoding.JSON, KEYS).watched
    assert remove(body, Signal.LOGS, Encoding.JSON, KEYS)[1] == (Removed("prompt", 1, 2),)


def test_a_record_that_cannot_be_read_loses_it_too() -> None:
    export = logs(text("prompt", "hi"))
    (scope,) = export["resourceLogs"][0]["scopeLogs"]
    scope["logRecords"].append({"timeUnixNano": "soon", "attributes": [text("prompt", "secret")]})
    body = json.dumps(export).encode()
    assert decode_json(body, Signal.LOGS).set_aside
    assert skim(body, Signal.LOGS, Encoding.JSON, KEYS).watched
    assert b"secret" not in remove(body, Signal.LOGS, Encoding.JSON, KEYS)[0]


@pytest.mark.parametrize(
    "odd", ['{"resourceLogs":7}', '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[3,{"key":[]}]}]}]}]}']
)
def test_shapes_that_are_no_export_pass_unchanged(odd: str) -> None:
    assert remove(odd.encode(), Signal.LOGS, Encoding.JSON, KEYS) == (odd.encode(), ())
