"""The frame of an OTLP/JSON export: all of it but the values of the records' attributes and bodies.

Reading the frame costs a third of decoding the whole, and finds whatever is no JSON or no export of its signal. Values
are read behind the door, where a record with one that cannot be read is set aside and counted.
"""

from decimal import Decimal

import msgspec

from stackspend.otlp.export import Resource, Scope, Signal, Skimmed
from stackspend.otlp.json import decode_json, records_of
from stackspend.otlp.removal import holds

_UNREAD = msgspec.Raw(b"")


class _Part(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """Named as its counterpart in `export`, and as lenient."""


class _Attribute(_Part, frozen=True):
    key: str


class _Record(_Part, frozen=True):
    time_unix_nano: int | None = None
    observed_time_unix_nano: int | None = None
    body: msgspec.Raw = _UNREAD
    attributes: list[_Attribute] = []
    event_name: str = ""
    trace_id: str = ""


class _ScopeLogs(_Part, frozen=True):
    scope: Scope | None = None
    log_records: list[_Record] = []


class _ResourceLogs(_Part, frozen=True):
    resource: Resource | None = None
    scope_logs: list[_ScopeLogs] = []


class _Logs(_Part, frozen=True):
    resource_logs: list[_ResourceLogs] = []

    def records(self) -> list[_Record]:
        return [log for resource in self.resource_logs for scope in resource.scope_logs for log in scope.log_records]

    def names(self) -> list[str]:
        return [attribute.key for log in self.records() for attribute in log.attributes]


class _Point(_Part, frozen=True):
    attributes: msgspec.Raw = _UNREAD
    start_time_unix_nano: int | None = None
    time_unix_nano: int | None = None
    as_double: Decimal | None = None
    as_int: int | None = None
    flags: int = 0


class _Points(_Part, frozen=True):
    data_points: list[_Point] = []
    aggregation_temporality: int | str = 0


class _Metric(_Part, frozen=True):
    name: str = ""
    unit: str = ""
    sum: _Points | None = None
    gauge: _Points | None = None


class _ScopeMetrics(_Part, frozen=True):
    scope: Scope | None = None
    metrics: list[_Metric] = []


class _ResourceMetrics(_Part, frozen=True):
    resource: Resource | None = None
    scope_metrics: list[_ScopeMetrics] = []


class _Metrics(_Part, frozen=True):
    resource_metrics: list[_ResourceMetrics] = []

    def records(self) -> list[_Point]:
        scopes = [scope for resource in self.resource_metrics for scope in resource.scope_metrics]
        series = [data for scope in scopes for metric in scope.metrics for data in (metric.sum, metric.gauge) if data]
        return [point for data in series for point in data.data_points]

    def names(self) -> list[str]:
        """None are looked at: what is watched for is no metric's."""
        return []


class _SpanEvent(_Part, frozen=True):
    attributes: list[_Attribute] = []


class _Span(_Part, frozen=True):
    trace_id: str = ""
    span_id: str = ""
    parent_span_id: str = ""
    name: str = ""
    start_time_unix_nano: int | None = None
    end_time_unix_nano: int | None = None
    attributes: list[_Attribute] = []
    events: list[_SpanEvent] = []


class _ScopeSpans(_Part, frozen=True):
    scope: Scope | None = None
    spans: list[_Span] = []


class _ResourceSpans(_Part, frozen=True):
    resource: Resource | None = None
    scope_spans: list[_ScopeSpans] = []


class _Traces(_Part, frozen=True):
    resource_spans: list[_ResourceSpans] = []

    def records(self) -> list[_Span]:
        return [span for resource in self.resource_spans for scope in resource.scope_spans for span in scope.spans]

    def names(self) -> list[str]:
        spans = self.records()
        own = [attribute.key for span in spans for attribute in span.attributes]
        return own + [attribute.key for span in spans for event in span.events for attribute in event.attributes]


_FRAME: dict[Signal, msgspec.json.Decoder[_Logs] | msgspec.json.Decoder[_Metrics] | msgspec.json.Decoder[_Traces]] = {
    Signal.LOGS: msgspec.json.Decoder(_Logs, strict=False),
    Signal.METRICS: msgspec.json.Decoder(_Metrics, strict=False),
    Signal.TRACES: msgspec.json.Decoder(_Traces, strict=False),
}


def skim_json(body: bytes, signal: Signal, watched: frozenset[str]) -> Skimmed:
    """How many records an export has, and whether one may have a watched attribute. Raises NotOtlp.

    Whatever is odd about the frame is decoded in full, which tells what is wrong and where, or that nothing is. So this
    refuses, and sets aside, what `decode_json` does, but for values of attributes and bodies.
    """
    try:
        frame = _FRAME[signal].decode(body)
        count = len(frame.records())
        if count and _is_utf8(body) and watched.isdisjoint(frame.names()):
            return Skimmed(count)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # decoding in full tells what is wrong
    decoded = decode_json(body, signal)
    holding = bool(watched) and (bool(decoded.set_aside) or holds(decoded.export, watched))
    return Skimmed(records_of(decoded.export), decoded.set_aside, holding)


def _is_utf8(body: bytes) -> bool:
    """Whether what was skipped is text, too: msgspec does not look."""
    return body.isascii() or bool(body.decode())
