"""How long it takes from the 202 of an export until its line item is in the API, while others send at a rate."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.exports import logs, session_of
from bench.machine import all_shared
from bench.node import Node, running_node
from bench.pace import Job, Pacing
from bench.section import Rounds, Section, percentile, say, table
from bench.send import send
from bench.shots import new_ids

RECORDS = 10
RATES = (1_000, 5_000)
PROBERS, POLL = 4, 0.02  # at once; seconds
PATIENCE = 60.0  # seconds
_PROBES = 0x800000000000
"""Where the ids of probes begin."""


def measure(folder: Path, *, rounds: int, seconds: float) -> Section:
    """Freshness at each of the rates."""
    figures: dict[str, float] = {}
    rows = []
    with running_node(folder) as node:
        for rate in RATES:
            found = [list(_round(node, rate, seconds, number)) for number in range(rounds)]
            p50, p99 = (Rounds.of(percentile(waits, share) for waits in found) for share in (0.5, 0.99))
            rows.append([f"{rate:,}", str(sum(map(len, found))), f"{p50.text('.2f')} s", f"{p99.text('.2f')} s"])
            figures[f"freshness p99 at {rate}"] = p99.median
            say(" | ".join(rows[-1]))
    text = (
        f"From the 202 of a probe until the public API answers its line item, asked every {POLL * 1000:.0f} ms, while "
        f"other senders keep the rate with exports of {RECORDS} records; server and senders on all cores.\n\n"
        f"{table(['records/s', 'probes', 'p50', 'p99'], rows)}"
    )
    return Section("Freshness", text, figures)


def _round(node: Node, rate: int, seconds: float, number: int) -> Iterator[float]:
    first = (rate * 100 + number + 1) * 10_000_000
    job = Job(node.address, logs(RECORDS, time.time_ns()), rate / RECORDS, seconds + 2, first)
    pacing = Pacing(job, all_shared().loader)
    time.sleep(1)
    ends = time.monotonic() + seconds

    def probe(prober: int) -> list[float]:
        ids = _PROBES + first + prober * 1_000_000
        waits = []
        while time.monotonic() < ends:
            ids += 1
            waits.append(_wait(node, ids))
        return waits

    with ThreadPoolExecutor(PROBERS) as pool:
        for waits in pool.map(probe, range(PROBERS)):
            yield from waits
    outcome = pacing.outcome()
    if outcome.refused:
        raise RuntimeError(f"{outcome.refused} exports were refused at {rate} records/s: the round is void.")


def _wait(node: Node, ids: int) -> float:
    """Seconds between the answer to one new export and its line item."""
    body = logs(1, time.time_ns())
    status = send(node.address, body, ids)
    if status != 202:
        raise RuntimeError(f"A probe was answered {status}.")
    accepted = time.monotonic()
    session = session_of(new_ids(ids))
    while not node.ask("line-items", days=2, session=session):
        if time.monotonic() > accepted + PATIENCE:
            raise TimeoutError(f"The line item of session {session} did not appear in {PATIENCE:.0f} s.")
        time.sleep(POLL)
    return time.monotonic() - accepted
