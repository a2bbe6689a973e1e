"""Send exports at a constant rate, from a process of its own: `python -m bench.pace` reads a Job and writes an Outcome.

Every export has its moment, whether or not the ones before were answered; a wait counts from that moment, so a server
that stands still for a second is seen to do so by all that should have been answered meanwhile.
"""

import asyncio
import itertools
import subprocess
import sys
import time

import msgspec

from bench.exports import Body
from bench.machine import pinned
from bench.section import percentile
from bench.shots import Address, new_ids, request_head, with_ids

SESSIONS, EXPORTS_OF_A_SESSION = 200, 50
"""How many people send at a time, and after how many exports each begins a new session."""


class Job(msgspec.Struct, frozen=True):
    """What to send; `first` makes the ids of this job differ from those of others."""

    address: Address
    body: Body
    per_second: float
    seconds: float
    first: int
    connections: int = 64


class Outcome(msgspec.Struct, frozen=True):
    """How it went; waits in milliseconds, of accepted exports."""

    accepted: int
    refused: int
    seconds: float
    p50: float
    p99: float
    longest: float


class Pacing:
    """A job that is sent by another process."""

    def __init__(self, job: Job, cores: frozenset[int]) -> None:
        with pinned(cores):
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.pace"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        assert self._process.stdin
        self._process.stdin.write(msgspec.json.encode(job))
        self._process.stdin.close()

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def outcome(self) -> Outcome:
        """Wait for the end."""
        assert self._process.stdout
        written = self._process.stdout.read()
        if self._process.wait():
            raise RuntimeError(f"The sender ended with {self._process.returncode}.")
        return msgspec.json.decode(written, type=Outcome)


async def send_all(job: Job) -> Outcome:
    """Send every export of a job at its moment."""
    waits: list[float] = []
    refused = 0
    total = int(job.per_second * job.seconds)
    numbers = itertools.count()
    began = time.monotonic() + 0.2

    async def work() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection(job.address.host, job.address.port)
        while (number := next(numbers)) < total:
            due = began + number / job.per_second
            await asyncio.sleep(due - time.monotonic())
            writer.write(_request(job, number))
            status = await _status(reader)
            if 200 <= status < 300:
                waits.append((time.monotonic() - due) * 1000)
            else:
                refused += 1
        writer.close()

    await asyncio.gather(*(work() for _ in range(job.connections)))
    seconds = time.monotonic() - began
    return Outcome(len(waits), refused, seconds, percentile(waits, 0.5), percentile(waits, 0.99), max(waits))


def _request(job: Job, number: int) -> bytes:
    generation, person = divmod(number, SESSIONS * EXPORTS_OF_A_SESSION)
    session = new_ids(job.first + generation * SESSIONS + person % SESSIONS)
    content = with_ids(job.body.content, session, new_ids(job.first + number))
    return request_head(job.address, job.body, len(content)) + content


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)
    return int(head[9:12])


if __name__ == "__main__":
    outcome = asyncio.run(send_all(msgspec.json.decode(sys.stdin.buffer.read(), type=Job)))
    sys.stdout.buffer.write(msgspec.json.encode(outcome))
