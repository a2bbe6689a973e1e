"""From an export to what it says: every record is handed to the module of its source, and each may fail alone."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.ledger.link import links_of
from stackspend.ledger.observation import Sighting
from stackspend.otlp.export import (
    DataPoint,
    Export,
    LogRecord,
    LogsExport,
    Metric,
    MetricsExport,
    Plain,
    Resource,
    Scope,
    SetAside,
    Span,
    TracesExport,
    attributes_of,
    plain,
)
from stackspend.sources import activity, claude_code, office_agents
from stackspend.sources.attributes import Unreadable, text
from stackspend.sources.record import Derived, Origin, Record

CUMULATIVE = (2, "2", "AGGREGATION_TEMPORALITY_CUMULATIVE")
NO_RECORDED_VALUE = 1
# Emitters write `claude_code.api_request` in the body and `api_request` in event.name; Cowork may use its own prefix.
_EVENT_PREFIXES = ("claude_code.", "claude_cowork.", "cowork.", "claude-desktop.")


def derive(
    export: Export, *, batch_id: UUID, connection_id: UUID, key_id: UUID | None = None, received_at: datetime
) -> Derived:
    """The observations, activity and links of an export, and what could not be read of it, with the reasons."""
    derivation = _Derivation(Sighting(batch_id, connection_id, key_id, received_at, 0))
    match export:
        case LogsExport(resource_logs=resources):
            for i, logs in enumerate(resources):
                for j, scope_logs in enumerate(logs.scope_logs):
                    origin = _origin(logs.resource, scope_logs.scope)
                    for k, log in enumerate(scope_logs.log_records):
                        where = f"$.resourceLogs[{i}].scopeLogs[{j}].logRecords[{k}]"
                        derivation.read(where, origin, attributes_of(log.attributes), _log_reader(log))
        case MetricsExport(resource_metrics=resources_):
            for i, metrics in enumerate(resources_):
                for j, scope_metrics in enumerate(metrics.scope_metrics):
                    origin = _origin(metrics.resource, scope_metrics.scope)
                    for k, metric in enumerate(scope_metrics.metrics):
                        derivation.read_points(f"$.resourceMetrics[{i}].scopeMetrics[{j}].metrics[{k}]", origin, metric)
        case TracesExport(resource_spans=spans):
            for i, traces in enumerate(spans):
                for j, scope_spans in enumerate(traces.scope_spans):
                    origin = _origin(traces.resource, scope_spans.scope)
                    for k, span in enumerate(scope_spans.spans):
                        where = f"$.resourceSpans[{i}].scopeSpans[{j}].spans[{k}]"
                        derivation.read(where, origin, attributes_of(span.attributes), _span_reader(span))
    return derivation.derived


Reader = Callable[[Record, Derived], str | None]
"""Adds what a record says to a Derived; answers the record's trace id, if it has one. Raises Unreadable."""


class _Derivation:
    """One export on its way: counts positions and keeps one unreadable record from taking its neighbours along."""

    def __init__(self, arrival: Sighting) -> None:
        self.derived = Derived()
        self._arrival = arrival

    def read(self, where: str, origin: Origin, own: dict[str, Plain], reader: Reader) -> None:
        derived = self.derived
        record = Record(origin, origin.resource | own, msgspec.structs.replace(self._arrival, position=derived.records))
        derived.records += 1
        try:
            trace_id = reader(record, derived)
        except Unreadable as reason:
            derived.set_aside.append(SetAside(where, str(reason)))
            return
        derived.links.update(links_of(record.who, text(record.attributes, "session.id"), trace_id))

    def read_points(self, where: str, origin: Origin, metric: Metric) -> None:
        points = metric.sum or metric.gauge
        if points is None:
            return
        cumulative = points.aggregation_temporality in CUMULATIVE
        for n, point in enumerate(points.data_points):
            if point.flags & NO_RECORDED_VALUE:
                self.derived.records += 1
                continue

            def reader(record: Record, derived: Derived, point: DataPoint = point) -> None:
                if metric.name in (claude_code.COST_METRIC, claude_code.TOKEN_METRIC):
                    found = claude_code.usage_point(record, metric.name, point, cumulative=cumulative)
                    derived.observations.append(found)
                elif counted := activity.point_activity(record, metric.name, point, cumulative=cumulative):
                    derived.activity.append(counted)

            self.read(f"{where}.dataPoints[{n}]", origin, attributes_of(point.attributes), reader)


def _origin(resource: Resource | None, scope: Scope | None) -> Origin:
    return Origin.read(attributes_of(resource.attributes) if resource else {}, scope.name if scope else "")


def _log_reader(log: LogRecord) -> Reader:
    def reader(record: Record, derived: Derived) -> str | None:
        event = event_name(record, log)
        if event == "api_request":
            derived.observations.append(claude_code.usage_event(record, log))
        elif event and (counted := activity.event_activity(record, event, log)):
            derived.activity.append(counted)
        return None

    return reader


def _span_reader(span: Span) -> Reader:
    def reader(record: Record, derived: Derived) -> str | None:
        if span.name == claude_code.REQUEST_SPAN:
            derived.observations.append(claude_code.usage_span(record, span))
        elif span.name == office_agents.REQUEST_SPAN:
            derived.observations.append(office_agents.usage_span(record, span))
        return span.trace_id or None

    return reader


def event_name(record: Record, log: LogRecord) -> str | None:
    """The event's bare name, from the attribute, the record's field or the body; None for events of other programs."""
    body = plain(log.body)
    stated = text(record.attributes, "event.name") or log.event_name or (body if isinstance(body, str) else "")
    for prefix in _EVENT_PREFIXES:
        if stated.startswith(prefix):
            return stated.removeprefix(prefix)
    return stated if stated and "." not in stated else None
