"""Start the stand-in in a process of its own, on a free port: chDB allows one engine in a process."""

import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import msgspec

from tests.running import free_port

STARTING = 30.0  # seconds
ROOT = Path(__file__).parents[2]


class ClickHouse(msgspec.Struct, frozen=True):
    """A running stand-in."""

    port: int
    numbers: Iterator[int] = msgspec.field(default_factory=count)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def new_database(self) -> str:
        """The URL of a ledger in a new, empty database."""
        name = f"ledger_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return f"clickhouse://127.0.0.1:{self.port}/{name}"

    def run(self, sql: str) -> bytes:
        """What the server answers to a statement. Raises HTTPError."""
        with urllib.request.urlopen(urllib.request.Request(self.address, sql.encode()), timeout=10) as answer:
            result: bytes = answer.read()
        return result


@contextmanager
def running_clickhouse(folder: Path) -> Iterator[ClickHouse]:
    server = ClickHouse(free_port())
    command = [sys.executable, "-m", "tests.clickhouse.stand_in", str(folder / "clickhouse"), str(server.port)]
    log = folder / "clickhouse.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    try:
        _await_start(server, process, log)
        yield server
    finally:
        process.kill()
        process.wait()


def _await_start(server: ClickHouse, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while True:
        try:
            urllib.request.urlopen(server.address + "ping", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        else:
            return
