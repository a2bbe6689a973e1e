"""The rules of the ledger once more, small and on plain dictionaries: the oracle of the property tests.

It reads OTLP/JSON bodies by itself and shares no code with the product. Per session (or user, where there is none) and
model: what the events sum to, what the metrics sum to, and the larger of the two; spans where there is neither.
Known limits: it dates nothing and prices nothing.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tests.ledger.telemetry import Body

TOLERANCE = Decimal("1e-9")
KINDS = ("input", "output", "cache_read", "cache_creation")
QUANTITIES = ("cost", *KINDS)
_TYPES = {"input": "input", "output": "output", "cacheRead": "cache_read", "cacheCreation": "cache_creation"}
_NAMES = ("user.email", "enduser.id", "user.account_uuid", "user.account_id", "user.id")

Amounts = dict[str, Decimal]
"""Sums by quantity; a quantity that nobody stated is absent."""


class Key(NamedTuple):
    """A session, or a user's name after `~` where there is none, and a model without its suffix."""

    session: str
    model: str


class Sides(NamedTuple):
    """What one group's events, metrics and spans sum to, and what of it counts."""

    events: Amounts
    metrics: Amounts
    spans: Amounts
    costless_events: int

    @property
    def booked(self) -> Amounts:
        if not self.events and not self.metrics:
            return self.spans
        most = {q: _larger(self.events.get(q), self.metrics.get(q)) for q in QUANTITIES}
        return {q: amount for q, amount in most.items() if amount is not None}

    @property
    def excess(self) -> Decimal:
        """The USD that metrics saw beyond the events, zero within the tolerance."""
        beyond = self.metrics.get("cost", Decimal(0)) - self.events.get("cost", Decimal(0))
        return beyond if beyond > TOLERANCE else Decimal(0)


def _larger(events: Decimal | None, metrics: Decimal | None) -> Decimal | None:
    if events is None or metrics is None:
        return metrics if events is None else events
    return metrics if metrics - events > TOLERANCE else events


def sides(bodies: Iterable[bytes | Body]) -> dict[Key, Sides]:
    """Every group of one organization."""
    events: dict[Any, tuple[Key, Amounts]] = {}
    deltas: dict[Any, tuple[Key, str, Decimal]] = {}
    running: dict[Any, tuple[int, Key, str, Decimal]] = {}
    spans: dict[Any, tuple[Key, Amounts]] = {}
    for tree in map(_tree, bodies):
        for attributes, log in _leaves(tree, "resourceLogs", "scopeLogs", "logRecords"):
            if attributes.get("event.name") == "api_request":
                events.setdefault(_event_id(attributes, log), (_key(attributes), _stated(attributes)))
        for attributes, found in _leaves(tree, "resourceSpans", "scopeSpans", "spans"):
            if found["name"] == "claude_code.llm_request":
                identity = attributes.get("request_id") or (found["traceId"], found["spanId"])
                spans.setdefault(identity, (_key(attributes), _stated(attributes)))
        for name, cumulative, attributes, point in _points(tree):
            quantity = "cost" if name == "claude_code.cost.usage" else _TYPES[attributes["type"]]
            start, time = int(point.get("startTimeUnixNano", 0)), int(point["timeUnixNano"])
            series = (name, tuple(sorted(attributes.items())), start)
            value = Decimal(str(point["asDouble"]))
            if not cumulative:
                deltas.setdefault((series, time), (_key(attributes), quantity, value))
            elif series not in running or time > running[series][0]:
                running[series] = (time, _key(attributes), quantity, value)
    return _summed(
        events.values(),
        [*deltas.values(), *((key, quantity, value) for _, key, quantity, value in running.values())],
        spans.values(),
    )


def _summed(
    events: Iterable[tuple[Key, Amounts]],
    points: Iterable[tuple[Key, str, Decimal]],
    spans: Iterable[tuple[Key, Amounts]],
) -> dict[Key, Sides]:
    groups: dict[Key, tuple[Amounts, Amounts, Amounts]] = defaultdict(lambda: ({}, {}, {}))
    costless: dict[Key, int] = defaultdict(int)
    for key, amounts in events:
        costless[key] += "cost" not in amounts
        _add(groups[key][0], amounts)
    for key, quantity, value in points:
        _add(groups[key][1], {quantity: value})
    for key, amounts in spans:
        _add(groups[key][2], amounts)
    return {key: Sides(*found, costless[key]) for key, found in groups.items()}


def _add(total: Amounts, amounts: Amounts) -> None:
    for quantity, amount in amounts.items():
        total[quantity] = total.get(quantity, Decimal(0)) + amount


def _key(attributes: dict[str, Any]) -> Key:
    model = str(attributes.get("model", "")).removesuffix("[1m]")
    if session := attributes.get("session.id"):
        return Key(session, model)
    name = next((str(attributes[n]) for n in _NAMES if attributes.get(n)), "")
    return Key("~" + (name.casefold() if name == attributes.get("user.email") else name), model)


def _event_id(attributes: dict[str, Any], log: Body) -> Any:
    return attributes.get("request_id") or attributes.get("client_request_id") or (
        attributes.get("session.id"), attributes.get("prompt.id"), attributes.get("event.sequence"),
        log["timeUnixNano"], attributes.get("model"), tuple(_stated(attributes).get(kind) for kind in KINDS),
    )  # fmt: skip


def _stated(attributes: dict[str, Any]) -> Amounts:
    names = {"cost": "cost_usd"} | {kind: f"{kind}_tokens" for kind in KINDS}
    return {q: Decimal(str(attributes[name])) for q, name in names.items() if attributes.get(name) is not None}


def _tree(body: bytes | Body) -> Body:
    text = body if isinstance(body, bytes) else json.dumps(body)
    tree: Body = json.loads(text, parse_float=Decimal)
    return tree


def _leaves(tree: Body, outer: str, middle: str, inner: str) -> Iterator[tuple[dict[str, Any], Body]]:
    for resource in tree.get(outer, []):
        inherited = _plain(resource.get("resource", {}))
        for scope in resource.get(middle, []):
            for leaf in scope.get(inner, []):
                yield inherited | _plain(leaf), leaf


def _points(tree: Body) -> Iterator[tuple[str, bool, dict[str, Any], Body]]:
    for inherited, metric in _leaves(tree, "resourceMetrics", "scopeMetrics", "metrics"):
        if metric["name"] in ("claude_code.cost.usage", "claude_code.token.usage"):
            for point in metric["sum"]["dataPoints"]:
                yield metric["name"], metric["sum"]["aggregationTemporality"] == 2, inherited | _plain(point), point


def _plain(owner: Body) -> dict[str, Any]:
    """Attributes as texts and numbers; a list as the text of it, which is enough to tell series apart."""
    found = {}
    for pair in owner.get("attributes", []):
        kind, value = next(iter((pair.get("value") or {"": None}).items()))
        found[pair["key"]] = value if kind != "arrayValue" else json.dumps(value, default=str)
    return found
