"""HTTP/1.1 for exports: uvicorn's own protocol, in which requests to the OTLP door are answered at once.

For an export there is no task, no scope and no ASGI message: what they cost is several times what accepting it does
(docs/decisions/door-in-the-protocol.md). Every other request takes uvicorn's way to the ASGI application.
"""

import asyncio
from typing import Any, Protocol

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from stackspend.otlp.body import MAX_BODY
from stackspend.web.door_answer import PREFLIGHT, Answer
from stackspend.web.forwarded import TrustedProxies
from stackspend.web.ingest_path import PREFIX
from stackspend.web.receive import Door, Head, Sender, too_large

MOST_HEAD = 64 * 1024
"""The largest head of a request in bytes, of whatever path."""
_MOST_DROPPED = 5 * MAX_BODY
_PREFIX = PREFIX.encode()


class HasDoor(Protocol):
    """An ASGI application with a door, which is there once the application has started.

    `proxies` are those that may say for whom they ask.
    """

    @property
    def door(self) -> Door: ...

    @property
    def proxies(self) -> TrustedProxies: ...

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


class _Export:
    """One request to the door, while it comes in and until it is answered."""

    __slots__ = ("answered", "complete", "head", "keep_alive", "pieces", "sender", "size")

    def __init__(self, head: Head, *, keep_alive: bool) -> None:
        self.head = head
        self.keep_alive = keep_alive
        self.sender: Sender | None = None
        self.pieces: list[bytes] = []
        self.size = 0
        self.complete = False
        self.answered = False


class _NoMore(Exception):
    """Stops the parser: nothing more is read from this connection."""


class DoorProtocol(HttpToolsProtocol):
    """One connection. The application that the server runs must be one that `HasDoor`.

    Requests may follow one another on a connection, but one that does not wait for the answer to an export before it
    (which no exporter does) is not read: the connection closes after that answer, and the sender has to repeat it
    (https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2).
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._door: Door = config.loaded_app.door
        self._proxies: TrustedProxies = config.loaded_app.proxies
        self._export: _Export | None = None
        self._no_more = False
        self._in_head = True
        self._head_size = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type] # a TCP server's transports write, too
        self._await_request()  # also the first one

    def data_received(self, data: bytes) -> None:
        if self._no_more:
            return
        self._head_size += len(data)
        super().data_received(data)
        if self._in_head and self._head_size > MOST_HEAD:
            self._no_more = True
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        if not self._no_more:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        if self._export and not self._export.answered:
            self._no_more = True
            raise _NoMore
        self._export = None
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        address = self._address()
        if not self._path().startswith(_PREFIX):
            self.scope["client"] = None if address is None else (address, 0)
            super().on_headers_complete()
            return
        if self.cycle and not self.cycle.response_complete:
            self.cycle.keep_alive = False
            self._no_more = True
            raise _NoMore
        head = Head(self.parser.get_method(), self._path(), dict(self.headers), address)
        keep_alive = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        self._export = export = _Export(head, keep_alive=keep_alive)
        if head.method == b"OPTIONS":
            self._answer(export, PREFLIGHT)
            return
        try:
            sender = self._door.known(head)
        except Exception as error:  # noqa: BLE001 # whatever fails, the sender is answered
            self._answer(export, self._door.refuse(head, error))
            return
        if sender:
            self._read_body_of(export, sender)
        else:
            self.flow.pause_reading()
            task = self.loop.create_task(self._admit(export))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _admit(self, export: _Export) -> None:
        """Who sends? The catalog has to be asked; meanwhile nothing more is read."""
        try:
            sender = await self._door.admit(export.head)
        except Exception as error:  # noqa: BLE001 # whatever fails, the sender is answered
            self._answer(export, self._door.refuse(export.head, error))
        else:
            self._read_body_of(export, sender)
        finally:
            if not self.transport.is_closing():
                self.flow.resume_reading()

    def _read_body_of(self, export: _Export, sender: Sender) -> None:
        export.sender = sender
        if export.complete:  # it came with the head
            self._accept(export, sender)
        elif self.expect_100_continue:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        export = self._export
        if export is None:
            super().on_body(body)
            return
        export.size += len(body)
        if export.answered:  # it was refused: the rest is read, so that the sender comes to read the answer
            if export.size > _MOST_DROPPED:
                self._no_more = True
                self.transport.close()
        elif export.size > MAX_BODY:
            self._answer(export, self._door.refuse(export.head, too_large()))
        else:
            export.pieces.append(body)

    def on_message_complete(self) -> None:
        self._in_head, self._head_size = True, 0
        export = self._export
        if export is None:
            super().on_message_complete()
            return
        export.complete = True
        if export.answered:
            self._await_request()
        elif export.sender:
            self._accept(export, export.sender)

    def _accept(self, export: _Export, sender: Sender) -> None:
        body = export.pieces[0] if len(export.pieces) == 1 else b"".join(export.pieces)
        export.pieces = []
        self._door.accept(export.head, sender, body, lambda answer: self._answer(export, answer))

    def _answer(self, export: _Export, answer: Answer) -> None:
        if export.answered or self.transport.is_closing():  # the sender may have hung up
            return
        export.answered = True
        export.pieces = []
        keep_alive = export.keep_alive and not self._no_more
        always = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        end = b"\r\n" if keep_alive else b"connection: close\r\n\r\n"
        self.transport.write(b"".join([STATUS_LINE[answer.status], *always, answer.headers, end, answer.body]))
        if keep_alive:
            self.on_response_complete()
        else:
            self.transport.close()

    def _await_request(self) -> None:
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def shutdown(self) -> None:
        if self._export and not self._export.answered:
            self._no_more = True  # closes after the answer
        else:
            super().shutdown()

    def _address(self) -> str | None:
        """Of who asks, who may be behind a proxy."""
        stated = (value for name, value in self.headers if name == b"x-forwarded-for")
        return self._proxies.client_of(self.client[0] if self.client else None, stated)

    def _path(self) -> bytes:
        """The path of the request line, which may name the host as well (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2)."""
        return self.url if self.url.startswith(b"/") else httptools.parse_url(self.url).path or b""
