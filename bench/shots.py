"""Requests for wrk, written out in full, with gaps where `shots.lua` writes new ids: no two requests are equal.

A slot is one export. Requests take the slots in turn; a slot of several variants gives another one each time. Plain
bodies need one variant, because their ids can be replaced in place. Compressed ones cannot be changed, so many are made
beforehand; the time in the header of a gzip file, which means nothing, still makes the bytes of each request new.
"""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bench.exports import REQUEST, SESSION, Body

ID, GZIP_TIME = "id", "gzip-time"
_GZIP_TIME_AT = slice(4, 8)


class Address(msgspec.Struct, frozen=True):
    """Where exports go: a path before `/v1/<signal>`, and headers that every request needs."""

    host: str
    port: int
    prefix: str = ""
    headers: Mapping[str, str] = {}


def write_shots(file: Path, address: Address, bodies: Sequence[Body], *, zipped_variants: int) -> None:
    """The file that `shots.lua` reads: slots, their variants, and of each the gap's kind and the pieces around gaps."""
    with file.open("wb") as out:
        for body in bodies:
            variants = _zipped(body, zipped_variants) if body.zipped else [body.content]
            out.write(b"slot %d\n" % len(variants))
            for content in variants:
                pieces = _pieces(address, body, content)
                out.write(b"%s %d\n" % ((GZIP_TIME if body.zipped else ID).encode(), len(pieces)))
                for piece in pieces:
                    out.write(b"%d\n%s\n" % (len(piece), piece))


def headers_of(address: Address, body: Body) -> dict[str, str]:
    """The headers of an export, but for its length."""
    encoding = {"Content-Encoding": "gzip"} if body.zipped else {}
    host = f"{address.host}:{address.port}"
    return {"Host": host, "Content-Type": body.encoding.value, **encoding, **address.headers}


def request_head(address: Address, body: Body, length: int) -> bytes:
    """Request line and headers of an export with a body of that many bytes."""
    headers = headers_of(address, body) | {"Content-Length": str(length)}
    lines = [f"POST {path_of(address, body)} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def path_of(address: Address, body: Body) -> str:
    """Where an export goes."""
    return f"{address.prefix}/v1/{body.signal}"


def with_ids(content: bytes, session: bytes, request: bytes) -> bytes:
    """A body with these ids in the place of its placeholders; they must be as wide."""
    return content.replace(SESSION, session).replace(REQUEST, request)


def sent_content(body: Body, ids: bytes) -> bytes:
    """The bytes of an export as they are sent, with these ids."""
    content = with_ids(body.content, ids, ids)
    return gzip.compress(content, compresslevel=6, mtime=0) if body.zipped else content


def new_ids(number: int) -> bytes:
    """The id of a request, as wide as a placeholder."""
    return b"%012x" % number


def _zipped(body: Body, variants: int) -> list[bytes]:
    return [sent_content(body, new_ids(number)) for number in range(variants)]


def _pieces(address: Address, body: Body, content: bytes) -> list[bytes]:
    head = request_head(address, body, len(content))
    if body.zipped:
        return [head + content[: _GZIP_TIME_AT.start], content[_GZIP_TIME_AT.stop :]]
    return list(_split(head + content))


def _split(request: bytes) -> Iterator[bytes]:
    for part in request.split(SESSION):
        yield from part.split(REQUEST)
