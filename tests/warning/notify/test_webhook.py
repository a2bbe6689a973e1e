"""A webhook is signed, pinned to a checked address, and never follows anybody anywhere."""

import hashlib
import hmac
import socket
from datetime import UTC, datetime
from uuid import UUID

import pytest

from stackspend.errors import InvalidInput, TransientError
from stackspend.warning.notify.deliveries import Attempt
from stackspend.warning.notify.webhook import body_of, headers_of, new_secret, post
from tests.running import free_port
from tests.warning.notify.receivers import receiver

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BODY = body_of({"event": "anomaly.created", "data": {"title": "Ünïcode"}})


def send(url: str, *, allow_private: bool = True, secret: str = "whsec_x") -> Attempt:
    headers = headers_of("anomaly.created", UUID(int=7), secret, BODY, NOW)
    return post(url, BODY, headers, NOW, allow_private=allow_private)


def test_a_receiver_can_check_what_it_is_sent() -> None:
    secret = new_secret()
    with receiver() as server:
        attempt = send(server.url, secret=secret)
        (got,) = server.received
    assert attempt == Attempt(NOW, 200, "thank you", delivered=True)
    assert (got.path, got.body) == ("/hook?from=stackspend", BODY)
    timestamp = got.headers["X-StackSpend-Timestamp"]
    expected = hmac.new(secret.encode(), timestamp.encode() + b"." + got.body, hashlib.sha256).hexdigest()
    assert got.headers["X-StackSpend-Signature"] == f"sha256={expected}"
    assert timestamp == str(int(NOW.timestamp()))
    assert (got.headers["X-StackSpend-Event"], got.headers["X-StackSpend-Event-Id"]) == (
        "anomaly.created",
        str(UUID(int=7)),
    )


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 500])
def test_only_a_2xx_is_a_delivery_and_no_redirect_is_followed(status: int) -> None:
    with receiver() as elsewhere, receiver() as server:
        server.status, server.location = status, elsewhere.url
        attempt = send(server.url)
    assert (attempt.delivered, attempt.status) == (False, status)
    assert elsewhere.received == []


def test_a_receiver_that_is_away_is_told_in_a_word() -> None:
    attempt = send(f"http://127.0.0.1:{free_port()}/")
    assert (attempt.delivered, attempt.status) == (False, None)
    assert attempt.answer.startswith("ConnectionRefusedError")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254"]
)
def test_nothing_inside_the_network_is_sent_to(host: str) -> None:
    with receiver() as server, pytest.raises(InvalidInput, match="is not a public address"):
        send(f"http://{host}:{server.server_port}/", allow_private=False)
    assert server.received == []


def test_a_name_without_an_address_is_worth_another_try() -> None:
    with pytest.raises(TransientError, match="has no address"):
        send("https://nowhere.invalid/", allow_private=False)


def test_a_name_is_looked_up_once_so_that_it_cannot_answer_otherwise_the_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: the resolver says a public address to who checks, and loopback to whoever asks again."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    connected: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address: tuple[str, int], *_: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    send("http://rebinding.example/", allow_private=False)
    assert connected == ["93.184.215.14"]
