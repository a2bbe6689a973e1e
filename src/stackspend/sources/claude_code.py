"""Claude Code (2.0 to current, terminal and desktop): `api_request` events, usage metrics, `llm_request` spans.

Every API answer is an event and is added to two metrics, and with the traces beta it is a span as well. Cowork sends
the same events, without request ids (claude.com/docs/cowork/monitoring).
Source: code.claude.com/docs/en/monitoring-usage, and captures of clients 2.0.42, 2.1.197 and 2.1.330.
"""

from decimal import Decimal
from uuid import UUID

from stackspend.ledger.observation import Evidence, Observation, Point, Usage, identity_hash, usage_of
from stackspend.otlp.export import DataPoint, LogRecord, Span
from stackspend.sources.attributes import Unreadable, count, money, shortened, text, whole
from stackspend.sources.record import Record
from stackspend.sources.vocabulary import CLAUDE_CODE

COST_METRIC = "claude_code.cost.usage"
TOKEN_METRIC = "claude_code.token.usage"  # noqa: S105 - the name of a metric
REQUEST_SPAN = "claude_code.llm_request"
_TOKEN_TYPES = {"input": "input", "output": "output", "cacheRead": "cache_read", "cacheCreation": "cache_creation"}


def usage_event(record: Record, log: LogRecord) -> Observation:
    """The observation of an `api_request` event. Raises Unreadable.

    Its identity is the request id, else the client's request id, else what tells requests of one session apart:
    `event.sequence` alone starts again when a session is resumed.
    """
    attributes, usage = record.attributes, _stated_usage(record)
    nanoseconds = log.time_unix_nano or log.observed_time_unix_nano
    request = text(attributes, "request_id") or text(attributes, "client_request_id")
    if request:
        identity = identity_hash("event", request)
    else:
        session, model = record.setting.session_id, record.setting.model
        tokens = (usage.input, usage.output, usage.cache_read, usage.cache_creation)
        place = (session, text(attributes, "prompt.id"), text(attributes, "event.sequence"), nanoseconds, model, tokens)
        identity = identity_hash("event", *place)
    return _observation(
        record,
        Evidence.EVENT,
        identity,
        nanoseconds,
        usage,
        request_id=request,
        trace_id=log.trace_id,
    )


def usage_span(record: Record, span: Span) -> Observation:
    """The observation of an API request span; it has no cost. Raises Unreadable."""
    request = text(record.attributes, "request_id")
    key = (request,) if request else (span.trace_id, span.span_id)
    nanoseconds = span.end_time_unix_nano or span.start_time_unix_nano
    usage = _stated_usage(record)
    return _observation(
        record,
        Evidence.SPAN,
        identity_hash("span", *key),
        nanoseconds,
        usage,
        request_id=request,
        trace_id=span.trace_id,
    )


def usage_point(record: Record, metric: str, point: DataPoint, *, cumulative: bool) -> Observation:
    """The observation of a data point of one of the two usage metrics. Raises Unreadable."""
    value = value_of(point)
    kind = text(record.attributes, "type")
    if metric == COST_METRIC:
        usage = Usage(cost=money({metric: value}, metric))
    elif kind in _TOKEN_TYPES:
        usage = usage_of({_TOKEN_TYPES[kind]: whole(value, f"{metric} of type {kind}")})
    else:
        raise Unreadable(f"{metric} has the type {kind!r}, which is none of {', '.join(_TOKEN_TYPES)}.")
    place = place_of(record, metric, point, cumulative=cumulative)
    identity = identity_hash("point", place.series, place.time_ns)
    return _observation(record, Evidence.METRIC, identity, point.time_unix_nano, usage, point=place)


def value_of(point: DataPoint) -> Decimal:
    """The number of a data point. Raises Unreadable if it has none."""
    if point.as_double is not None:
        return point.as_double
    if point.as_int is None:
        raise Unreadable("The data point has no value.")
    return Decimal(point.as_int)


def place_of(record: Record, metric: str, point: DataPoint, *, cumulative: bool) -> Point:
    """Where a point belongs: each series of a process has its own start, and two processes may differ in it alone."""
    start, time = point.start_time_unix_nano or 0, point.time_unix_nano or 0
    cell = {key: value for key, value in record.attributes.items() if key != "type"}
    return Point(
        series=identity_hash("series", metric, record.attributes, start, cumulative),
        cell=identity_hash("cell", cell, time),
        start_ns=start,
        time_ns=time,
        cumulative=cumulative,
    )


def _stated_usage(record: Record) -> Usage:
    attributes = record.attributes
    return Usage(
        cost=money(attributes, "cost_usd"),
        input=count(attributes, "input_tokens"),
        output=count(attributes, "output_tokens"),
        cache_read=count(attributes, "cache_read_tokens"),
        cache_creation=count(attributes, "cache_creation_tokens"),
        cache_creation_5m=count(attributes, "cache_creation_5m_tokens"),
        cache_creation_1h=count(attributes, "cache_creation_1h_tokens"),
    )


def _observation(
    record: Record,
    evidence: Evidence,
    identity: UUID,
    nanoseconds: int | None,
    usage: Usage,
    *,
    request_id: str | None = None,
    trace_id: str | None = None,
    point: Point | None = None,
) -> Observation:
    time, dated_by_arrival = record.dated(nanoseconds)
    setting = record.setting
    return Observation(
        evidence=evidence,
        identity=identity,
        group=setting.group,
        source=setting.source or CLAUDE_CODE,
        session_id=setting.session_id,
        model=setting.model,
        time=time,
        dated_by_arrival=dated_by_arrival,
        usage=usage,
        who=setting.who,
        context=setting.context,
        tags=record.origin.tags,
        sighting=record.sighting,
        request_id=request_id,
        trace_id=shortened(trace_id) if trace_id else None,
        point=point,
    )
