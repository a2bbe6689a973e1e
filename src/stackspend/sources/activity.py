"""Activity beside spend, from Claude Code's metrics and events. Which metric counts what is data."""

from decimal import Decimal
from uuid import UUID

from stackspend.ledger.activity import Activity, ActivityKind
from stackspend.ledger.observation import identity_hash
from stackspend.otlp.export import DataPoint, LogRecord
from stackspend.sources.attributes import amount, text
from stackspend.sources.claude_code import place_of, value_of
from stackspend.sources.record import Record
from stackspend.sources.vocabulary import CLAUDE_CODE

# Metric -> (attribute that splits it, its value -> kind); None where the metric counts one thing.
_METRICS: dict[str, tuple[str | None, dict[str | None, ActivityKind]]] = {
    "claude_code.session.count": (None, {None: ActivityKind.SESSIONS}),
    "claude_code.commit.count": (None, {None: ActivityKind.COMMITS}),
    "claude_code.pull_request.count": (None, {None: ActivityKind.PULL_REQUESTS}),
    "claude_code.lines_of_code.count": (
        "type",
        {"added": ActivityKind.LINES_ADDED, "removed": ActivityKind.LINES_REMOVED},
    ),
    "claude_code.active_time.total": (
        "type",
        {"user": ActivityKind.ACTIVE_SECONDS_USER, "cli": ActivityKind.ACTIVE_SECONDS_CLI},
    ),
    "claude_code.code_edit_tool.decision": (
        "decision",
        {"accept": ActivityKind.EDITS_ACCEPTED, "reject": ActivityKind.EDITS_REJECTED},
    ),
}
_EVENTS = {
    "user_prompt": ActivityKind.PROMPTS,
    "api_error": ActivityKind.API_ERRORS,
    "tool_result": ActivityKind.TOOL_RESULTS,
}


def point_activity(record: Record, metric: str, point: DataPoint, *, cumulative: bool) -> Activity | None:
    """What a data point counts; None if its metric counts nothing that we show. Raises Unreadable.

    A delta point stands for itself; of a cumulative series the latest value holds.
    """
    if metric not in _METRICS:
        return None
    split, kinds = _METRICS[metric]
    kind = kinds.get(text(record.attributes, split) if split else None)
    value = value_of(point)
    if kind is None:
        return None
    number = amount(value, metric)
    place = place_of(record, metric, point, cumulative=cumulative)
    identity = identity_hash("activity", place.series, *(() if cumulative else (place.time_ns,)))
    return _activity(record, kind, identity, point.time_unix_nano, number, rank=place.time_ns)


def event_activity(record: Record, event: str, log: LogRecord) -> Activity | None:
    """What an event counts; None if it is none that we show."""
    kind = _EVENTS.get(event)
    if kind is None:
        return None
    if kind is ActivityKind.TOOL_RESULTS and text(record.attributes, "success") == "false":
        kind = ActivityKind.TOOL_FAILURES
    nanoseconds = log.time_unix_nano or log.observed_time_unix_nano
    keys = ("session.id", "prompt.id", "event.sequence", "tool_use_id", "request_id")
    identity = identity_hash("activity", event, nanoseconds, *(text(record.attributes, key) for key in keys))
    return _activity(record, kind, identity, nanoseconds, Decimal(1))


def _activity(
    record: Record, kind: ActivityKind, identity: UUID, nanoseconds: int | None, value: Decimal, *, rank: int = 0
) -> Activity:
    attributes, setting = record.attributes, record.setting
    return Activity(
        kind=kind,
        identity=identity,
        rank=rank,
        value=value,
        time=record.dated(nanoseconds)[0],
        source=setting.source or CLAUDE_CODE,
        session_id=setting.session_id,
        model=setting.model,
        label=text(attributes, "tool_name") or text(attributes, "start_type") or text(attributes, "status_code"),
        who=setting.who,
        sighting=record.sighting,
    )
