"""A real `stackspend serve`, started as a person would start it, on a free port and an empty data folder."""

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from stackspend.access.set_up import read_set_up
from stackspend.cli.init import create_missing
from stackspend.settings import read_settings

PROGRAM = str(Path(sys.executable).with_name("stackspend"))
STARTING = 30.0  # seconds
STOPPING = 30.0
OWNER = "owner@example.com"


class RunningServer(msgspec.Struct, frozen=True):
    """A server with one organization and one Claude provider, and the credentials that `init` answered."""

    base_url: str
    organization_id: str
    connection_id: str
    endpoint: str
    ingest_key: str
    api_key: str
    sign_in_url: str
    data_dir: Path
    log: Path
    process: int
    ready_seconds: float

    def get(self, path: str, **query: str | int) -> Any:
        """The `data` that the public API answers to a key with all read scopes."""
        address = f"{self.base_url}{path}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address, headers={"X-API-Key": self.api_key})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]


@contextmanager
def running_server(folder: Path, *, port: int | None = None, **settings: str) -> Iterator[RunningServer]:
    """Start and stop a server whose stores and log are in `folder`; a traceback in its log fails the test.

    `port` is any free one unless given; `settings` are further settings by name, as in `log_level="debug"`.
    """
    environment = environment_of(folder, port=port, **settings)
    made = initialized(environment)
    began = time.monotonic()
    with serving(environment, folder) as process:
        yield RunningServer(
            base_url=environment["STACKSPEND_PUBLIC_URL"],
            data_dir=folder / "data",
            log=folder / "server.log",
            process=process.pid,
            ready_seconds=time.monotonic() - began,
            **made,
        )


@contextmanager
def empty_server(folder: Path, **settings: str) -> Iterator[str]:
    """The same with nothing in it yet; the link to set it up by."""
    with serving(environment_of(folder, port=None, **settings), folder):
        [link] = re.findall(r"Set it up: (\S+)", (folder / "server.log").read_text())
        yield link


def environment_of(folder: Path, *, port: int | None, **settings: str) -> dict[str, str]:
    port = port or free_port()
    # Tests ask and send more than one key may; those of the limits set them.
    unlimited = {"api_requests_per_minute": "0", "ingest_records_per_second": "0"}
    placed = {"data_dir": str(folder / "data"), "port": str(port), "public_url": f"http://127.0.0.1:{port}"}
    return {f"STACKSPEND_{name.upper()}": value for name, value in {**placed, **unlimited, **settings}.items()}


@contextmanager
def serving(environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server's process, once it answers."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen([PROGRAM, "serve"], env=environment, stdout=output, stderr=output)
    try:
        await_answer(environment["STACKSPEND_PUBLIC_URL"], process, log)
        yield process
        assert process.poll() is None, f"The server stopped by itself:\n{log.read_text()}"
    finally:
        process.terminate()
        process.wait(STOPPING)
    assert "Traceback" not in log.read_text(), log.read_text()


def initialized(environment: dict[str, str]) -> dict[str, Any]:
    """What `stackspend init` made: the fields of `RunningServer` that come from it."""
    wanted = read_set_up(organization="Acme", email=OWNER, provider="claude", name="Claude Team")
    made = create_missing(wanted, read_settings(environment), now=datetime.now(UTC))
    with ThreadPoolExecutor(1) as beside:  # whoever drives a browser is in a loop already
        answer = beside.submit(asyncio.run, made).result()
    return {
        "organization_id": str(answer.organization_id),
        "connection_id": str(answer.provider.connection_id),
        "endpoint": answer.provider.endpoint,
        "ingest_key": answer.ingest_key,
        "api_key": answer.api_key,
        "sign_in_url": answer.sign_in_url,
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def await_answer(base_url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while not answers(base_url):
        assert process.poll() is None, f"The server did not start:\n{log.read_text()}"
        assert time.monotonic() < deadline, f"The server was not ready after {STARTING} s:\n{log.read_text()}"
        time.sleep(0.05)


def answers(base_url: str) -> bool:
    try:
        urllib.request.urlopen(f"{base_url}/api/openapi.json", timeout=5).close()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True
