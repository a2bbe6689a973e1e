"""What one node accepts and books for good: the highest rate at which its backlog does not grow."""

import itertools
import math
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench.exports import logs
from bench.machine import all_shared
from bench.node import Node, running_node
from bench.pace import Job, Outcome, Pacing
from bench.section import Section, say, table

RECORDS = 10
"""How many records an export has."""
START, STEP, FINE = 2_000.0, 1.6, 1.06
"""The first rate in records a second, by how much it is raised, and how close to the limit the search ends."""
GROWING = 0.05
"""A backlog that grows by more than this share of what is sent is one that never ends."""
PATIENCE = 300.0  # seconds


class Held(msgspec.Struct, frozen=True):
    """A rate in records a second, and what happened: the growth of the backlog is a share of what was sent."""

    rate: float
    growth: float
    outcome: Outcome

    @property
    def is_held(self) -> bool:
        # A sender that could not keep its pace has sent less than the rate says.
        kept_pace = self.outcome.accepted * RECORDS >= 0.97 * self.rate * self.outcome.seconds
        return self.growth <= GROWING and not self.outcome.refused and kept_pace


class Holding:
    """Sends at one rate after another, always from an empty backlog, and counts what was accepted."""

    def __init__(self, node: Node, seconds: float) -> None:
        self.accepted = 0
        self._node = node
        self._seconds = seconds
        self._jobs = itertools.count(1)

    def at(self, rate: float) -> Held:
        """Send at this rate."""
        self.await_empty_backlog()
        job = Job(
            self._node.address,
            logs(RECORDS, time.time_ns()),
            per_second=rate / RECORDS,
            seconds=self._seconds,
            first=next(self._jobs) * 10_000_000,
        )
        pacing = Pacing(job, all_shared().loader)
        backlog = []
        while pacing.runs:
            backlog.append(self._node.backlog())
            time.sleep(0.1)
        outcome = pacing.outcome()
        self.accepted += outcome.accepted * RECORDS
        held = Held(rate, _growth(backlog) / (rate / RECORDS * outcome.seconds / 2), outcome)
        say(f"{rate:,.0f} records/s: backlog grows by {held.growth:.0%}, {'held' if held.is_held else 'not held'}")
        return held

    def await_empty_backlog(self) -> None:
        """Raises TimeoutError if it is not booked in time."""
        deadline = time.monotonic() + PATIENCE
        while waiting := self._node.backlog():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{waiting} exports are still not booked after {PATIENCE:.0f} s.")
            time.sleep(0.1)


def measure(folder: Path, *, rounds: int, seconds: float) -> Section:
    """Find the limit, then hold it for some rounds; lower it until most of them hold."""
    with running_node(folder) as node:
        holding = Holding(node, seconds)
        holding.at(START)  # warms up
        tried = list(_search(holding))
        best = max((one.rate for one in tried if one.is_held), default=0.0)
        while best:
            confirming = [holding.at(best) for _ in range(rounds)]
            tried += confirming
            if sum(one.is_held for one in confirming) > rounds / 2:
                break
            best = best / FINE if best > START / STEP else 0.0
        holding.await_empty_backlog()
        missing = holding.accepted - node.booked()
    rows = [_row(one) for one in sorted(tried, key=lambda one: one.rate)]
    text = (
        f"Exports of {RECORDS} `api_request` events, each of which becomes a line item; {seconds:.0f} s at each rate, "
        f"server and sender on all cores. Held in most of {rounds} rounds: **{best:,.0f} records/s**. "
        f"Of all accepted records {missing} are missing in the ledger.\n\n"
        f"{table(['records/s', 'backlog', 'grows by', 'accept p50', 'accept p99'], rows)}"
    )
    return Section("Accepted and booked", text, {"sustained records/s": best, "sustained missing": missing})


def _search(holding: Holding) -> Iterator[Held]:
    """Rates from START upwards, or downwards, and then between what holds and what does not."""
    low, high = 0.0, math.inf
    rate = START
    while rate >= START / 10 and high > low * FINE:
        held = holding.at(rate)
        yield held
        low, high = (rate, high) if held.is_held else (low, rate)
        between = math.sqrt(low * high) if low else high / STEP
        rate = between if high < math.inf else low * STEP


def _growth(backlog: Sequence[int]) -> float:
    """By how many exports the backlog grew over half the time; averages, because it falls at each insert."""
    quarter = max(1, len(backlog) // 4)
    return statistics.mean(backlog[-quarter:]) - statistics.mean(backlog[quarter : 2 * quarter] or backlog)


def _row(held: Held) -> list[str]:
    waits = held.outcome
    verdict = "stays" if held.is_held else "grows"
    return [f"{held.rate:,.0f}", verdict, f"{held.growth:.0%}", f"{waits.p50:.1f} ms", f"{waits.p99:.1f} ms"]
