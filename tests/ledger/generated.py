"""Generated sessions (hypothesis), and the exports that a Claude Code client would send for them.

Every request is in an event and in the metrics of the collection after it, as on the wire: the metrics' sums are those
of doubles, words of the query source differ between the signals, and the long-context suffix stands on metrics only.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import strategies as st

from tests.ledger.telemetry import (
    CUMULATIVE,
    DELTA,
    Body,
    logs,
    metric,
    metrics,
    nanoseconds,
    point,
    record,
    span,
    traces,
)

COLLECTION = 60.0  # seconds
MODELS = ("claude-sonnet-4-5", "claude-opus-4-6", "my-company-model-x")
WORDS = {
    "sdk": "main",
    "repl_main_thread": "main",
    "agent:builtin:general-purpose": "subagent",
    "agent:custom": "subagent",
    "compact": "auxiliary",
    "generate_session_title": "auxiliary",
}
"""What events say of the query source, and what metrics say of the same request."""
PEOPLE: tuple[dict[str, str], ...] = (
    {"user.email": "Alice@Example.com", "user.account_uuid": "a-1", "user.id": "alice-laptop"},
    {"user.email": "bob@example.com", "user.id": "bob-laptop"},
    {"user.account_uuid": "c-1", "user.id": "ci"},
    {"user.id": "ci-2"},
)
KINDS = {"input": "input", "output": "output", "cache_read": "cacheRead", "cache_creation": "cacheCreation"}


class Request(msgspec.Struct, frozen=True):
    """One API request. `named` tells which id its event carries, `states_cost` whether its event has the cost."""

    model: str
    long_context: bool
    word: str
    skill: str | None
    cost: float
    tokens: tuple[int, int, int, int]
    named: str | None
    states_cost: bool


class Process(msgspec.Struct, frozen=True):
    """One run of the client: the requests of each collection interval, since `start` seconds after the morning."""

    start: float
    temporality: int
    traced: bool
    collections: tuple[tuple[Request, ...], ...]


class Session(msgspec.Struct, frozen=True):
    """A session of one person: a first process and those that resumed it. `session_id` is None if switched off."""

    session_id: str | None
    person: dict[str, str]
    processes: tuple[Process, ...]

    @property
    def identity(self) -> dict[str, str | None]:
        return {"session.id": self.session_id, **self.person}


requests = st.builds(
    Request,
    model=st.sampled_from(MODELS),
    long_context=st.booleans(),
    word=st.sampled_from(tuple(WORDS)),
    skill=st.sampled_from([None, None, "greet"]),
    cost=st.integers(0, 2**40).map(lambda n: (n and n + 30_000) / 3e10),  # none so small that it needs over 24 places
    tokens=st.tuples(*[st.integers(0, 200_000)] * 4),
    named=st.sampled_from(["request_id", "request_id", "client_request_id", None]),
    states_cost=st.just(True),
)
costless_requests = st.builds(msgspec.structs.replace, requests, states_cost=st.booleans())


def processes(of: st.SearchStrategy[Request]) -> st.SearchStrategy[Process]:
    return st.builds(
        Process,
        start=st.integers(0, 4).map(lambda n: n * 45.0),
        temporality=st.sampled_from([DELTA, CUMULATIVE]),
        traced=st.booleans(),
        collections=st.lists(st.lists(of, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
    )


def sessions(of: st.SearchStrategy[Request] = requests) -> st.SearchStrategy[list[Session]]:
    """One to three sessions, some without an id."""
    return st.lists(
        st.builds(
            Session,
            session_id=st.sampled_from(["s-1", "s-2", "s-3", None]),
            person=st.sampled_from(PEOPLE),
            processes=st.lists(processes(of), min_size=1, max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=3,
    )


def exports(found: list[Session]) -> list[Body]:
    """What the clients of these sessions send, process by process."""
    return [
        body
        for s, session in enumerate(found)
        for p, process in enumerate(session.processes)
        for body in _process_exports(session, process, number=s * 10 + p)
    ]


def _process_exports(session: Session, process: Process, number: int) -> Iterator[Body]:
    # Two processes never measure for the first time in the same millisecond.
    start = process.start + number * 0.007
    measured: dict[tuple[str, frozenset[Any]], tuple[float, float, float]] = {}
    for n, collection in enumerate(process.collections):
        begin, end = start + n * COLLECTION, start + (n + 1) * COLLECTION
        if collection:
            yield logs(_event(session, request, begin, number, n, k) for k, request in enumerate(collection))
        measured = _measure(session, process, collection, measured, begin, end)
        if measured:
            yield metrics(_metrics(process, measured, end))
        if collection and process.traced:
            yield traces(_span(session, request, begin, number, n, k) for k, request in enumerate(collection))


def _event(session: Session, request: Request, begin: float, number: int, n: int, k: int) -> Body:
    tokens = {f"{kind}_tokens": count for kind, count in zip(KINDS, request.tokens, strict=True)}
    own = {request.named: f"req-{number}-{n}-{k}"} if request.named else {}
    stated = {"model": request.model, "query_source": request.word, "skill.name": request.skill, **tokens, **own}
    cost = request.cost if request.states_cost else None
    # event.sequence starts again in each process.
    return record("api_request", begin + 1 + k, **session.identity, **stated, event__sequence=n * 10 + k, cost_usd=cost)


def _span(session: Session, request: Request, begin: float, number: int, n: int, k: int) -> Body:
    tokens = {f"{kind}_tokens": count for kind, count in zip(KINDS, request.tokens, strict=True)}
    own = {"request_id": f"req-{number}-{n}-{k}"} if request.named else {}
    ids = (number + 1, n * 10 + k + 1)
    stated: dict[str, Any] = {**session.identity, "model": request.model, **tokens, **own}
    return span("claude_code.llm_request", *ids, begin + 1 + k, **stated)


def _measure(
    session: Session,
    process: Process,
    collection: tuple[Request, ...],
    before: dict[tuple[str, frozenset[Any]], tuple[float, float, float]],
    begin: float,
    end: float,
) -> dict[tuple[str, frozenset[Any]], tuple[float, float, float]]:
    """(Metric, attributes) -> (start, collection, value): of delta the series that changed, of cumulative all."""
    added: dict[tuple[str, frozenset[Any]], float] = defaultdict(float)
    for request in collection:
        model = request.model + ("[1m]" if request.long_context else "")
        purpose = {"model": model, "query_source": WORDS[request.word], "skill.name": request.skill}
        series = {key: value for key, value in {**session.identity, **purpose}.items() if value is not None}
        added["cost.usage", frozenset(series.items())] += request.cost
        for kind, count in zip(KINDS.values(), request.tokens, strict=True):
            if count:
                added["token.usage", frozenset({**series, "type": kind}.items())] += count
    if process.temporality == DELTA:
        return {key: (begin, end, value) for key, value in added.items()}
    grown = {key: before.get(key, (begin, 0.0, 0.0)) for key in before.keys() | added.keys()}
    return {key: (start, end, value + added.get(key, 0.0)) for key, (start, _, value) in grown.items()}


def _metrics(
    process: Process, measured: dict[tuple[str, frozenset[Any]], tuple[float, float, float]], end: float
) -> Iterator[Body]:
    for name in ("cost.usage", "token.usage"):
        points = [
            point(value, start, end, **dict(sorted(series)))
            for (metric_name, series), (start, _, value) in sorted(measured.items(), key=str)
            if metric_name == name
        ]
        if points:
            yield metric(name, points, process.temporality)


def collection_times(found: list[Session]) -> set[int]:
    """The nanoseconds at which some process of these sessions exported its metrics."""
    return {
        nanoseconds(process.start + (s * 10 + p) * 0.007 + (n + 1) * COLLECTION)
        for s, session in enumerate(found)
        for p, process in enumerate(session.processes)
        for n in range(len(process.collections))
    }
