"""Signed webhooks: one POST, ten seconds, and headers by which a receiver knows that it is ours and not a copy."""

import hashlib
import hmac
import http.client
import secrets
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from stackspend import __version__
from stackspend.warning.notify.deliveries import Attempt
from stackspend.warning.notify.targets import look_up

SECONDS = 10
SECRET_PREFIX = "whsec_"  # noqa: S105 - what secrets begin with
_READ_BYTES = 300


def new_secret() -> str:
    """A signing secret: 256 random bits."""
    return SECRET_PREFIX + secrets.token_urlsafe(32)


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over `{timestamp}.{raw_body}`, as `sha256=<hex>`."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def headers_of(event: str, event_id: UUID, secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of one attempt; the event's id stays the same when it is sent again."""
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": f"StackSpend/{__version__}",
        "X-StackSpend-Event": event,
        "X-StackSpend-Event-Id": str(event_id),
        "X-StackSpend-Timestamp": str(timestamp),
        "X-StackSpend-Signature": sign(secret, timestamp, body),
    }


def body_of(content: Mapping[str, Any]) -> bytes:
    """The body of an event."""
    return msgspec.json.encode(content)


def post(url: str, body: bytes, headers: Mapping[str, str], now: datetime, *, allow_private: bool) -> Attempt:
    """One attempt; only a 2xx is a delivery, and a redirect is not followed. Raises InvalidInput for an address that
    must not be sent to, TransientError for a name without an address."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = look_up(host, port, allow_private=allow_private)
    connection = _Pinned(host, port, address=address, tls=parts.scheme == "https")
    alarm = threading.Timer(SECONDS, connection.cut)  # a receiver that drips bytes never runs into a socket's timeout
    alarm.start()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        text = answer.read(_READ_BYTES).decode("utf-8", "replace")
        return Attempt(now, answer.status, text, delivered=200 <= answer.status < 300)
    except (OSError, http.client.HTTPException) as error:
        return Attempt(now, None, f"{type(error).__name__}: {error}", delivered=False)
    finally:
        alarm.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name that it was looked up by."""

    def __init__(self, host: str, port: int, *, address: str, tls: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address = address
        self._tls = tls
        self.default_port = 443 if tls else 80  # else the Host header would name the port

    def cut(self) -> None:
        """End whatever is going on."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), SECONDS)
        if self._tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
