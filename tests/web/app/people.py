"""People with passwords, and the letters that they get."""

import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Delivered

from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.quick_passwords import QuickWork
from tests.web.app.conftest import NOON, Client

PASSWORD = "vivid otter climbs"
OTHER = "quiet lantern paints"
SIGN_IN = "/api/v1/sign-in"
ME = "/api/v1/app/me"


async def give_password(catalog: Catalog, member: Member) -> None:
    """From now on PASSWORD is the member's."""
    kept = await QuickWork().hash(PASSWORD)
    await catalog.set_password(member.email, kept, by=COMMAND_LINE, at=NOON)


async def sign_in_with(browser: Client, address: str, password: str = PASSWORD, code: str | None = None) -> Any:
    """The answer to a sign-in as a page sends it."""
    return await browser.post(f"{SIGN_IN}/password", json={"email": address, "password": password, "code": code})


def secret_of(url: str) -> str:
    """What stands behind the `#` of a link."""
    return url.partition("#")[2]


class Mailbox:
    """What a mail server on loopback was given."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.letters: list[EmailMessage] = []


class _Into(Delivered):
    def __init__(self, letters: list[EmailMessage]) -> None:
        super().__init__()
        self._letters = letters

    def handle_message(self, message: Any) -> None:
        parsed = message_from_bytes(message.as_bytes(), policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self._letters.append(parsed)


@contextmanager
def running_mail_server(port: int) -> Iterator[Mailbox]:
    """A real SMTP server."""
    mailbox = Mailbox(port)
    controller = Controller(_Into(mailbox.letters), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
