"""How many exports a second are accepted, and how long each waits for its 202."""

import statistics
import subprocess
import time
import uuid
from pathlib import Path

import msgspec

from bench.exports import NEW, logs_export
from tests.running import RunningServer

SCRIPT = Path(__file__).with_name("new_exports.lua")


class Round(msgspec.Struct, frozen=True):
    """What wrk's script writes after one round; percentiles are in microseconds."""

    requests: int
    microseconds: int
    refused: int
    p50: int
    p99: int

    @property
    def per_second(self) -> float:
        return self.requests / self.microseconds * 1e6


def load(server: RunningServer, folder: Path, *, records: int, connections: int, seconds: int) -> Round:
    """Send new exports of that many log records over all connections at once, as fast as they are answered."""
    body = folder / f"{records}.json"
    body.write_text(logs_export(records, nanoseconds=time.time_ns()))
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "10s"]
    headers = ["--header", f"X-API-Key: {server.ingest_key}", "--header", "Content-Type: application/json"]
    script = ["--script", str(SCRIPT), f"{server.endpoint}/v1/logs", "--", str(body), NEW, uuid.uuid4().hex]
    done = subprocess.run(["wrk", *options, *headers, *script], capture_output=True, check=True)
    last = done.stdout.splitlines()[-1]
    return msgspec.json.decode(last, type=Round)


def accept_row(rounds: list[Round], *, records: int) -> str:
    """One line of the table: medians, with the range of what varies most."""
    rates = sorted(one.per_second for one in rounds)
    p50, p99 = (statistics.median(one.p50 for one in rounds), statistics.median(one.p99 for one in rounds))
    refused = sum(one.refused for one in rounds)
    return (
        f"| {records} | {statistics.median(rates):,.0f} ({rates[0]:,.0f} to {rates[-1]:,.0f}) "
        f"| {statistics.median(rates) * records:,.0f} | {p50 / 1000:.1f} ms | {p99 / 1000:.1f} ms | {refused} |"
    )
