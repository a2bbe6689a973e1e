"""OTLP/JSON exports in the shape that Claude Code 2.1.197 sends, with a placeholder for what tells requests apart."""

import json
from typing import Any

NEW = "NEW_ID"
"""Stands where every request needs a text of its own."""

Values = dict[str, str | int | float]

_IDENTITY: Values = {
    "user.id": "68dbf7a4cbf13922ec47fccb301fdb43145fb5f588d067d8b888d903f47d89c1",
    "organization.id": "11111111-2222-4333-8444-555555555555",
    "user.email": "dev.one@example.com",
    "user.account_uuid": "00000000-1000-4000-8000-000000000001",
    "terminal.type": "xterm-256color",
    "team": "product",
    "cost_center": "eng-123",
}
_USAGE: Values = {
    "event.name": "api_request",
    "prompt.id": "1da3b404-3f09-417c-a3a0-9afd691c61e8",
    "model": "claude-sonnet-4-5",
    "input_tokens": 18,
    "output_tokens": 799,
    "cache_read_tokens": 20_000,
    "cache_creation_tokens": 6069,
    "cost_usd": 0.04079775,
    "cost_usd_micros": 40798,
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


def logs_export(records: int, *, nanoseconds: int) -> str:
    """One export of that many `api_request` events, used at that time; each request id contains `NEW`."""
    scope = {"name": "com.anthropic.claude_code.events", "version": "2.1.197"}
    logs = [_event(number, nanoseconds) for number in range(records)]
    resource = {"attributes": _attributes(_RESOURCE), "droppedAttributesCount": 0}
    return json.dumps({"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": scope, "logRecords": logs}]}]})


def _event(number: int, nanoseconds: int) -> dict[str, Any]:
    told_apart: Values = {"session.id": f"session-{NEW}", "request_id": f"req_{NEW}_{number}", "event.sequence": number}
    return {
        "timeUnixNano": str(nanoseconds),
        "observedTimeUnixNano": str(nanoseconds),
        "body": {"stringValue": "claude_code.api_request"},
        "attributes": _attributes(_IDENTITY | _USAGE | told_apart),
        "droppedAttributesCount": 0,
    }


def _attributes(values: Values) -> list[dict[str, Any]]:
    kinds = {str: "stringValue", int: "intValue", float: "doubleValue"}
    return [{"key": key, "value": {kinds[type(value)]: value}} for key, value in values.items()]
