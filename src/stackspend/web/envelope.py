"""The envelope of every JSON answer: `{"data": …, "error": null | {…}, "meta": {"request_id": …}}`."""

from typing import Generic, TypeVar
from uuid import uuid4

import msgspec
from litestar import Request
from litestar.datastructures import MutableScopeHeaders, State
from litestar.types import Message, Scope

_REQUEST_ID = "request_id"

T = TypeVar("T")


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """Beside the answer: the request's id, to name it in a report. It is the `X-Request-Id` header too."""

    request_id: str


class PageMeta(msgspec.Struct, frozen=True, kw_only=True):
    """Beside one page of a list; `next_cursor` is `None` on the last page."""

    request_id: str
    next_cursor: str | None
    has_more: bool


class Answer(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A good answer."""

    data: T
    error: None = None
    meta: Meta


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list."""

    data: list[T]
    error: None = None
    meta: PageMeta


def page_of(data: list[T], next_cursor: str | None, meta: Meta) -> Page[T]:
    """A page, and where the next one begins; None on the last."""
    more = next_cursor is not None
    return Page(data=data, meta=PageMeta(request_id=meta.request_id, next_cursor=next_cursor, has_more=more))


def request_id(scope: Scope) -> str:
    """The id of this request, the same however often it is asked."""
    known: str = scope["state"].setdefault(_REQUEST_ID, uuid4().hex)
    return known


def provide_meta(request: Request[object, object, State]) -> Meta:
    """The dependency `meta` of every handler that answers with an envelope."""
    return Meta(request_id=request_id(request.scope))


async def stamp_request_id(message: Message, scope: Scope) -> None:
    """A `before_send` hook of the application: every answer carries `X-Request-Id`."""
    if message["type"] == "http.response.start":
        MutableScopeHeaders.from_message(message)["X-Request-Id"] = request_id(scope)
