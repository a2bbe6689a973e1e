"""Exports as the clients write them, in OTLP/JSON, built by hand."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

Value = str | int | float | bool
Body = dict[str, Any]

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
CLAUDE_CODE = {"service.name": "claude-code", "service.version": "2.1.330"}
COWORK = {"service.name": "cowork", "service.version": "1.22209.3"}
OFFICE = {"service.name": "office-agent", "service.version": "1.0.0"}
DELTA, CUMULATIVE = 1, 2


def nanoseconds(seconds: float) -> int:
    """A time so many seconds after MORNING, with the clients' milliseconds."""
    return (int(MORNING.timestamp() * 1000) + round(seconds * 1000)) * 1_000_000


def attributes(values: Mapping[str, Value | None]) -> list[Body]:
    return [{"key": key, "value": _value(value)} for key, value in values.items() if value is not None]


def _value(value: Value) -> Body:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": value}
        case float():
            return {"doubleValue": value}
    return {"stringValue": value}


def record(name: str, seconds: float, **stated: Value | None) -> Body:
    """A log record of an event; keys with dots are written with two underscores (`session__id`)."""
    values = {"event.name": name, **_dotted(stated)}
    body = {"stringValue": f"claude_code.{name}"}
    return {"timeUnixNano": str(nanoseconds(seconds)), "body": body, "attributes": attributes(values)}


def logs(records: Iterable[Body], resource: Mapping[str, Value] = CLAUDE_CODE) -> Body:
    scope = {"scope": {"name": "com.anthropic.claude_code.events"}, "logRecords": list(records)}
    return {"resourceLogs": [{"resource": {"attributes": attributes(resource)}, "scopeLogs": [scope]}]}


def point(value: float, start: float, end: float, **stated: Value | None) -> Body:
    times = {"startTimeUnixNano": str(nanoseconds(start)), "timeUnixNano": str(nanoseconds(end))}
    return times | {"asDouble": value, "attributes": attributes(_dotted(stated))}


def metric(name: str, points: Iterable[Body], temporality: int = DELTA) -> Body:
    data = {"aggregationTemporality": temporality, "isMonotonic": True, "dataPoints": list(points)}
    return {"name": f"claude_code.{name}", "unit": "", "sum": data}


def metrics(measured: Iterable[Body], resource: Mapping[str, Value] = CLAUDE_CODE) -> Body:
    scope = {"scope": {"name": "com.anthropic.claude_code"}, "metrics": list(measured)}
    return {"resourceMetrics": [{"resource": {"attributes": attributes(resource)}, "scopeMetrics": [scope]}]}


def span(name: str, trace: int, number: int, seconds: float, **stated: Value | None) -> Body:
    ids = {"traceId": f"{trace:032x}", "spanId": f"{number:016x}"}
    times = {"startTimeUnixNano": str(nanoseconds(seconds - 1)), "endTimeUnixNano": str(nanoseconds(seconds))}
    return ids | times | {"name": name, "attributes": attributes(_dotted(stated))}


def traces(spans: Iterable[Body], resource: Mapping[str, Value] = CLAUDE_CODE) -> Body:
    scope = {"scope": {"name": "claude"}, "spans": list(spans)}
    return {"resourceSpans": [{"resource": {"attributes": attributes(resource)}, "scopeSpans": [scope]}]}


def _dotted(stated: Mapping[str, Value | None]) -> dict[str, Value | None]:
    return {key.replace("__", "."): value for key, value in stated.items()}
