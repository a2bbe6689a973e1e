"""How long senders wait for their 202 at a steady 500 requests a second while the ledger merges and people ask."""

import itertools
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from bench.exports import logs
from bench.machine import all_shared
from bench.node import Node, running_node
from bench.pace import Job, Outcome, Pacing
from bench.section import Rounds, Section, percentile, say, table

REQUESTS, RECORDS = 500, 10
PEOPLE, THINKING = 10, 1.0
"""How many people ask, and for how many seconds each looks at an answer before the next question."""
ASKED: tuple[tuple[str, Mapping[str, str | int]], ...] = (
    ("rollups/daily", {"group_by": "model"}),
    ("rollups/daily", {"group_by": "user"}),
    ("rollups/daily", {"group_by": "query_source"}),
    ("line-items", {"limit": 50}),
    ("coverage", {}),
)


def measure(folder: Path, *, rounds: int, seconds: float) -> Section:
    """Fill a ledger at the same pace for as long as all rounds take, then measure with people asking."""
    with running_node(folder) as node:
        jobs = itertools.count(1)
        _paced(node, rounds * seconds, next(jobs))
        asked: list[float] = []
        outcomes = []
        for _ in range(rounds):
            with _People(node, asked):
                outcomes.append(_paced(node, seconds, next(jobs)))
        backlog = node.backlog()
    p50, p99 = Rounds.of(one.p50 for one in outcomes), Rounds.of(one.p99 for one in outcomes)
    longest = max(one.longest for one in outcomes)
    text = (
        f"{REQUESTS} exports/s of {RECORDS} records, on all cores; {PEOPLE} people ask the public API for 30 days, "
        f"each anew {THINKING:.0f} s after the last answer. A wait counts from when the export was due. At the "
        f"end {backlog:,} exports waited to be booked.\n\n"
        + table(
            ["accept p50", "accept p99", "longest", "answers to people", "answer p50", "answer p95"],
            [
                [
                    f"{p50.text('.1f')} ms",
                    f"{p99.text('.1f')} ms",
                    f"{longest:.0f} ms",
                    f"{len(asked):,}",
                    f"{percentile(asked, 0.5):.0f} ms",
                    f"{percentile(asked, 0.95):.0f} ms",
                ]
            ],
        )
    )
    say(f"accept p99 {p99.text('.1f')} ms with {PEOPLE} people asking")
    return Section("Waiting while the ledger works", text, {"calm accept p99": p99.median})


def _paced(node: Node, seconds: float, job: int) -> Outcome:
    body = logs(RECORDS, time.time_ns())
    pacing = Pacing(Job(node.address, body, REQUESTS, seconds, first=job * 10_000_000), all_shared().loader)
    outcome = pacing.outcome()
    if outcome.refused:
        raise RuntimeError(f"{outcome.refused} exports were refused at {REQUESTS} requests/s: the round is void.")
    return outcome


class _People:
    """Ask in the background for as long as the context lasts; waits go into a list, in milliseconds."""

    def __init__(self, node: Node, waits: list[float]) -> None:
        self._node = node
        self._waits = waits
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(first,)) for first in range(PEOPLE)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, first: int) -> None:
        for path, query in itertools.islice(itertools.cycle(ASKED), first, None):
            began = time.monotonic()
            self._node.ask(path, days=30, **query)
            self._waits.append((time.monotonic() - began) * 1000)
            if self._enough.wait(THINKING):
                return
