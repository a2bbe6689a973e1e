"""Send exports over HTTP as exporters do, and wait until they are booked."""

import http.client
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import msgspec
from google.rpc.status_pb2 import Status

from stackspend.access.rate_limit import RateLimit
from stackspend.store.spool import waiting_in
from tests.captured import SentExport
from tests.running import RunningServer

JSON = {"Content-Type": "application/json"}
PROTOBUF = {"Content-Type": "application/x-protobuf"}
PATIENCE = 60.0  # seconds
NO_LIMIT = RateLimit(0, seconds=1, what="records")


class HttpAnswer(msgspec.Struct, frozen=True):
    """What the server answered; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def message(self) -> str:
        """The message of the OTLP Status, in whichever encoding it came."""
        if self.headers["content-type"] == "application/json":
            return str(self.json["message"])
        status = Status()
        status.ParseFromString(self.body)
        return str(status.message)


@contextmanager
def connected(server: RunningServer) -> Iterator[http.client.HTTPConnection]:
    """A connection that is kept open, as exporters keep theirs."""
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=30)
    with closing(connection):
        yield connection


def ask(
    server: RunningServer,
    path: str,
    body: bytes | Iterable[bytes] = b"{}",
    headers: Mapping[str, str] = JSON,
    *,
    method: str = "POST",
    over: http.client.HTTPConnection | None = None,
) -> HttpAnswer:
    """The answer to one request; `path` is absolute, or what follows the endpoint. An iterable is sent in chunks."""
    address = path if path.startswith("/api/") else urlsplit(server.endpoint).path + path
    if over is None:
        with connected(server) as connection:
            return ask(server, address, body, headers, method=method, over=connection)
    over.request(method, address, body, dict(headers))
    answer = over.getresponse()
    stated = {name.lower(): value for name, value in answer.getheaders()}
    return HttpAnswer(answer.status, stated, answer.read())


def authorized(server: RunningServer, headers: Mapping[str, str] = JSON) -> dict[str, str]:
    """The headers with the ingest key of the organization."""
    return {"Authorization": f"Bearer {server.ingest_key}", **headers}


def export(server: RunningServer, sent: SentExport, over: http.client.HTTPConnection) -> None:
    """Send an export again as the client sent it."""
    answer = ask(server, sent.path, sent.body, authorized(server, sent.headers), over=over)
    assert answer.status == 202, answer.body


def export_all(server: RunningServer, exports: Iterable[SentExport], *, connections: int = 1) -> None:
    """Send them, over several connections at once if asked to, and wait until all are booked."""
    waiting = list(exports)
    with ThreadPoolExecutor(connections) as pool:
        list(
            pool.map(lambda some: _export_in_turn(server, some), (waiting[n::connections] for n in range(connections)))
        )
    await_booked(server)


def _export_in_turn(server: RunningServer, exports: Iterable[SentExport]) -> None:
    with connected(server) as connection:
        for sent in exports:
            export(server, sent, connection)


def await_booked(server: RunningServer) -> None:
    """Return once the spool is empty: exports leave it when they are booked."""
    deadline = time.monotonic() + PATIENCE
    while waiting := waiting_in(server.data_dir / "spool"):
        assert time.monotonic() < deadline, f"{waiting} exports are not booked after {PATIENCE} s."
        time.sleep(0.05)
