"""Run wrk for one round and read what it saw."""

import resource
import secrets
import subprocess
from pathlib import Path

import msgspec

from bench.machine import pinned
from bench.shots import Address

SCRIPT = Path(__file__).with_name("shots.lua")


class Round(msgspec.Struct, frozen=True):
    """What wrk's script writes after one round; percentiles in microseconds, only of answered requests.

    `refused` were answered with a status of 400 and above, `broken` were not answered.
    """

    requests: int
    microseconds: int
    refused: int
    broken: int
    p50: int
    p99: int

    @property
    def is_void(self) -> bool:
        return bool(self.refused or self.broken or not self.requests)

    @property
    def per_second(self) -> float:
        return self.requests / self.microseconds * 1e6


class Loaded(msgspec.Struct, frozen=True):
    """A round, and the share of a core that wrk itself took: near 1 it measured itself."""

    round: Round
    loader_busy: float


def load(shots: Path, address: Address, *, connections: int, seconds: int, cores: frozenset[int]) -> Loaded:
    """Send the requests of a file over all connections at once, each as soon as the one before is answered."""
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "10s"]
    command = ["wrk", *options, "--script", str(SCRIPT), f"http://{address.host}:{address.port}/"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pinned(cores):
        done = subprocess.run([*command, "--", str(shots), secrets.token_hex(2)], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = msgspec.json.decode(done.stdout.splitlines()[-1], type=Round)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Loaded(found, busy / (found.microseconds / 1e6))
