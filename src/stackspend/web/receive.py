"""The OTLP door: `POST /api/v1/public/ingest/otel/{provider}/{connection_id}/v1/{metrics|logs|traces}`.

The way of an export costs nothing but what it needs: look up key and connection, decode, spool, answer 202. Failures
are OTLP `Status` bodies in the request's encoding. `stackspend.web.wire` speaks HTTP and bounds the size.
"""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import structlog

from stackspend.access.door import DoorCatalog, KeyUse
from stackspend.access.keys import read_secret
from stackspend.access.rate_limit import RateLimit
from stackspend.access.senders import sender_of
from stackspend.access.verify import verify_export
from stackspend.errors import InvalidScope, RateLimited, TooLarge, Unauthenticated
from stackspend.ingest.accept import read_export
from stackspend.ingest.spool import Spool
from stackspend.otlp.body import MAX_BODY
from stackspend.otlp.export import SetAside
from stackspend.web.door_answer import (
    FAULT,
    Answer,
    MethodNotAllowed,
    accepted,
    answer_encoding,
    arm_at_the_door,
    refused,
)
from stackspend.web.heard import Heard
from stackspend.web.ingest_path import Target, read_target

log = structlog.get_logger()

REMEMBER_SECONDS = 0.5
"""How long senders are remembered, on top of the second for which the catalog's answers are: a revoked key is refused
within two seconds on every node."""


class Head(msgspec.Struct, frozen=True):
    """The head of a request below PREFIX: header names in lower case, everything else as it came over the wire.

    `address` is the other end of the connection; `None` where it has none.
    """

    method: bytes
    url: bytes
    headers: dict[bytes, bytes]
    address: str | None = None

    def text(self, name: bytes) -> str | None:
        """A header's value; `None` without it."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")


class Sender(msgspec.Struct, frozen=True):
    """Who may export, and to where."""

    target: Target
    organization_id: UUID
    key_id: UUID
    key_prefix: str
    keeps_content: bool


class Door:
    """Admits senders and accepts their exports. It belongs to one event loop."""

    def __init__(self, catalog: DoorCatalog, spool: Spool, heard: Heard, record_limit: RateLimit) -> None:
        self._catalog = catalog
        self._spool = spool
        self._heard = heard
        self._record_limit = record_limit
        self._admitted: dict[tuple[bytes | None, ...], Sender] = {}

    def known(self, head: Head) -> Sender | None:
        """The sender of a request, if one of the same address and key was admitted a moment ago; `None` says nothing.

        Raises RateLimited and TooLarge as `admit` does.
        """
        sender = self._admitted.get(_identity(head))
        if sender:
            self._verify_amount(head, sender)
        return sender

    async def admit(self, head: Head) -> Sender:
        """The sender of a request that may export; refusals are noted for the owner.

        A malformed key is refused before the catalog is asked anything. What is noted of a connection that does not
        exist goes nowhere. Raises NotFound, MethodNotAllowed, Unauthenticated, InvalidScope, RateLimited and TooLarge.
        """
        target = read_target(head.url)
        if head.method != b"POST":
            raise MethodNotAllowed(f"{head.method.decode()} is not possible here: exports are sent with POST.")
        now = datetime.now(UTC)
        try:
            secret = read_secret(head.text(b"authorization"), head.text(b"x-api-key"))
            connection = await self._catalog.connection(target.connection_id)
            key = await self._catalog.key_by_digest(hashlib.sha256(secret.encode()).digest())
            good = verify_export(key, connection, connection_id=target.connection_id, now=now)
        except (Unauthenticated, InvalidScope) as error:
            self._heard.refusal(target.connection_id, now, error.message)
            raise
        sender = Sender(
            target,
            good.organization_id,
            good.id,
            good.prefix,
            keeps_content=connection is not None and connection.keeps_content,
        )
        self._verify_amount(head, sender)
        self._remember(head, sender)
        return sender

    def accept(self, head: Head, sender: Sender, body: bytes, answer: Callable[[Answer], None]) -> None:
        """Keep an export; `answer` is called with the response, once the export would survive a loss of power."""
        now = datetime.now(UTC)
        try:
            raw, skimmed = read_export(
                body,
                sender.target.signal,
                content_type=head.text(b"content-type"),
                content_encoding=head.text(b"content-encoding"),
                organization_id=sender.organization_id,
                connection_id=sender.target.connection_id,
                key_id=sender.key_id,
                key_prefix=sender.key_prefix,
                user_agent=head.text(b"user-agent"),
                received_at=now,
                keeps_content=sender.keeps_content,
            )
            self._record_limit.take(sender.key_id, skimmed.records, now)
            kept = self._spool.append(raw)
        except Exception as error:  # noqa: BLE001 # whatever fails, the sender is answered
            answer(self.refuse(head, error))
        else:
            kept.add_done_callback(lambda kept: answer(self._outcome(head, sender, now, skimmed.set_aside, kept)))

    def refuse(self, head: Head, error: Exception) -> Answer:
        """The answer to a request that failed; faults of ours are logged."""
        if arm_at_the_door(error) is FAULT:
            log.error("an export could not be answered", exc_info=error)
        return refused(error, answer_encoding(head.headers.get(b"content-type")))

    def _outcome(
        self,
        head: Head,
        sender: Sender,
        at: datetime,
        set_aside: tuple[SetAside, ...],
        kept: "asyncio.Future[None]",
    ) -> Answer:
        if problem := kept.exception():
            return self.refuse(head, problem if isinstance(problem, Exception) else RuntimeError(repr(problem)))
        seen = sender_of(head.text(b"user-agent"), head.address)
        self._heard.export(sender.target.connection_id, KeyUse(sender.organization_id, sender.key_id, seen, at))
        return accepted(sender.target.signal, answer_encoding(head.headers.get(b"content-type")), set_aside)

    def _verify_amount(self, head: Head, sender: Sender) -> None:
        """Raises RateLimited when the key has used up its records, TooLarge when the stated length is."""
        now = datetime.now(UTC)
        try:
            self._record_limit.admit(sender.key_id, now)
        except RateLimited as error:
            self._heard.refusal(sender.target.connection_id, now, error.message)
            raise
        if int(head.headers.get(b"content-length", b"0")) > MAX_BODY:
            raise too_large()

    def _remember(self, head: Head, sender: Sender) -> None:
        if not self._admitted:  # all are forgotten together, so that no secret stays here for longer
            asyncio.get_running_loop().call_later(REMEMBER_SECONDS, self._admitted.clear)
        self._admitted[_identity(head)] = sender


def too_large() -> TooLarge:
    """A body beyond the limit, whether it was stated or counted."""
    return TooLarge(f"The body is larger than {MAX_BODY} bytes: send smaller batches, or gzip.")


def _identity(head: Head) -> tuple[bytes | None, ...]:
    """All that decides who a sender is, and whether he may export."""
    return head.method, head.url, head.headers.get(b"authorization"), head.headers.get(b"x-api-key")
