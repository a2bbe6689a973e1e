"""The servers that are raced. Each is started as its own documentation says, on a free port and empty folders."""

import os
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bench.exports import Body
from bench.listening import await_listening
from bench.shots import Address
from stackspend.otlp.export import Encoding, Signal
from tests.running import free_port, initialized, running_server

CACHE = Path(__file__).parents[1] / ".tools" / "bench"
"""Where peers are installed; not part of the repository."""


class Racing(msgspec.Struct, frozen=True):
    """A contestant that listens."""

    address: Address
    process: int


class Contestant(msgspec.Struct, frozen=True):
    """A server by name, what it does before it answers, which bodies it reads, and how it is started in a folder."""

    name: str
    does: str
    reads: Callable[[Body], bool]
    start: Callable[[Path], AbstractContextManager[Racing]]


def _reads_all(_body: Body) -> bool:
    return True


def _reads_plain_json(body: Body) -> bool:
    return body.encoding is Encoding.JSON and not body.zipped and body.signal is not Signal.TRACES


@contextmanager
def _stackspend(folder: Path) -> Iterator[Racing]:
    with running_server(folder, log_level="warning") as server:
        parts = urlsplit(server.endpoint)
        headers = {"X-API-Key": server.ingest_key}
        yield Racing(Address(str(parts.hostname), int(parts.port or 0), parts.path, headers), server.process)


@contextmanager
def _door_alone(folder: Path) -> Iterator[Racing]:
    port = free_port()
    settings = {"DATA_DIR": str(folder / "data"), "PORT": str(port), "LOG_LEVEL": "warning"}
    environment = {f"STACKSPEND_{name}": value for name, value in settings.items()}
    made = initialized(environment)
    prefix = urlsplit(made["endpoint"]).path
    command = [sys.executable, "-m", "bench.door_alone"]
    with _running(command, folder, port, environment) as process:
        yield Racing(Address("127.0.0.1", port, prefix, {"X-API-Key": made["ingest_key"]}), process)


@contextmanager
def _rotel(folder: Path) -> Iterator[Racing]:
    port, grpc_port = free_port(), free_port()
    program = next(installed("rotel").glob("lib/python*/site-packages/rotel/rotel-agent"))
    listen = ["--otlp-http-endpoint", f"127.0.0.1:{port}", "--otlp-grpc-endpoint", f"127.0.0.1:{grpc_port}"]
    with _running([str(program), "start", "--exporter", "blackhole", *listen], folder, port, {}) as process:
        yield Racing(Address("127.0.0.1", port), process)


@contextmanager
def _ka_telemetry(folder: Path) -> Iterator[Racing]:
    port = free_port()
    program = installed("ka-telemetry") / "bin" / "ka-telemetry"
    command = [str(program), "receive", "--port", str(port), "--dir", str(folder / "received")]
    with _running(command, folder, port, {}) as process:
        yield Racing(Address("127.0.0.1", port), process)


STACKSPEND = Contestant(
    "StackSpend", "checks the key, decodes, writes durably, answers, and books meanwhile", _reads_all, _stackspend
)
DOOR_ALONE = Contestant("StackSpend's door", "does the same, but nothing is booked", _reads_all, _door_alone)
ROTEL = Contestant("Rotel", "decodes, answers, and drops what it got; no key, nothing written", _reads_all, _rotel)
KA_TELEMETRY = Contestant(
    "ka-telemetry", "decodes, appends to a file, and answers; no key, no fsync", _reads_plain_json, _ka_telemetry
)
PEERS = {"rotel": "0.0.1a15", "ka-telemetry": "0.2.0"}
"""What is installed from the package registry, and in which version."""


def installed(package: str) -> Path:
    """The virtual environment with a peer, made now if it is missing."""
    folder = CACHE / f"{package}-{PEERS[package]}"
    if not (folder / "installed").exists():
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"{package}=={PEERS[package]}"], check=True)
        (folder / "installed").touch()
    return folder


@contextmanager
def _running(command: list[str], folder: Path, port: int, settings: dict[str, str]) -> Iterator[int]:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"PATH": os.environ["PATH"], **settings}
    with (folder / "log").open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        await_listening(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)
