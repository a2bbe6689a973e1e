"""From an export to what it says: every record is handed to the module of its source, and each may fail alone."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from stackspend.ledger.link import links_of
from stackspend.ledger.observation import Sighting
from stackspend.otlp.export import (
    DataPoint,
    Export,
    LogRecord,
    LogsExport,
    MetricsExport,
    Points,
    Resource,
    SetAside,
    Span,
    TracesExport,
    attributes_of,
)
from stackspend.sources import activity, claude_code, office_agents
from stackspend.sources.attributes import Unreadable, shortened, text
from stackspend.sources.record import Derived, Origin, Record
from stackspend.sources.setting import Setting

CUMULATIVE = (2, "2", "AGGREGATION_TEMPORALITY_CUMULATIVE")
NO_RECORDED_VALUE = 1
# Emitters write `claude_code.api_request` in the body and `api_request` in event.name; Cowork may use its own prefix.
_EVENT_PREFIXES = ("claude_code", "claude_cowork", "cowork", "claude-desktop")


def derive(
    export: Export, *, batch_id: UUID, connection_id: UUID, key_id: UUID | None = None, received_at: datetime
) -> Derived:
    """The observations, activity and links of an export, and what could not be read of it, with the reasons."""
    derivation = _Derivation(Sighting(batch_id, connection_id, key_id, received_at, 0))
    match export:
        case LogsExport(resource_logs=resources):
            for i, logs in enumerate(resources):
                derivation.enter(logs.resource)
                for j, scope_logs in enumerate(logs.scope_logs):
                    derivation.go_to(f"$.resourceLogs[{i}].scopeLogs[{j}].logRecords")
                    for log in scope_logs.log_records:
                        derivation.read(log, _read_log)
        case MetricsExport(resource_metrics=resources_):
            for i, metrics in enumerate(resources_):
                derivation.enter(metrics.resource)
                for j, scope_metrics in enumerate(metrics.scope_metrics):
                    for k, metric in enumerate(scope_metrics.metrics):
                        path = f"$.resourceMetrics[{i}].scopeMetrics[{j}].metrics[{k}].dataPoints"
                        derivation.go_to(path)
                        points = metric.sum or metric.gauge or Points()
                        reader = partial(
                            _read_point, metric.name, cumulative=points.aggregation_temporality in CUMULATIVE
                        )
                        for point in points.data_points:
                            derivation.read(point, reader)
        case TracesExport(resource_spans=spans):
            for i, traces in enumerate(spans):
                derivation.enter(traces.resource)
                for j, scope_spans in enumerate(traces.scope_spans):
                    derivation.go_to(f"$.resourceSpans[{i}].scopeSpans[{j}].spans")
                    for span in scope_spans.spans:
                        derivation.read(span, _read_span)
    return derivation.derived


Item = TypeVar("Item", LogRecord, DataPoint, Span)


class _Derivation:
    """One export on its way: counts positions, and keeps one unreadable record from taking its neighbours along."""

    def __init__(self, arrival: Sighting) -> None:
        self.derived = Derived()
        self._arrival = arrival
        self._origin = Origin.read({})
        self._path = ""
        self._index = 0
        self._linked: tuple[Setting, str | None] | None = None

    def enter(self, resource: Resource | None) -> None:
        """Go on with the records of `resource`."""
        self._origin = Origin.read(attributes_of(resource.attributes) if resource else {})

    def go_to(self, path: str) -> None:
        """Go on with the list at `path`."""
        self._path = path
        self._index = 0

    def read(self, item: Item, reader: Callable[[Record, Item, Derived], str | None]) -> None:
        """Add what a record says. `reader` answers its trace id, if that links it to others, or raises Unreadable."""
        derived, origin = self.derived, self._origin
        attributes = origin.resource | attributes_of(item.attributes)
        record = Record(origin, origin.settings.of(attributes), attributes, self._arrival, derived.records)
        derived.records += 1
        self._index += 1
        try:
            trace_id = reader(record, item, derived)
        except Unreadable as reason:
            derived.set_aside.append(SetAside(f"{self._path}[{self._index - 1}]", str(reason)))
            return
        self._link(record.setting, trace_id)

    def _link(self, setting: Setting, trace_id: str | None) -> None:
        """Note who was seen together; the records of an export mostly name the same, one after the other."""
        if self._linked is None or setting is not self._linked[0] or trace_id != self._linked[1]:
            self._linked = setting, trace_id
            self.derived.links.update(links_of(setting.who, setting.session_id, trace_id))
            if version := setting.context.client_version:
                self.derived.client_versions.add(version)


def _read_log(record: Record, log: LogRecord, derived: Derived) -> None:
    event = event_name(record, log)
    if event == "api_request":
        derived.observations.append(claude_code.usage_event(record, log))
    elif event and (counted := activity.event_activity(record, event, log)):
        derived.activity.append(counted)


def _read_point(metric: str, record: Record, point: DataPoint, derived: Derived, *, cumulative: bool) -> None:
    if point.flags & NO_RECORDED_VALUE:
        return
    if metric in (claude_code.COST_METRIC, claude_code.TOKEN_METRIC):
        derived.observations.append(claude_code.usage_point(record, metric, point, cumulative=cumulative))
    elif counted := activity.point_activity(record, metric, point, cumulative=cumulative):
        derived.activity.append(counted)


def _read_span(record: Record, span: Span, derived: Derived) -> str | None:
    if span.name == claude_code.REQUEST_SPAN:
        derived.observations.append(claude_code.usage_span(record, span))
    elif span.name == office_agents.REQUEST_SPAN:
        derived.observations.append(office_agents.usage_span(record, span))
    return shortened(span.trace_id) or None


def event_name(record: Record, log: LogRecord) -> str | None:
    """The event's bare name, from the attribute, the record's field or the body; None for events of other programs."""
    stated = text(record.attributes, "event.name") or log.event_name
    if not stated and log.body:
        stated = log.body.string_value or ""
    prefix, dot, bare = stated.rpartition(".")
    return stated or None if not dot else bare if prefix in _EVENT_PREFIXES else None
