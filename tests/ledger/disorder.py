"""What happens to exports on the way: lost, repeated, cut, joined, late."""

import random
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from tests.ledger.telemetry import Body

LEVELS = {
    "resourceLogs": ("scopeLogs", "logRecords"),
    "resourceMetrics": ("scopeMetrics", "metrics"),
    "resourceSpans": ("scopeSpans", "spans"),
}
# What share of the exports with logs and with metrics is lost.
MISHAPS = {
    "nothing is lost": (0.0, 0.0),
    "some logs are lost": (0.4, 0.0),
    "some metrics are lost": (0.0, 0.4),
    "some of both are lost": (0.3, 0.3),
    "no logs arrive": (1.0, 0.0),
    "no metrics arrive": (0.0, 1.0),
}


def kind_of(body: Body) -> str:
    """Which list of resources a body holds."""
    return next(iter(body))


def lose(bodies: Iterable[Body], mishap: str, chance: random.Random) -> list[Body]:
    """What is left of the exports after a mishap."""
    of_logs, of_metrics = MISHAPS[mishap]
    share = {"resourceLogs": of_logs, "resourceMetrics": of_metrics, "resourceSpans": 0.0}
    return [body for body in bodies if chance.random() >= share[kind_of(body)]]


def cut(body: Body) -> Iterator[Body]:
    """A body for each log record, data point or span."""
    outer = kind_of(body)
    middle, inner = LEVELS[outer]
    for resource in body[outer]:
        for scope in resource[middle]:
            for leaf in scope[inner]:
                for single in _points_of(leaf):
                    yield {outer: [resource | {middle: [scope | {inner: [single]}]}]}


def _points_of(leaf: Body) -> Iterator[Body]:
    if "sum" not in leaf:
        yield leaf
        return
    for one in leaf["sum"]["dataPoints"]:
        yield leaf | {"sum": leaf["sum"] | {"dataPoints": [one]}}


def join(bodies: Sequence[Body]) -> Body:
    """One body with the resources of all; they must be of one signal."""
    outer = kind_of(bodies[0])
    return {outer: [deepcopy(resource) for body in bodies for resource in body[outer]]}


def disorder(bodies: Iterable[Body], chance: random.Random) -> list[Body]:
    """The same statements in other batches, some of them again, in any order."""
    out: list[Body] = []
    for body in bodies:
        out += cut(body) if chance.random() < 0.4 else [body]
    by_kind: dict[str, list[Any]] = {kind: [body for body in out if kind_of(body) == kind] for kind in LEVELS}
    for same in by_kind.values():
        for _ in range(len(same) // 3):
            out.append(join(chance.sample(same, min(len(same), chance.randint(1, 3)))))
    chance.shuffle(out)
    return out
