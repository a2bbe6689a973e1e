"""The OTLP door: `POST /api/v1/public/ingest/otel/{provider}/{connection_id}/v1/{metrics|logs|traces}`.

A plain ASGI application, because the way of an export should cost nothing but what it needs: look up key and
connection, bound the size, decode, spool, answer 202. Failures are OTLP `Status` bodies in the request's encoding.
Sources: https://opentelemetry.io/docs/specs/otlp/#otlphttp; what the client retries was measured on Claude Code 2.1.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
import structlog

from stackspend.access.door import DoorCatalog
from stackspend.access.keys import read_secret
from stackspend.access.rate_limit import RateLimit
from stackspend.access.verify import unknown_connection, verify_export
from stackspend.errors import (
    InvalidScope,
    NotFound,
    NotOtlp,
    RateLimited,
    StackSpendError,
    TooLarge,
    Unauthenticated,
)
from stackspend.ingest.accept import read_export
from stackspend.ingest.spool import Spool
from stackspend.otlp.answer import export_response, status_body
from stackspend.otlp.body import MAX_BODY
from stackspend.otlp.export import Encoding, SetAside, Signal
from stackspend.providers.types import provider_type
from stackspend.web.heard import Heard
from stackspend.web.problems import INTERNAL, RETRY_AFTER_SECONDS, Arm, arm_of

log = structlog.get_logger()

PREFIX = "/api/v1/public/ingest/otel/"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class MethodNotAllowed(StackSpendError):
    """A path that exists, asked with another method than POST."""


_METHOD_NOT_ALLOWED = Arm(MethodNotAllowed, 405, "METHOD_NOT_ALLOWED", retryable=False)
# An exporter never sends a batch again after a 500, so a fault of ours is a 503 here: the batch may yet be kept.
_FAULT = Arm(StackSpendError, 503, "UNAVAILABLE", retryable=True)
# What an exporter sends again, and then after the same time: it gives up on what it would have to wait longer for.
_RETRYABLE = {429, _FAULT.status}
# google.rpc.Code, by HTTP status.
_RPC_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 413: 3, 415: 3, 429: 8, 503: 14}

# The Office add-in is browser code: its exports are cross-origin requests with an Authorization header.
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"POST, OPTIONS"),
    (b"access-control-allow-headers", b"Authorization, Content-Type, Content-Encoding, X-API-Key, User-Agent"),
    (b"access-control-max-age", b"7200"),
]


class Target(msgspec.Struct, frozen=True):
    """Where an export is addressed to."""

    connection_id: UUID
    signal: Signal


class Door:
    """The ASGI application below PREFIX."""

    def __init__(self, catalog: DoorCatalog, spool: Spool, heard: Heard, record_limit: RateLimit) -> None:
        self._catalog = catalog
        self._spool = spool
        self._heard = heard
        self._record_limit = record_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] == "OPTIONS":
            await _send(send, 204, b"", [])
            return
        encoding = _answer_encoding(headers.get(b"content-type"))
        try:
            signal, set_aside = await self._accept(scope, headers, receive)
        except Exception as error:
            arm = _arm_of(error)
            if arm is _FAULT:
                log.exception("an export could not be answered")
            await _send(send, arm.status, _status(encoding, arm, error), _type(encoding))
            return
        await _send(send, 202, export_response(signal, encoding, set_aside), _type(encoding))

    async def _accept(
        self, scope: Scope, headers: dict[bytes, str], receive: Receive
    ) -> tuple[Signal, tuple[SetAside, ...]]:
        target = read_path(scope["path"])
        if scope["method"] != "POST":
            raise MethodNotAllowed(f"{scope['method']} is not possible here: exports are sent with POST.")
        now = datetime.now(UTC)
        organization_id, key_id, key_prefix = await self._authorize(target, headers, now)
        body = await _read_body(headers.get(b"content-length"), receive)
        raw, skimmed = read_export(
            body,
            target.signal,
            content_type=headers.get(b"content-type"),
            content_encoding=headers.get(b"content-encoding"),
            organization_id=organization_id,
            connection_id=target.connection_id,
            key_id=key_id,
            key_prefix=key_prefix,
            user_agent=headers.get(b"user-agent"),
            received_at=now,
        )
        self._record_limit.take(key_id, skimmed.records, now)
        await self._spool.append(raw)
        self._heard.export(target.connection_id, key_id, now)
        return target.signal, skimmed.set_aside

    async def _authorize(self, target: Target, headers: dict[bytes, str], now: datetime) -> tuple[UUID, UUID, str]:
        """The organization, key and key prefix of a request that may export; refusals are noted for the owner.

        A malformed key is refused before the catalog is asked anything. What is noted of a connection that does not
        exist goes nowhere.
        """
        try:
            secret = read_secret(headers.get(b"authorization"), headers.get(b"x-api-key"))
            connection = await self._catalog.connection(target.connection_id)
            key = await self._catalog.key_by_digest(hashlib.sha256(secret.encode()).digest())
            good = verify_export(key, connection, connection_id=target.connection_id, now=now)
            self._record_limit.admit(good.id, now)
        except (Unauthenticated, InvalidScope, RateLimited) as error:
            self._heard.refusal(target.connection_id, now, error.message)
            raise
        return good.organization_id, good.id, good.prefix


@lru_cache(maxsize=1024)
def read_path(path: str) -> Target:
    """The target of a path below PREFIX. Raises NotFound with the cure for what people type.

    One segment of the sender's own may stand before `/v1`: per-signal endpoints are used as they are configured.
    """
    parts = path.removeprefix(PREFIX).split("/")
    if len(parts) < 2 or provider_type(parts[0]) is None:
        raise NotFound(f"There is no ingest path {path}: copy the endpoint from the provider's page.")
    try:
        connection_id = UUID(parts[1])
    except ValueError:
        raise unknown_connection(parts[1]) from None
    tail = parts[2:]
    if len(tail) == 3 and tail[0] != "v1":
        tail = tail[1:]
    if len(tail) == 2 and tail[0] == "v1" and tail[1] in set(Signal):
        return Target(connection_id, Signal(tail[1]))
    root = f"{PREFIX}{parts[0]}/{parts[1]}"
    if tail[:1] == ["v1"] and len(tail) > 2:
        raise NotFound(
            f"The path {path} has a signal too many: use the collector root {root}, without /v1/{tail[1]}, as "
            "OTEL_EXPORTER_OTLP_ENDPOINT; the client appends the signal."
        )
    raise NotFound(f"There is nothing at {path}: exports go to {root}/v1/metrics, {root}/v1/logs and {root}/v1/traces.")


async def _read_body(stated_length: str | None, receive: Receive) -> bytes:
    """The whole body, with or without a Content-Length. Raises TooLarge as soon as it is."""
    too_large = TooLarge(f"The body is larger than {MAX_BODY} bytes: send smaller batches, or gzip.")
    if stated_length and stated_length.isdigit() and int(stated_length) > MAX_BODY:
        raise too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise NotOtlp("The sender hung up before the end of the body.")
        piece: bytes = message.get("body", b"")
        if len(body) + len(piece) > MAX_BODY:
            raise too_large
        if not body and not message.get("more_body"):
            return piece  # most bodies come in one, which needs no copy
        body += piece
        if not message.get("more_body"):
            return bytes(body)


def _arm_of(error: Exception) -> Arm:
    if isinstance(error, MethodNotAllowed):
        return _METHOD_NOT_ALLOWED
    arm = arm_of(error) if isinstance(error, StackSpendError) else INTERNAL
    return _FAULT if arm is INTERNAL else arm


def _status(encoding: Encoding, arm: Arm, error: Exception) -> bytes:
    reason = error.message if isinstance(error, StackSpendError) else "StackSpend failed; send the export again."
    return status_body(encoding, _RPC_CODES[arm.status], f"{arm.code}: {reason}")


def _answer_encoding(content_type: str | None) -> Encoding:
    return Encoding.PROTOBUF if "protobuf" in (content_type or "") else Encoding.JSON


def _type(encoding: Encoding) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", encoding.value.encode())]


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers = headers + _CORS
    if status == _METHOD_NOT_ALLOWED.status:
        headers.append((b"allow", b"POST, OPTIONS"))
    if status in _RETRYABLE:
        headers.append((b"retry-after", str(RETRY_AFTER_SECONDS).encode()))
    if status != 204:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
