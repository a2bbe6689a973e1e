"""The records of an export one by one, in the order in which they are read, each with its place."""

from collections.abc import Iterator

import msgspec

from stackspend.otlp.export import (
    DataPoint,
    Export,
    LogRecord,
    LogsExport,
    Metric,
    MetricsExport,
    Points,
    Resource,
    Span,
    TracesExport,
)


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A log record, data point or span; `where` is its path in the export, `metric` whose point it is."""

    where: str
    resource: Resource | None
    record: LogRecord | DataPoint | Span
    metric: Metric | None = None


def placed(export: Export) -> Iterator[Placed]:
    """Every record. Those that were set aside in decoding have left an empty one behind; of a metric that could not be
    read there is none."""
    match export:
        case LogsExport(resource_logs=logs):
            for i, resource in enumerate(logs):
                for j, scope in enumerate(resource.scope_logs):
                    path = f"$.resourceLogs[{i}].scopeLogs[{j}].logRecords"
                    for k, record in enumerate(scope.log_records):
                        yield Placed(f"{path}[{k}]", resource.resource, record)
        case MetricsExport(resource_metrics=measured):
            for i, metrics in enumerate(measured):
                for j, scope_metrics in enumerate(metrics.scope_metrics):
                    for k, metric in enumerate(scope_metrics.metrics):
                        path = f"$.resourceMetrics[{i}].scopeMetrics[{j}].metrics[{k}].dataPoints"
                        for n, point in enumerate((metric.sum or metric.gauge or Points()).data_points):
                            yield Placed(f"{path}[{n}]", metrics.resource, point, metric)
        case TracesExport(resource_spans=traces):
            for i, traced in enumerate(traces):
                for j, spans in enumerate(traced.scope_spans):
                    path = f"$.resourceSpans[{i}].scopeSpans[{j}].spans"
                    for k, span in enumerate(spans.spans):
                        yield Placed(f"{path}[{k}]", traced.resource, span)
