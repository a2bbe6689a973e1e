"""What an OTLP export request contains, in the part that StackSpend reads; unknown fields are ignored.

Field types are lenient where the wire is known to vary: integers may be JSON numbers or decimal strings. Doubles are
read as `Decimal` from their literal text, so no dollar passes through binary rounding twice.
"""

from decimal import Decimal
from enum import StrEnum

import msgspec


class Signal(StrEnum):
    """One of the three OTLP signals; the value is the last segment of its path."""

    METRICS = "metrics"
    LOGS = "logs"
    TRACES = "traces"


class Encoding(StrEnum):
    """How a request and its answer are written."""

    JSON = "application/json"
    PROTOBUF = "application/x-protobuf"


class Lenient(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """Base of all wire shapes: camelCase names, immutable, unknown fields ignored."""


class AnyValue(Lenient, frozen=True):
    """An attribute value; at most one field is set."""

    string_value: str | None = None
    int_value: int | None = None
    double_value: Decimal | None = None
    bool_value: bool | None = None
    bytes_value: str | None = None
    array_value: "ArrayValue | None" = None
    kvlist_value: "KeyValueList | None" = None


class ArrayValue(Lenient, frozen=True):
    """A list of values."""

    values: list[AnyValue] = []


class KeyValue(Lenient, frozen=True):
    """One attribute."""

    key: str
    value: AnyValue | None = None


class KeyValueList(Lenient, frozen=True):
    """A nested map."""

    values: list[KeyValue] = []


class Resource(Lenient, frozen=True):
    """The emitting program."""

    attributes: list[KeyValue] = []


class Scope(Lenient, frozen=True):
    """The instrumentation scope."""

    name: str = ""
    version: str = ""


class LogRecord(Lenient, frozen=True):
    """A log record; times in nanoseconds since 1970, 0 or None when unset."""

    time_unix_nano: int | None = None
    observed_time_unix_nano: int | None = None
    body: AnyValue | None = None
    attributes: list[KeyValue] = []
    event_name: str = ""
    trace_id: str = ""


class DataPoint(Lenient, frozen=True):
    """A number data point; `as_double` or `as_int` is set, `flags` bit 0 means "no recorded value"."""

    attributes: list[KeyValue] = []
    start_time_unix_nano: int | None = None
    time_unix_nano: int | None = None
    as_double: Decimal | None = None
    as_int: int | None = None
    flags: int = 0


class Points(Lenient, frozen=True):
    """The data of a sum or a gauge; temporality 1 is delta, 2 cumulative (protobuf JSON may spell the name)."""

    data_points: list[DataPoint] = []
    aggregation_temporality: int | str = 0


class Metric(Lenient, frozen=True):
    """A metric; histograms and summaries carry nothing that StackSpend books."""

    name: str = ""
    unit: str = ""
    sum: Points | None = None
    gauge: Points | None = None


class SpanEvent(Lenient, frozen=True):
    """Something that happened during a span."""

    attributes: list[KeyValue] = []


class Span(Lenient, frozen=True):
    """A span; ids are hexadecimal."""

    trace_id: str = ""
    span_id: str = ""
    parent_span_id: str = ""
    name: str = ""
    start_time_unix_nano: int | None = None
    end_time_unix_nano: int | None = None
    attributes: list[KeyValue] = []
    events: list[SpanEvent] = []


class ScopeLogs(Lenient, frozen=True):
    """Log records of one scope."""

    scope: Scope | None = None
    log_records: list[LogRecord] = []


class ScopeMetrics(Lenient, frozen=True):
    """Metrics of one scope."""

    scope: Scope | None = None
    metrics: list[Metric] = []


class ScopeSpans(Lenient, frozen=True):
    """Spans of one scope."""

    scope: Scope | None = None
    spans: list[Span] = []


class ResourceLogs(Lenient, frozen=True):
    """Log records of one resource."""

    resource: Resource | None = None
    scope_logs: list[ScopeLogs] = []


class ResourceMetrics(Lenient, frozen=True):
    """Metrics of one resource."""

    resource: Resource | None = None
    scope_metrics: list[ScopeMetrics] = []


class ResourceSpans(Lenient, frozen=True):
    """Spans of one resource."""

    resource: Resource | None = None
    scope_spans: list[ScopeSpans] = []


class LogsExport(Lenient, frozen=True):
    """`ExportLogsServiceRequest`."""

    resource_logs: list[ResourceLogs] = []


class MetricsExport(Lenient, frozen=True):
    """`ExportMetricsServiceRequest`."""

    resource_metrics: list[ResourceMetrics] = []


class TracesExport(Lenient, frozen=True):
    """`ExportTraceServiceRequest`."""

    resource_spans: list[ResourceSpans] = []


Export = LogsExport | MetricsExport | TracesExport


class SetAside(msgspec.Struct, frozen=True):
    """A record that could not be read: `where` in the export, and the `reason` as a sentence."""

    where: str
    reason: str


class Decoded(msgspec.Struct, frozen=True):
    """An export and the records of it that could not be read, in order."""

    export: Export
    set_aside: tuple[SetAside, ...] = ()


class Skimmed(msgspec.Struct, frozen=True):
    """What the door needs to know of an export: how many records it has, and those that could not be read.

    Records are log records, data points and spans. `watched` tells whether one may have a watched attribute.
    """

    records: int
    set_aside: tuple[SetAside, ...] = ()
    watched: bool = False


DEEPEST = 32
"""How many lists and maps deep an attribute is read; the emitters that we know nest one deep."""


def attributes_of(pairs: list[KeyValue], depth: int = 0) -> dict[str, "Plain"]:
    """Attributes as a dictionary of plain values; of a repeated key the last counts."""
    return {
        # Most values are texts: telling them here saves a call for each.
        pair.key: value.string_value
        if (value := pair.value) is not None and value.string_value is not None
        else plain(value, depth)
        for pair in pairs
    }


Plain = str | int | Decimal | bool | list["Plain"] | dict[str, "Plain"] | None


def plain(value: AnyValue | None, depth: int = 0) -> Plain:
    """The set field of a value; None if there is none, or if it lies more than DEEPEST lists and maps deep."""
    if value is None or depth > DEEPEST:
        return None
    if value.string_value is not None:
        return value.string_value
    if value.int_value is not None:
        return value.int_value
    if value.double_value is not None:
        return value.double_value
    if value.bool_value is not None:
        return value.bool_value
    if value.array_value is not None:
        return [plain(item, depth + 1) for item in value.array_value.values]
    if value.kvlist_value is not None:
        return attributes_of(value.kvlist_value.values, depth + 1)
    return value.bytes_value
