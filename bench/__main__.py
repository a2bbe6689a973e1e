"""Start a server on empty stores, measure it, and print tables in Markdown.

Loader and server share the machine's cores, so figures of different machines, or of a busy one, do not compare.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.accept import accept_row, load
from bench.freshness import freshness
from bench.steady import steady_waits
from tests.running import RunningServer, running_server

CONNECTIONS = 32


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="length of a round")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, running_server(Path(name), log_level="warning") as server:
        measure_freshness(server)
        measure_steady_waits(server)
        measure_accept(server, Path(name), rounds=chosen.rounds, seconds=chosen.seconds)


def measure_freshness(server: RunningServer) -> None:
    waits = sorted(freshness(server) for _ in range(20))
    print("From 202 to the line item in the API, one export at a time:")
    print(f"median {statistics.median(waits):.2f} s, longest of {len(waits)} {waits[-1]:.2f} s\n", flush=True)


def measure_steady_waits(server: RunningServer) -> None:
    waits = steady_waits(server, records=10, per_second=50, seconds=20)
    print(f"Wait for the 202, {len(waits):,} exports of 10 records at 50 exports/s, booked meanwhile:")
    print(
        f"median {statistics.median(waits) * 1000:.1f} ms, p99 {waits[len(waits) * 99 // 100] * 1000:.1f} ms\n",
        flush=True,
    )


def measure_accept(server: RunningServer, folder: Path, *, rounds: int, seconds: int) -> None:
    print(f"Accepted exports, {CONNECTIONS} connections, {rounds} rounds of {seconds} s:\n")
    print("| records per export | exports/s: median (range) | records/s | p50 | p99 | refused |")
    print("|---|---|---|---|---|---|")
    for records in (1, 10, 100):
        done = [load(server, folder, records=records, connections=CONNECTIONS, seconds=seconds) for _ in range(rounds)]
        print(accept_row(done, records=records), flush=True)


if __name__ == "__main__":
    main()
