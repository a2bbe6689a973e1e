"""`stackspend serve`: run the server until it is told to stop."""

import asyncio
import os
import socket
from datetime import UTC, datetime

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from stackspend.access.sign_in import new_sign_in_url
from stackspend.actor import COMMAND_LINE, SYSTEM
from stackspend.cli.terminal import say
from stackspend.errors import Conflict
from stackspend.settings import SETTINGS, Settings, read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.ledger.database import LedgerDatabase

FIRST_ORGANIZATION = "My organization"
FIRST_OWNER = "owner@localhost"


def serve(
    *,
    host: str | None = None,
    port: str | None = None,
    data_dir: str | None = None,
    public_url: str | None = None,
) -> None:
    """Receive telemetry, book it, and show it, until stopped.

    Parameters
    ----------
    host
        The address to listen on; the same as STACKSPEND_HOST.
    port
        The port to listen on; the same as STACKSPEND_PORT.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    public_url
        The address by which browsers and senders reach the server; the same as STACKSPEND_PUBLIC_URL.
    """
    settings = read_settings(os.environ, host=host, port=port, data_dir=data_dir, public_url=public_url)
    refuse_taken_port(settings)
    LedgerDatabase.check(settings.ledger_url)  # a sentence now, not a traceback later
    say(asyncio.run(welcome(settings)))
    # The worker is a process of its own and reads the settings from its environment.
    os.environ.update({setting.variable: str(getattr(settings, setting.name)) for setting in SETTINGS})
    serve_http(settings)


def serve_http(settings: Settings, application: str = "stackspend.app:create_app") -> None:
    """Serve an ASGI application, named as `module:factory`, on the address of the settings until told to stop."""
    Granian(
        application,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=1,
        log_level=LogLevels.warning,
        websockets=False,
        workers_kill_timeout=20,
    ).serve()


def refuse_taken_port(settings: Settings) -> None:
    """Raises Conflict if nobody can listen on the port, before anything else is started."""
    family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Conflict(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}): stop what listens there, "
                f"or choose another with --port, as in: stackspend serve --port {settings.port + 1}"
            ) from None


async def welcome(settings: Settings) -> str:
    """Where to open StackSpend, and how its owner signs in; an empty catalog gets an organization and an owner."""
    catalog = await Catalog.open(settings.catalog_url)
    try:
        now = datetime.now(UTC)
        owner = await catalog.first_owner(organization=FIRST_ORGANIZATION, email=FIRST_OWNER, by=SYSTEM, at=now)
        url = await new_sign_in_url(catalog, owner, public_url=settings.public_url, by=COMMAND_LINE, now=now)
    finally:
        await catalog.close()
    return f"StackSpend is at {settings.public_url}\nSign in as {owner.email}: {url}  (once, within 24 hours)"
