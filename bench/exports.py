"""Export bodies: of a chosen number of log records in the shape that Claude Code 2.1.197 sends, and the recordings.

Ids that tell exports apart are placeholders of a fixed width, so that a loader can put others in their place without
knowing the encoding.
"""

import gzip
import re
from collections.abc import Iterator

import msgspec
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from stackspend.otlp.body import readable
from stackspend.otlp.export import Encoding, Signal
from tests.captured import SentExport, captures

SESSION, REQUEST = b"@a-session-@", b"@a-request-@"
"""Where a loader writes new ids, each as wide as its placeholder."""

_SESSION_HEAD = "9a37a026-1120-4b6d-aa5b-"
Values = dict[str, str | int | float]

_IDENTITY: Values = {
    "user.id": "68dbf7a4cbf13922ec47fccb301fdb43145fb5f588d067d8b888d903f47d89c1",
    "session.id": _SESSION_HEAD + SESSION.decode(),
    "organization.id": "11111111-2222-4333-8444-555555555555",
    "user.email": "dev.one@example.com",
    "user.account_uuid": "00000000-1000-4000-8000-000000000001",
    "user.account_id": "user_01Example0000000000000001",
    "terminal.type": "xterm-256color",
    "team": "product",
    "cost_center": "eng-123",
}
_USAGE: Values = {
    "event.name": "api_request",
    "prompt.id": "1da3b404-3f09-417c-a3a0-9afd691c61e8",
    "model": "claude-sonnet-4-5",
    "duration_ms": 326,
    "speed": "normal",
    "query_source": "repl_main_thread",
}
_RESOURCE: Values = {
    "team": "product",
    "cost_center": "eng-123",
    "host.arch": "amd64",
    "os.type": "linux",
    "os.version": "6.8.0",
    "service.name": "claude-code",
    "service.version": "2.1.197",
}


class Body(msgspec.Struct, frozen=True):
    """One export, not compressed, with placeholders in it, and how it is sent."""

    signal: Signal
    encoding: Encoding
    content: bytes
    zipped: bool = False


def logs(records: int, nanoseconds: int, encoding: Encoding = Encoding.JSON, *, zipped: bool = False) -> Body:
    """One export of that many `api_request` events, used at that time."""
    scope = {"name": "com.anthropic.claude_code.events", "version": "2.1.197"}
    events = [_event(number, nanoseconds) for number in range(records)]
    resource = {"attributes": _attributes(_RESOURCE), "droppedAttributesCount": 0}
    export = {"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": scope, "logRecords": events}]}]}
    if encoding is Encoding.JSON:
        return Body(Signal.LOGS, encoding, msgspec.json.encode(export), zipped)
    message = ParseDict(export, ExportLogsServiceRequest())
    return Body(Signal.LOGS, encoding, message.SerializeToString(), zipped)


def session_of(ids: bytes) -> str:
    """The session id of an export of `logs` in which these ids stand."""
    return _SESSION_HEAD + ids.decode()


def recorded(*, only_plain_json: bool = False) -> Iterator[Body]:
    """Every export that the real client sent into `tests/captures`, its session and request ids as placeholders."""
    for recording in captures():
        for sent in recording.exports:
            plain_json = sent.is_json and not sent.content_encoding and sent.signal is not Signal.TRACES
            if plain_json or not only_plain_json:
                yield _with_placeholders(sent)


def _with_placeholders(sent: SentExport) -> Body:
    content = gzip.decompress(sent.body) if sent.content_encoding else sent.body
    encoding = Encoding(sent.content_type)
    for key, text in _ids(readable(content, sent.signal, encoding)):
        placeholder = SESSION if key == "session.id" else REQUEST
        stamped = text[: -len(placeholder)].encode() + placeholder
        content = content.replace(text.encode(), stamped)
    return Body(sent.signal, encoding, content, zipped=bool(sent.content_encoding))


def _ids(node: object) -> set[tuple[str, str]]:
    """The session and request ids in an export, whatever its signal; without any, the ids of its users."""
    written = msgspec.json.encode(node).decode()
    pattern = r'"key":"(session\.id|request_id|user\.id)","value":\{"stringValue":"([^"\\]{20,})"\}'
    found = set(re.findall(pattern, written))
    return {(key, text) for key, text in found if key != "user.id"} or found


def _event(number: int, nanoseconds: int) -> dict[str, object]:
    time = str(nanoseconds + number * 1_000_000)
    told_apart: Values = {"request_id": f"req_{number:08d}{REQUEST.decode()}", "event.sequence": number}
    return {
        "timeUnixNano": time,
        "observedTimeUnixNano": time,
        "body": {"stringValue": "claude_code.api_request"},
        "attributes": _attributes(_IDENTITY | _USAGE | _used(number) | told_apart),
        "droppedAttributesCount": 0,
    }


def _used(number: int) -> Values:
    """Tokens of a request in the middle of a session, and what the client says that they cost."""
    fresh, written, cached, creation = (
        3 + number % 17,
        120 + number * 97 % 1900,
        20_000 + number * 811,
        900 + number % 7,
    )
    micros = 3 * fresh + 15 * written + 0.3 * cached + 3.75 * creation  # claude-sonnet-4-5
    return {
        "input_tokens": fresh,
        "output_tokens": written,
        "cache_read_tokens": cached,
        "cache_creation_tokens": creation,
        "cost_usd": round(micros / 1e6, 9),
        "cost_usd_micros": round(micros),
    }


def _attributes(values: Values) -> list[dict[str, object]]:
    kinds = {str: "stringValue", int: "intValue", float: "doubleValue"}
    return [{"key": key, "value": {kinds[type(value)]: value}} for key, value in values.items()]
