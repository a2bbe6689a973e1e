"""The limit of 20 MiB: on the wire, while it streams, and after gunzip."""

import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from stackspend.otlp.body import MAX_BODY
from tests.bomb import bomb
from tests.ledger.telemetry import logs, record
from tests.running import RunningServer
from tests.web.door.sending import JSON, HttpAnswer, ask, authorized, connected

GOOD = json.dumps(logs([record("user_prompt", 0)])).encode()
MEBIBYTE = bytes(2**20)


def padded(size: int) -> bytes:
    """An export of exactly this size."""
    empty = b'{"resourceLogs":[],"padding":""}'
    return empty[:-2] + b"x" * (size - len(empty)) + empty[-2:]


def test_a_body_of_exactly_the_limit_is_accepted(server: RunningServer) -> None:
    assert ask(server, "/v1/logs", padded(MAX_BODY), authorized(server)).status == 202


def test_a_stated_length_beyond_the_limit_is_refused_before_the_body_is_read(server: RunningServer) -> None:
    head = {**authorized(server), "Content-Length": str(MAX_BODY + 1)}

    with connected(server) as connection:
        connection.putrequest("POST", f"{urlsplit(server.endpoint).path}/v1/logs")
        for name, value in head.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()

    assert answer.status == 413


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(padded(MAX_BODY + 1)), id="one byte too many"),
        pytest.param(bomb(800), id="800 MiB of zeroes"),
    ],
)
def test_a_body_too_large_after_gunzip_is_refused(server: RunningServer, body: bytes) -> None:
    answer = ask(server, "/v1/logs", body, authorized(server) | {"Content-Encoding": "gzip"})

    assert answer.status == 413
    assert answer.message == "TOO_LARGE: The body is larger than 20971520 bytes after gunzip: send smaller batches."


def endless(connection: http.client.HTTPConnection) -> Iterator[bytes]:
    """More chunks than the limit; stops when the server has closed its end."""
    for _ in range(64):
        yield MEBIBYTE


def test_chunks_beyond_the_limit_are_refused_while_they_come(server: RunningServer) -> None:
    answer = flood(server, authorized(server))

    assert answer.status == 413


def test_chunks_without_a_key_are_refused_while_they_come(server: RunningServer) -> None:
    assert flood(server, JSON).status == 401


def flood(server: RunningServer, headers: dict[str, str]) -> HttpAnswer:
    """The answer to a sender that sends 64 MiB in chunks, and reads only when it cannot send any more."""
    address = urlsplit(server.endpoint)
    with closing(socket.create_connection((address.hostname or "", address.port or 0), timeout=30)) as wire:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        opening = f"POST {address.path}/v1/logs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n{head}\r\n"
        try:
            wire.sendall(opening.encode())
            for _ in range(64):
                wire.sendall(b"%x\r\n%s\r\n" % (len(MEBIBYTE), MEBIBYTE))
            wire.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # the server has closed the connection; its answer may still lie in the buffer
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        return HttpAnswer(answer.status, {}, answer.read())


def test_after_a_refusal_the_next_export_is_accepted(server: RunningServer) -> None:
    flood(server, authorized(server))

    assert ask(server, "/v1/logs", GOOD, authorized(server)).status == 202


def test_a_refused_body_does_not_spoil_the_connection(server: RunningServer) -> None:
    with connected(server) as connection:
        refused = ask(server, "/v1/logs", GOOD * 50, JSON, over=connection)
        accepted = ask(server, "/v1/logs", GOOD, authorized(server), over=connection)

    assert (refused.status, accepted.status) == (401, 202)


def test_a_sender_that_hangs_up_leaves_no_trace(server: RunningServer) -> None:
    address = urlsplit(server.endpoint)
    for _ in range(5):
        with closing(socket.create_connection((address.hostname or "", address.port or 0))) as wire:
            head = "".join(f"{name}: {value}\r\n" for name, value in authorized(server).items())
            opening = f"POST {address.path}/v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n{head}\r\n"
            wire.sendall(opening.encode() + b'{"resource')

    assert ask(server, "/v1/logs", GOOD, authorized(server)).status == 202
