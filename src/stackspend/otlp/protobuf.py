"""Decode OTLP/protobuf into the same shapes as OTLP/JSON."""

import base64
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import DecodeError, Message
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from stackspend.errors import NotOtlp
from stackspend.otlp.export import (
    AnyValue,
    ArrayValue,
    DataPoint,
    Decoded,
    KeyValue,
    KeyValueList,
    LogRecord,
    LogsExport,
    Metric,
    MetricsExport,
    Points,
    Resource,
    ResourceLogs,
    ResourceMetrics,
    ResourceSpans,
    Scope,
    ScopeLogs,
    ScopeMetrics,
    ScopeSpans,
    Signal,
    Span,
    TracesExport,
)

_REQUEST: dict[Signal, type[Message]] = {
    Signal.LOGS: ExportLogsServiceRequest,
    Signal.METRICS: ExportMetricsServiceRequest,
    Signal.TRACES: ExportTraceServiceRequest,
}


def parse_protobuf(body: bytes, signal: Signal) -> Message:
    """The request message of `signal`. Raises NotOtlp if the bytes are not one."""
    message = _REQUEST[signal]()
    try:
        message.ParseFromString(body)
    except (DecodeError, RuntimeError) as error:
        raise NotOtlp(f"The body is not a protobuf OTLP {signal} export: {error}.") from error
    return message


def records_in(message: Any, signal: Signal) -> int:
    """How many log records, data points or spans a request message has."""
    match signal:
        case Signal.LOGS:
            return sum(len(scope.log_records) for resource in message.resource_logs for scope in resource.scope_logs)
        case Signal.METRICS:
            scopes = [scope for resource in message.resource_metrics for scope in resource.scope_metrics]
            metrics = [metric for scope in scopes for metric in scope.metrics]
            return sum(len(metric.sum.data_points) + len(metric.gauge.data_points) for metric in metrics)
        case Signal.TRACES:
            return sum(len(scope.spans) for resource in message.resource_spans for scope in resource.scope_spans)


def decode_protobuf(body: bytes, signal: Signal) -> Decoded:
    """The export in `body`. Raises NotOtlp if the bytes are not a request message of this signal."""
    message: Any = parse_protobuf(body, signal)
    match signal:
        case Signal.LOGS:
            return Decoded(LogsExport([_resource_logs(r) for r in message.resource_logs]))
        case Signal.METRICS:
            return Decoded(MetricsExport([_resource_metrics(r) for r in message.resource_metrics]))
        case Signal.TRACES:
            return Decoded(TracesExport([_resource_spans(r) for r in message.resource_spans]))


def protobuf_as_json(body: bytes, signal: Signal) -> dict[str, Any]:
    """The message as an OTLP/JSON object, for people to read: ids in hexadecimal, enums as numbers."""
    tree = MessageToDict(parse_protobuf(body, signal), use_integers_for_enums=True)
    _ids_to_hex(tree)
    return tree


def _ids_to_hex(node: Any) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"traceId", "spanId", "parentSpanId"} and isinstance(value, str):
                node[key] = base64.b64decode(value).hex()
            else:
                _ids_to_hex(value)
    elif isinstance(node, list):
        for item in node:
            _ids_to_hex(item)


def _value(value: Any) -> AnyValue | None:
    match value.WhichOneof("value"):
        case "string_value":
            return AnyValue(string_value=value.string_value)
        case "int_value":
            return AnyValue(int_value=value.int_value)
        case "double_value":
            return AnyValue(double_value=_decimal(value.double_value))
        case "bool_value":
            return AnyValue(bool_value=value.bool_value)
        case "array_value":
            items = (_value(item) or AnyValue() for item in value.array_value.values)
            return AnyValue(array_value=ArrayValue(list(items)))
        case "kvlist_value":
            return AnyValue(kvlist_value=KeyValueList(_attributes(value.kvlist_value.values)))
        case "bytes_value":
            return AnyValue(bytes_value=base64.b64encode(value.bytes_value).decode())
    return None


def _decimal(value: float) -> Decimal:
    """The shortest decimal that reads back as the same double: what the client would have written in JSON."""
    return Decimal(repr(value).removesuffix(".0"))


def _attributes(pairs: Iterable[Any]) -> list[KeyValue]:
    return [KeyValue(pair.key, _value(pair.value)) for pair in pairs]


def _resource(owner: Any) -> Resource:
    return Resource(_attributes(owner.resource.attributes))


def _scope(owner: Any) -> Scope:
    return Scope(owner.scope.name, owner.scope.version)


def _resource_logs(resource: Any) -> ResourceLogs:
    scopes = [ScopeLogs(_scope(s), [_log_record(r) for r in s.log_records]) for s in resource.scope_logs]
    return ResourceLogs(_resource(resource), scopes)


def _log_record(record: Any) -> LogRecord:
    return LogRecord(
        time_unix_nano=record.time_unix_nano,
        observed_time_unix_nano=record.observed_time_unix_nano,
        body=_value(record.body),
        attributes=_attributes(record.attributes),
        event_name=record.event_name,
        trace_id=record.trace_id.hex(),
    )


def _resource_metrics(resource: Any) -> ResourceMetrics:
    scopes = [ScopeMetrics(_scope(s), [_metric(m) for m in s.metrics]) for s in resource.scope_metrics]
    return ResourceMetrics(_resource(resource), scopes)


def _metric(metric: Any) -> Metric:
    match metric.WhichOneof("data"):
        case "sum":
            points = [_point(p) for p in metric.sum.data_points]
            return Metric(metric.name, metric.unit, sum=Points(points, metric.sum.aggregation_temporality))
        case "gauge":
            return Metric(metric.name, metric.unit, gauge=Points([_point(p) for p in metric.gauge.data_points]))
    return Metric(metric.name, metric.unit)


def _point(point: Any) -> DataPoint:
    kind = point.WhichOneof("value")
    return DataPoint(
        attributes=_attributes(point.attributes),
        start_time_unix_nano=point.start_time_unix_nano,
        time_unix_nano=point.time_unix_nano,
        as_double=_decimal(point.as_double) if kind == "as_double" else None,
        as_int=point.as_int if kind == "as_int" else None,
        flags=point.flags,
    )


def _resource_spans(resource: Any) -> ResourceSpans:
    scopes = [ScopeSpans(_scope(s), [_span(p) for p in s.spans]) for s in resource.scope_spans]
    return ResourceSpans(_resource(resource), scopes)


def _span(span: Any) -> Span:
    return Span(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_span_id=span.parent_span_id.hex(),
        name=span.name,
        start_time_unix_nano=span.start_time_unix_nano,
        end_time_unix_nano=span.end_time_unix_nano,
        attributes=_attributes(span.attributes),
    )
