"""Decode OTLP/JSON.

The whole body is decoded in one typed pass. Only when that fails is it taken apart, so that one unreadable record is
set aside and named while its neighbours are kept; a body of which nothing can be read is not OTLP.
"""

import math
import re
from typing import Any

import msgspec

from stackspend.errors import NotOtlp
from stackspend.otlp.export import (
    DataPoint,
    Decoded,
    Export,
    LogRecord,
    LogsExport,
    Metric,
    MetricsExport,
    SetAside,
    Signal,
    Span,
    TracesExport,
)

# Lax decoding accepts 64-bit integers as strings (OTLP/JSON) and as numbers (what Claude Code sends).
_WHOLE: dict[Signal, msgspec.json.Decoder[Any]] = {
    Signal.LOGS: msgspec.json.Decoder(LogsExport, strict=False),
    Signal.METRICS: msgspec.json.Decoder(MetricsExport, strict=False),
    Signal.TRACES: msgspec.json.Decoder(TracesExport, strict=False),
}
# Per signal: the lists on the way to a record, and the type of a record.
_PATH: dict[Signal, tuple[str, str, str, type]] = {
    Signal.LOGS: ("resourceLogs", "scopeLogs", "logRecords", LogRecord),
    Signal.METRICS: ("resourceMetrics", "scopeMetrics", "metrics", Metric),
    Signal.TRACES: ("resourceSpans", "scopeSpans", "spans", Span),
}
# What stands for a data point that cannot be read: "no recorded value".
_NO_POINT = {"flags": 1}
# Numbers with a fraction stay the text that they are until they become a Decimal.
_EXACT = msgspec.json.Decoder(float_hook=str)
# An escaped backslash, a surrogate pair, or a surrogate alone.
_SURROGATE = re.compile(rb"\\(?:[^u]|u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<alone>u[dD][89a-fA-F]..))", re.DOTALL)


def decode_json(body: bytes, signal: Signal) -> Decoded:
    """The export in `body`, with the records set aside that cannot be read.

    Raises NotOtlp, saying where and why, if the body is not JSON, is not an export of this signal, or has records of
    which none can be read.
    """
    try:
        export: Export = _WHOLE[signal].decode(body)
    except msgspec.ValidationError as error:
        return _decode_apart(mended(body), signal, error)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        whole = mended(body)
        if whole != body:
            return decode_json(whole, signal)
        raise NotOtlp(f"The body is not JSON: {error}.") from error
    except RecursionError as error:
        raise _too_deep() from error
    if not _records(export):
        _refuse_other_signal(body, signal)
    return Decoded(export)


def records_of(export: Export) -> int:
    """How many log records, data points or spans an export has."""
    match export:
        case LogsExport(resource_logs=logs):
            return sum(len(scope.log_records) for resource in logs for scope in resource.scope_logs)
        case MetricsExport(resource_metrics=measured):
            scopes = [scope for resource in measured for scope in resource.scope_metrics]
            return sum(_points_of(metric) for scope in scopes for metric in scope.metrics)
        case TracesExport(resource_spans=spans):
            return sum(len(scope.spans) for resource in spans for scope in resource.scope_spans)


def _points_of(metric: Metric) -> int:
    return sum(len(data.data_points) for data in (metric.sum, metric.gauge) if data)


def mended(body: bytes) -> bytes:
    """The body with each half of a surrogate pair that stands alone replaced by U+FFFD.

    JavaScript cuts texts between the halves of an emoji and writes what is left as an escape that is no character
    (https://tc39.es/ecma262/#sec-quotejsonstring): no reason to lose the cost beside it.
    """
    return _SURROGATE.sub(lambda found: rb"\ufffd" if found["alone"] else found[0], body)


def readable_json(body: bytes) -> Any:
    """The body as plain JSON values for people to read. Raises NotOtlp."""
    return _tree(body, _READABLE)


def _tree(body: bytes, decoder: msgspec.json.Decoder[Any]) -> Any:
    try:
        return decoder.decode(mended(body))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotOtlp(f"The body is not JSON: {error}.") from error
    except RecursionError as error:
        raise _too_deep() from error


def _float_or_text(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


_READABLE = msgspec.json.Decoder(float_hook=_float_or_text)


def _too_deep() -> NotOtlp:
    return NotOtlp("The body is not OTLP: it is nested too deeply.")


def _records(export: Export) -> list[Any]:
    match export:
        case LogsExport(resource_logs=found):
            return list(found)
        case MetricsExport(resource_metrics=measured):
            return list(measured)
        case TracesExport(resource_spans=spans):
            return list(spans)


def _refuse_other_signal(body: bytes, signal: Signal) -> None:
    """An empty export is fine; one that is empty because it was sent to the wrong path would be lost in silence."""
    top = _tree(body, _EXACT)
    for other, (outer, *_) in _PATH.items():
        if other is not signal and isinstance(top, dict) and top.get(outer):
            raise NotOtlp(f"The body holds {outer}: send it to /v1/{other}, not to /v1/{signal}.")


def _decode_apart(body: bytes, signal: Signal, error: msgspec.ValidationError) -> Decoded:
    """Every record by itself. What cannot be read leaves an empty one behind, so that the others keep their places."""
    outer, middle, inner, kind = _PATH[signal]
    refusal = NotOtlp(f"The body is not an OTLP {signal} export: {error}.")
    tree = _tree(body, _EXACT)
    set_aside: list[SetAside] = []
    kept = 0
    for i, resource in _entries(tree, outer, refusal):
        for j, scope in _entries(resource, middle, refusal):
            found = [
                _readable_part(record, kind, f"$.{outer}[{i}].{middle}[{j}].{inner}[{k}]", set_aside)
                for k, record in _entries(scope, inner, refusal)
            ]
            kept += sum(map(bool, found))
            scope[inner] = found
    if not set_aside or not kept:
        raise refusal from error
    try:
        return Decoded(msgspec.convert(tree, type(_WHOLE[signal].decode(b"{}")), strict=False), tuple(set_aside))
    except msgspec.ValidationError:
        raise refusal from error


def _readable_part(record: dict[str, Any], kind: type, where: str, set_aside: list[SetAside]) -> dict[str, Any]:
    """The record; a metric without those of its data points that cannot be read; empty if nothing can."""
    fault = _fault(record, kind)
    if fault is None:
        return record
    if kind is Metric:
        broken: list[SetAside] = []
        metric = {name: _readable_points(value, where, broken) for name, value in record.items()}
        if broken and _fault(metric, kind) is None:
            set_aside += broken
            return metric
    set_aside.append(SetAside(where, fault))
    return {}


def _readable_points(value: Any, where: str, set_aside: list[SetAside]) -> Any:
    """A sum or gauge with its broken data points emptied; any other field of a metric as it is."""
    points = value.get("dataPoints") if isinstance(value, dict) else None
    if not isinstance(points, list):
        return value
    faults = [_fault(point, DataPoint) for point in points]
    set_aside += [SetAside(f"{where}.dataPoints[{n}]", fault) for n, fault in enumerate(faults) if fault]
    return value | {
        "dataPoints": [point if fault is None else _NO_POINT for point, fault in zip(points, faults, strict=True)]
    }


def _fault(record: Any, kind: type) -> str | None:
    try:
        msgspec.convert(record, kind, strict=False)
    except msgspec.ValidationError as fault:
        return f"{fault}."
    return None


def _entries(owner: object, key: str, refusal: NotOtlp) -> list[tuple[int, Any]]:
    """The numbered objects of a list field; a wrong shape on the way to the records refuses the whole body."""
    found = owner.get(key, []) if isinstance(owner, dict) else None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise refusal
    return list(enumerate(found))
