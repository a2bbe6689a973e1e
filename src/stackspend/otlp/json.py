"""Decode OTLP/JSON.

The whole body is decoded in one typed pass. Only when that fails is it taken apart, so that one unreadable record is
set aside and named while its neighbours are kept; a body of which nothing can be read is not OTLP.
"""

from typing import Any

import msgspec

from stackspend.errors import NotOtlp
from stackspend.otlp.export import (
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
_PLAIN = msgspec.json.Decoder(float_hook=str)


def decode_json(body: bytes, signal: Signal) -> Decoded:
    """The export in `body`, with the records set aside that cannot be read.

    Raises NotOtlp, saying where and why, if the body is not JSON, is not an export of this signal, or has records of
    which none can be read.
    """
    try:
        export: Export = _WHOLE[signal].decode(body)
    except msgspec.ValidationError as error:
        return _decode_apart(body, signal, error)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotOtlp(f"The body is not JSON: {error}.") from error
    except RecursionError as error:
        raise NotOtlp("The body is not OTLP: it is nested too deeply.") from error
    if not _records(export):
        _refuse_other_signal(body, signal)
    return Decoded(export)


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
    top = _PLAIN.decode(body)
    for other, (outer, *_) in _PATH.items():
        if other is not signal and isinstance(top, dict) and top.get(outer):
            raise NotOtlp(f"The body holds {outer}: send it to /v1/{other}, not to /v1/{signal}.")


def _decode_apart(body: bytes, signal: Signal, error: msgspec.ValidationError) -> Decoded:
    outer, middle, inner, kind = _PATH[signal]
    refusal = NotOtlp(f"The body is not an OTLP {signal} export: {error}.")
    try:
        tree = _PLAIN.decode(body)
    except RecursionError:
        raise NotOtlp("The body is not OTLP: it is nested too deeply.") from error
    set_aside: list[SetAside] = []
    kept = 0
    for i, resource in _entries(tree, outer, refusal):
        for j, scope in _entries(resource, middle, refusal):
            good = []
            for k, record in _entries(scope, inner, refusal):
                try:
                    msgspec.convert(record, kind, strict=False)
                except msgspec.ValidationError as reason:
                    set_aside.append(SetAside(f"$.{outer}[{i}].{middle}[{j}].{inner}[{k}]", f"{reason}."))
                else:
                    good.append(record)
            scope[inner] = good
            kept += len(good)
    if not set_aside or not kept:
        raise refusal from error
    try:
        return Decoded(msgspec.convert(tree, type(_WHOLE[signal].decode(b"{}")), strict=False), tuple(set_aside))
    except msgspec.ValidationError:
        raise refusal from error


def _entries(owner: object, key: str, refusal: NotOtlp) -> list[tuple[int, Any]]:
    """The numbered objects of a list field; a wrong shape on the way to the records refuses the whole body."""
    found = owner.get(key, []) if isinstance(owner, dict) else None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise refusal
    return list(enumerate(found))
