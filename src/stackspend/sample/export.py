"""A session of the sample as the clients would send it: OTLP/JSON bodies, dated when they would have arrived."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Encoding, Signal
from stackspend.sample.session import Request, WorkSession
from stackspend.sources.claude_code import COST_METRIC, TOKEN_METRIC
from stackspend.sources.office_agents import REQUEST_SPAN, ROOT_SPAN
from stackspend.sources.vocabulary import query_source

Values = Mapping[str, str | int | float]
_USER_AGENT = "OTel-OTLP-Exporter-JavaScript/0.208.0"
_SENT_AFTER = timedelta(seconds=5)
_AT_MOST = 120
"""Requests in one export of events."""
_TYPES = {"input": "input", "output": "output", "cache_read": "cacheRead", "cache_creation": "cacheCreation"}
_DELTA = 1


class Sender(msgspec.Struct, frozen=True):
    """Whose client it is: the attributes of its resource, those of every record, and how it arrives."""

    resource: dict[str, str]
    identity: dict[str, str]
    arrival: RawBatch
    """What all its batches have in common; `batch_id`, `received_at`, `signal` and `body` are replaced."""


class Writing:
    """The exports of one session."""

    def __init__(self, sender: Sender, session: WorkSession, chance: Random) -> None:
        self._sender, self._session, self._chance = sender, session, chance
        self._resource = {"attributes": _attributes(sender.resource | {"service.version": session.version})}
        self._each = sender.identity | {"session.id": session.id}

    def events(self, *, request_ids: bool = True) -> list[RawBatch]:
        """Prompts, requests and tool results as log records."""
        requests, batches = self._session.requests, []
        for start in range(0, len(requests), _AT_MOST):
            part = requests[start : start + _AT_MOST]
            records = list(self._records(part, first=start, request_ids=request_ids))
            scope = {"scope": {"name": "com.anthropic.claude_code.events"}, "logRecords": records}
            body = {"resourceLogs": [{"resource": self._resource, "scopeLogs": [scope]}]}
            batches.append(self._batch(Signal.LOGS, body, part[-1].at))
        return batches

    def metrics(self) -> RawBatch:
        """Cost and tokens by what they were for, and what the session led to, as delta sums."""
        last = self._session.requests[-1].at
        times = {"startTimeUnixNano": _nanoseconds(self._session.start), "timeUnixNano": _nanoseconds(last)}
        points = {**self._usage(), **self._activity()}
        metrics = [
            {
                "name": name,
                "sum": {
                    "aggregationTemporality": _DELTA,
                    "isMonotonic": True,
                    "dataPoints": [
                        {"attributes": _attributes(self._each | stated), "asDouble": value} | times
                        for stated, value in stated_values
                    ],
                },
            }
            for name, stated_values in points.items()
            if stated_values
        ]
        scope = {"scope": {"name": "com.anthropic.claude_code"}, "metrics": metrics}
        body = {"resourceMetrics": [{"resource": self._resource, "scopeMetrics": [scope]}]}
        return self._batch(Signal.METRICS, body, last)

    def spans(self) -> RawBatch:
        """One trace: a root that says who it was, and a span for each request, as Office agents send them."""
        requests = self._session.requests
        trace = f"{self._chance.getrandbits(128):032x}"
        root = f"{self._chance.getrandbits(64):016x}"
        spans: list[dict[str, Any]] = [
            {
                "traceId": trace,
                "spanId": root,
                "name": ROOT_SPAN,
                "startTimeUnixNano": _nanoseconds(self._session.start),
                "endTimeUnixNano": _nanoseconds(requests[-1].at),
                "attributes": _attributes(self._each),
            }
        ]
        for one in requests:
            counts = {f"{kind}_tokens": count for kind, count in one.tokens.items()}
            spans.append(
                {
                    "traceId": trace,
                    "spanId": f"{self._chance.getrandbits(64):016x}",
                    "parentSpanId": root,
                    "name": REQUEST_SPAN,
                    "startTimeUnixNano": _nanoseconds(one.at - timedelta(milliseconds=one.duration_ms)),
                    "endTimeUnixNano": _nanoseconds(one.at),
                    "attributes": _attributes({"session.id": self._session.id, "model": one.model, **counts}),
                }
            )
        body = {"resourceSpans": [{"resource": self._resource, "scopeSpans": [{"spans": spans}]}]}
        return self._batch(Signal.TRACES, body, requests[-1].at)

    def _records(self, requests: Sequence[Request], *, first: int, request_ids: bool) -> Iterable[dict[str, Any]]:
        prompts = requests[0].prompt - 1 if first == 0 else requests[0].prompt
        for place, one in enumerate(requests, start=first):
            sequence = place * 3
            prompt = {"prompt.id": f"{self._session.id[:24]}{one.prompt:012x}"}
            if one.prompt > prompts:
                prompts = one.prompt
                asked = one.at - timedelta(milliseconds=one.duration_ms)
                length = str(self._chance.randint(20, 900))
                yield self._record("user_prompt", asked, sequence, prompt | {"prompt_length": length})
            counts = {f"{kind}_tokens": count for kind, count in one.tokens.items()}
            counts |= {"cache_creation_5m_tokens": one.tokens["cache_creation"], "cache_creation_1h_tokens": 0}
            stated: dict[str, str | int | float] = {"model": one.model, **counts, "duration_ms": one.duration_ms}
            if one.cost is not None:
                stated["cost_usd"] = float(one.cost)
            if request_ids:
                stated["request_id"] = f"req_011{self._chance.getrandbits(100):025x}"
            yield self._record("api_request", one.at, sequence + 1, prompt | stated | one.context)
            if one.tool is not None:
                failed = self._chance.random() < 0.04
                result = {"tool_name": one.tool, "success": "false" if failed else "true"}
                yield self._record("tool_result", one.at + timedelta(seconds=1), sequence + 2, prompt | result)

    def _record(self, event: str, at: datetime, sequence: int, stated: Values) -> dict[str, Any]:
        own: dict[str, str | int | float] = {"event.name": event, "event.sequence": sequence}
        return {
            "timeUnixNano": _nanoseconds(at),
            "body": {"stringValue": f"claude_code.{event}"},
            "attributes": _attributes({**self._each, **own, **stated}),
        }

    def _usage(self) -> dict[str, list[tuple[dict[str, str], float]]]:
        costs: dict[tuple[tuple[str, str], ...], Decimal] = defaultdict(Decimal)
        tokens: dict[tuple[tuple[str, str], ...], int] = defaultdict(int)
        for one in self._session.requests:
            stated = one.context | {"model": one.model, "query_source": query_source(one.context["query_source"]) or ""}
            if stated["speed"] != "fast":
                del stated["speed"]
            cell = tuple(sorted(stated.items()))
            if one.cost is not None:
                costs[cell] += one.cost
            for kind, count in one.tokens.items():
                tokens[*cell, ("type", _TYPES[kind])] += count
        return {
            COST_METRIC: [(dict(cell), float(cost)) for cell, cost in costs.items()],
            TOKEN_METRIC: [(dict(cell), float(count)) for cell, count in tokens.items() if count],
        }

    def _activity(self) -> dict[str, list[tuple[dict[str, str], float]]]:
        led_to = self._session.outcome
        counted: dict[str, list[tuple[dict[str, str], float]]] = {
            "session.count": [({"start_type": "fresh"}, 1)],
            "commit.count": [({}, led_to.commits)],
            "pull_request.count": [({}, led_to.pull_requests)],
            "lines_of_code.count": [
                ({"type": "added"}, led_to.lines_added),
                ({"type": "removed"}, led_to.lines_removed),
            ],
            "active_time.total": [({"type": "cli"}, led_to.active_seconds)],
            "code_edit_tool.decision": [
                ({"decision": "accept"}, led_to.lines_added // 10),
                ({"decision": "reject"}, led_to.edits_rejected),
            ],
        }
        return {
            f"claude_code.{name}": [(stated, float(value)) for stated, value in values if value]
            for name, values in counted.items()
        }

    def _batch(self, signal: Signal, body: object, last: datetime) -> RawBatch:
        return msgspec.structs.replace(
            self._sender.arrival,
            batch_id=new_uuid(self._chance),
            received_at=last + _SENT_AFTER + timedelta(milliseconds=self._chance.randint(0, 900)),
            signal=signal,
            encoding=Encoding.JSON,
            user_agent=_USER_AGENT,
            body=msgspec.json.encode(body),
        )


def _attributes(stated: Values) -> list[dict[str, Any]]:
    return [{"key": key, "value": _value(value)} for key, value in stated.items()]


def _value(value: str | float) -> dict[str, str | int | float]:
    if isinstance(value, str):
        return {"stringValue": value}
    return {"intValue": value} if isinstance(value, int) else {"doubleValue": value}


def _nanoseconds(at: datetime) -> str:
    return f"{int(at.timestamp() * 1_000)}000000"


def new_uuid(chance: Random) -> UUID:
    """A UUID that the same chance makes again."""
    return UUID(int=chance.getrandbits(128), version=4)
