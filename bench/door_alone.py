"""StackSpend's OTLP door without the pump behind it: what accepting costs when nothing is booked.

The parts are those of `stackspend.app`; what is accepted stays in the spool.
"""

import asyncio
import os
from contextlib import AsyncExitStack
from typing import Any

from stackspend.access.rate_limit import RateLimit
from stackspend.cli.serve import serve_http
from stackspend.settings import read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.spool import LogSpool
from stackspend.web.forwarded import TrustedProxies
from stackspend.web.heard import Heard
from stackspend.web.receive import Door
from stackspend.web.remembered import RememberedCatalog
from stackspend.worker import answer_before_booking


class DoorAlone:
    """The ASGI application: it opens its stores when the server starts and closes them when it stops."""

    door: Door

    def __init__(self) -> None:
        self._stores = AsyncExitStack()
        self.proxies = TrustedProxies()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The server's life; there is nothing to ask but the door."""
        if scope["type"] == "lifespan":
            await receive()
            async with self._stores:
                await self._open()
                await send({"type": "lifespan.startup.complete"})
                await receive()
            await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> None:
        settings = read_settings(os.environ)
        catalog = await Catalog.open(settings.catalog_url)
        self._stores.push_async_callback(catalog.close)
        spool = LogSpool(settings.data_dir / "spool")
        self._stores.callback(spool.close)
        remembered = RememberedCatalog(catalog)
        heard = Heard(remembered)
        noting = asyncio.create_task(heard.run())
        self._stores.callback(noting.cancel)
        self.door = Door(remembered, spool, heard, RateLimit(0, seconds=1, what="records"))


if __name__ == "__main__":
    answer_before_booking()
    serve_http(read_settings(os.environ), DoorAlone())
