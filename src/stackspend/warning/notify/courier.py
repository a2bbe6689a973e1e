"""Carry what is due in the outbox to its receivers, and note what they answered."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import msgspec
import structlog

from stackspend.errors import InvalidInput, StackSpendError, TransientError
from stackspend.mail import Letter, Postman
from stackspend.warning.notify.channels import Channel, ChannelKind, addresses_of
from stackspend.warning.notify.chat import send_chat
from stackspend.warning.notify.deliveries import Attempt, Claimed, Delivery, after
from stackspend.warning.notify.webhook import body_of, headers_of, post
from stackspend.warning.notify.wording import Notice

log = structlog.get_logger()

EVERY_SECONDS = 1.0
AT_ONCE = 8
KEPT = timedelta(days=30)
"""How long the delivery log goes back."""
_TIDIED_EVERY = timedelta(hours=1)


class DeliveryOutbox(Protocol):
    """What the courier asks of the catalog."""

    async def claim_deliveries(self, *, now: datetime, most: int) -> list[Claimed]:
        """Deliveries that are due and that no other node has."""

    async def note_delivery(self, delivery: Delivery) -> None:
        """Keep how an attempt went."""

    async def forget_deliveries(self, *, before: datetime) -> None:
        """Drop those that are through and older than this."""


class Courier:
    """Runs as a task of the server. A node that dies in the middle of an attempt leaves its lease to run out."""

    def __init__(
        self,
        outbox: DeliveryOutbox,
        *,
        clock: Callable[[], datetime],
        postman: Postman | None,
        allow_private: bool,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._postman = postman
        self._allow_private = allow_private
        self._tidied_at: datetime | None = None
        # Receivers may take their time, and must not take it from those who book and who answer questions.
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="courier")

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            try:
                while await self.step():
                    pass
                await self._tidy()
            except StackSpendError as error:
                log.warning("nothing_delivered", reason=error.message)
            except Exception:
                log.exception("delivery_failed")
            await asyncio.sleep(EVERY_SECONDS)

    def close(self) -> None:
        """Let go of what is under way: its lease runs out, and another attempt is made."""
        self._hands.shutdown(wait=False, cancel_futures=True)

    async def step(self) -> int:
        """Attempt what is due; answers how many."""
        claimed = await self._outbox.claim_deliveries(now=self._clock(), most=AT_ONCE)
        await asyncio.gather(*(self._deliver(one) for one in claimed))
        return len(claimed)

    async def _deliver(self, claimed: Claimed) -> None:
        delivery, now = claimed.delivery, self._clock()
        final = False
        try:
            attempt = await self._attempt(claimed, now)
        except StackSpendError as error:
            final = isinstance(error, InvalidInput)
            attempt = Attempt(now, None, error.message, delivered=False)
        except Exception as error:
            log.exception("delivery_failed", delivery_id=str(delivery.id))
            attempt = Attempt(now, None, f"StackSpend failed ({type(error).__name__}).", delivered=False)
        await self._outbox.note_delivery(after(delivery, attempt, final=final))

    async def _attempt(self, claimed: Claimed, now: datetime) -> Attempt:
        delivery, channel = claimed.delivery, claimed.channel
        if channel.kind is ChannelKind.WEBHOOK:
            body = body_of(delivery.content)
            headers = headers_of(delivery.event, delivery.id, claimed.secret or "", body, now)
            return await self._by_hand(
                partial(post, channel.target, body, headers, now, allow_private=self._allow_private)
            )
        notice = msgspec.convert(delivery.content, Notice)
        if channel.kind is ChannelKind.CHAT:
            return await self._by_hand(
                partial(send_chat, channel.target, notice, now, allow_private=self._allow_private)
            )
        return await self._send_letter(channel, notice, now)

    async def _by_hand(self, attempt: Callable[[], Attempt]) -> Attempt:
        return await asyncio.get_running_loop().run_in_executor(self._hands, attempt)

    async def _send_letter(self, channel: Channel, notice: Notice, now: datetime) -> Attempt:
        if self._postman is None:
            raise TransientError("No mail server is set; see STACKSPEND_SMTP_URL.")
        await self._postman.send(
            Letter(
                to=", ".join(addresses_of(channel.target)),
                subject=notice.subject,
                paragraphs=notice.lines,
                action=notice.action,
                url=notice.url,
                thread=notice.thread,
                tables=notice.tables,
            )
        )
        return Attempt(now, None, "The mail server took it.", delivered=True)

    async def _tidy(self) -> None:
        now = self._clock()
        if self._tidied_at is None or now - self._tidied_at >= _TIDIED_EVERY:
            await self._outbox.forget_deliveries(before=now - KEPT)
            self._tidied_at = now
