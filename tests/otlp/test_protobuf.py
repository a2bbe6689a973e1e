"""Protobuf and JSON are two spellings of one export: what is read of them is the same."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.errors import NotOtlp
from stackspend.otlp.body import readable
from stackspend.otlp.export import Encoding, Export, LogsExport, Signal, attributes_of
from stackspend.otlp.json import decode_json
from stackspend.otlp.protobuf import decode_protobuf
from stackspend.sources.attributes import text
from stackspend.sources.derive import derive
from stackspend.sources.record import Derived
from tests.captured import Capture, captures
from tests.ledger.telemetry import logs, record
from tests.otlp.as_protobuf import as_protobuf

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def said(export: Export) -> Derived:
    return derive(export, batch_id=UUID(int=1), connection_id=UUID(int=2), received_at=NOON)


@pytest.mark.parametrize("recorded", captures(), ids=lambda recorded: recorded.name)
def test_a_recorded_export_says_the_same_in_protobuf(recorded: Capture) -> None:
    for sent in recorded.exports:
        if sent.is_json:
            body = sent.unpacked()
            rewritten = as_protobuf(msgspec.json.decode(body), sent.signal)

            found = said(decode_protobuf(rewritten, sent.signal).export)

            assert found == said(decode_json(body, sent.signal).export)


scalars = st.one_of(
    st.builds(lambda text: {"stringValue": text}, st.text()),
    st.builds(lambda number: {"intValue": str(number)}, st.integers(-(2**63), 2**63 - 1)),
    st.builds(lambda number: {"doubleValue": number}, st.floats(-1e15, 1e15)),
    st.builds(lambda truth: {"boolValue": truth}, st.booleans()),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.builds(lambda items: {"arrayValue": {"values": items}}, st.lists(inner)),
        st.builds(
            lambda pairs: {"kvlistValue": {"values": [{"key": key, "value": value} for key, value in pairs.items()]}},
            st.dictionaries(st.text(), inner),
        ),
    ),
    max_leaves=10,
)


@given(values)
def test_an_attribute_has_the_same_value_in_both(value: dict[str, Any]) -> None:
    export = logs([{"attributes": [{"key": "a", "value": value}]}])

    both = (
        decode_json(msgspec.json.encode(export), Signal.LOGS),
        decode_protobuf(as_protobuf(export, Signal.LOGS), Signal.LOGS),
    )

    in_json, in_protobuf = (first_record_attributes(decoded.export) for decoded in both)
    assert in_json == in_protobuf


def test_a_whole_double_is_written_alike() -> None:
    export = logs([{"attributes": [{"key": "shift", "value": {"doubleValue": 2}}]}])

    in_json = decode_json(msgspec.json.encode(export), Signal.LOGS).export
    in_protobuf = decode_protobuf(as_protobuf(export, Signal.LOGS), Signal.LOGS).export

    assert text(first_record_attributes(in_json), "shift") == text(first_record_attributes(in_protobuf), "shift") == "2"


def first_record_attributes(export: Export) -> dict[str, Any]:
    assert isinstance(export, LogsExport)
    return dict(attributes_of(export.resource_logs[0].scope_logs[0].log_records[0].attributes))


def test_people_read_protobuf_as_the_json_that_says_the_same() -> None:
    written = logs([record("user_prompt", 0) | {"traceId": "0af7651916cd43dd8448eb211c80319c"}])

    assert readable(as_protobuf(written, Signal.LOGS), Signal.LOGS, Encoding.PROTOBUF) == written


@pytest.mark.parametrize("signal", Signal)
def test_no_bytes_are_an_empty_export(signal: Signal) -> None:
    assert decode_protobuf(b"", signal).set_aside == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{}", id="JSON"),
        pytest.param(b"\x0a\xff\xff\xff\xff\x0f", id="a length beyond the end"),
        pytest.param(as_protobuf(logs([record("user_prompt", 0)]), Signal.LOGS)[:-3], id="cut on the way"),
        pytest.param(
            as_protobuf(logs([record("a", 0)]), Signal.LOGS).replace(b"claude_", b"claude\xff"), id="bad UTF-8"
        ),
    ],
)
def test_bytes_that_are_no_export_are_refused(body: bytes) -> None:
    with pytest.raises(NotOtlp, match="The body is not a protobuf OTLP logs export: "):
        decode_protobuf(body, Signal.LOGS)
