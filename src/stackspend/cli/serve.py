"""`stackspend serve`: run the server until it is told to stop."""

import asyncio
import os
import signal
import socket
from contextlib import suppress
from datetime import UTC, datetime

import uvicorn

from stackspend.access.first_start import new_set_up_url
from stackspend.app import create_app
from stackspend.cli.terminal import say
from stackspend.errors import Conflict
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.spool import LogSpool
from stackspend.web.wire import DoorProtocol, HasDoor

KEEP_ALIVE_SECONDS = 130
"""How long a connection may idle. Exporters send every minute or so, and a batch that meets a closing connection is
lost: the server must not be the one that closes it."""
GRACE_SECONDS = 20
"""How long exports under way are waited for when the server is told to stop."""


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
    LogSpool.check(settings.data_dir / "spool")
    say(asyncio.run(welcome(settings)))
    serve_http(settings, create_app(settings))


def serve_http(settings: Settings, application: HasDoor) -> None:
    """Serve an ASGI application and its door on the address of the settings until told to stop."""
    config = uvicorn.Config(
        application,
        interface="asgi3",
        http=DoorProtocol,
        ws="none",
        lifespan="on",
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # Once it has stopped, uvicorn raises the signal that it obeyed again, for whatever handled it before.
    signal.signal(signal.SIGTERM, lambda *_: None)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()


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
    """Where to sign in or, on an empty catalog, the one-time link to set StackSpend up by."""
    catalog = await Catalog.open(settings.catalog_url)
    try:
        set_up_url = await new_set_up_url(catalog, public_url=settings.public_url, now=datetime.now(UTC))
    finally:
        await catalog.close()
    if set_up_url is None:
        return f"StackSpend is at {settings.public_url}/sign-in"
    return f"StackSpend is at {settings.public_url}\nSet it up: {set_up_url}  (once, within 24 hours)"
