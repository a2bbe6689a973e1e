"""Exports (hypothesis) that no honest client sends, but any client could."""

from typing import Any

from hypothesis import strategies as st

from stackspend.otlp.export import Signal

DAY_OF_USE = 1_795_375_735_628_000_000
EVENTS = ["api_request", "claude_code.api_request", "user_prompt", "tool_result", "api_error"]
METRICS = [
    "claude_code.cost.usage",
    "claude_code.token.usage",
    "claude_code.active_time.total",
    "claude_code.session.count",
]
SPANS = ["claude_code.llm_request", "agent.stream", "agent.query"]
NAMES = [
    "model", "session.id", "request_id", "client_request_id", "prompt.id", "event.sequence", "event.name", "type",
    "cost_usd", "input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens",
    "cache_creation_5m_tokens", "cache_creation_1h_tokens", "user.email", "user.account_uuid", "user.account_id",
    "user.id", "enduser.id", "organization.id", "query_source", "skill.name", "speed", "success", "tool_name",
    "service.name", "service.version", "stackspend.source", "team", "",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(
        [
            "",
            "\0",
            "a\0b",
            "\n\t\\'\"`",
            "\\N",
            "null",
            "NaN",
            "[1m]",
            "{x:String}",
            "%s",
            "😀",
            "\ufffe\uffff",
            "\u202e",
        ]
    ),
    st.sampled_from(["x" * 100_000, "é" * 2_000, "claude-sonnet-4-5", "input", "cost"]),
    st.text(max_size=20),
)
numbers = st.one_of(
    st.sampled_from(["NaN", "-Infinity", "1e308", "5e-324", "-1", "-0.0", "0e999999", "1e-999999", "1e999999"]),
    st.sampled_from(["999999.999", "1000000", "0." + "3" * 100, "1e30", "1e12", "999999999999", "0.25", "3"]),
    st.floats().map(str),
)
integers = st.one_of(st.sampled_from([0, -1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64, 10**30]), st.integers())
times = st.one_of(st.just(DAY_OF_USE), integers).map(str)
values: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda text: {"stringValue": text}, texts),
    st.builds(lambda number: {"stringValue": number}, numbers),
    st.builds(lambda number: {"doubleValue": number}, numbers),
    st.builds(lambda number: {"intValue": str(number)}, integers),
    st.sampled_from([{}, {"boolValue": True}, {"bytesValue": "AAEC/w=="}]),
    st.builds(lambda text: {"arrayValue": {"values": [{"stringValue": text}, {"doubleValue": "NaN"}]}}, texts),
    st.builds(lambda text: {"kvlistValue": {"values": [{"key": text, "value": {"intValue": 2**70}}]}}, texts),
)
attributes = st.lists(
    st.builds(lambda key, value: {"key": key, "value": value}, st.one_of(st.sampled_from(NAMES), texts), values),
    max_size=8,
)
resources = st.builds(lambda pairs: {"attributes": pairs}, attributes)
records = st.builds(
    lambda event, time, pairs: {
        "timeUnixNano": time,
        "attributes": [{"key": "event.name", "value": {"stringValue": event}}, *pairs],
    },
    st.sampled_from(EVENTS),
    times,
    attributes,
)
points = st.builds(
    lambda start, time, number, pairs: {
        "startTimeUnixNano": start,
        "timeUnixNano": time,
        "asDouble": number,
        "attributes": pairs,
    },
    times,
    times,
    numbers,
    attributes,
)
metrics = st.builds(
    lambda name, temporality, found: {
        "name": name,
        "sum": {"aggregationTemporality": temporality, "dataPoints": found},
    },
    st.sampled_from(METRICS),
    st.sampled_from([0, 1, 2, "AGGREGATION_TEMPORALITY_CUMULATIVE", 99]),
    st.lists(points, max_size=5),
)
spans = st.builds(
    lambda name, time, trace, pairs: {"name": name, "endTimeUnixNano": time, "traceId": trace, "attributes": pairs},
    st.sampled_from(SPANS),
    times,
    texts,
    attributes,
)


def _exports(signal: Signal, outer: str, middle: str, inner: str, leaves: st.SearchStrategy[dict[str, Any]]) -> Any:
    return st.builds(
        lambda resource, found: (signal, {outer: [{"resource": resource, middle: [{inner: found}]}]}),
        resources,
        st.lists(leaves, min_size=1, max_size=12),
    )


exports: st.SearchStrategy[tuple[Signal, dict[str, Any]]] = st.one_of(
    _exports(Signal.LOGS, "resourceLogs", "scopeLogs", "logRecords", records),
    _exports(Signal.METRICS, "resourceMetrics", "scopeMetrics", "metrics", metrics),
    _exports(Signal.TRACES, "resourceSpans", "scopeSpans", "spans", spans),
)
