"""A door behind the protocol that the server speaks, on a loopback port, without a server around it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from stackspend.access.minting import MintedKey
from stackspend.access.set_up import SetUpOutcome
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from stackspend.web.forwarded import TrustedProxies
from stackspend.web.ingest_path import PREFIX
from stackspend.web.receive import Door
from stackspend.web.wire import DoorProtocol
from tests.ledger.telemetry import logs, record
from tests.web.door.sending import HttpAnswer

BODY = json.dumps(logs([record("api_request", 0, cost_usd=0.25, session__id="s")])).encode()
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Acme:
    """An organization in a catalog, with its ingest key."""

    def __init__(self, catalog: Catalog, made: SetUpOutcome, key: MintedKey) -> None:
        self.catalog = catalog
        self.organization_id = made.owner.organization_id
        self.connection_id = made.connection.connection_id
        self._digest = key.key.digest
        self.secret = key.secret

    async def revoke(self) -> None:
        """The key is not good any more."""
        key = await self.catalog.key_by_digest(self._digest)
        assert key is not None
        await self.catalog.revoke_key(self.organization_id, key.id, by=COMMAND_LINE, at=datetime.now(UTC))


class DoorOnly:
    """An application that answers whatever is no export with the path that was asked for."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.proxies = TrustedProxies()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"].encode()
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(path))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": path})


@asynccontextmanager
async def connected(door: Door) -> AsyncIterator[Connection]:
    """A connection to the door."""
    config = uvicorn.Config(DoorOnly(door), interface="asgi3", ws="none", log_config=None, proxy_headers=False)
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: DoorProtocol(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()
        await writer.wait_closed()
        await server.wait_closed()


def head(
    acme: Acme, secret: str, *, length: int = len(BODY), line: str = "POST {path} HTTP/1.1", more: str = ""
) -> bytes:
    """The head of an export of Acme; `more` are further header lines."""
    path = f"{PREFIX}claude/{acme.connection_id}/v1/logs"
    lines = [line.format(path=path), "Host: x", f"Authorization: Bearer {secret}", "Content-Type: application/json"]
    return ("\r\n".join([*lines, f"Content-Length: {length}", ""]) + more + "\r\n").encode()


async def answer_on(reader: asyncio.StreamReader) -> HttpAnswer:
    """The next answer on a connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    stated = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    body = await reader.readexactly(int(stated.get("content-length", "0")))
    return HttpAnswer(int(head[0].split()[1]), stated, body)
