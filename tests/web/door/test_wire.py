"""HTTP at the door: requests in every form that a sender may choose, one after another on a connection."""

import asyncio

import pytest

from stackspend.store.spool import LogSpool
from stackspend.web.heard import Heard
from stackspend.web.receive import Door
from stackspend.web.wire import MOST_HEAD
from tests.web.door.sending import NO_LIMIT
from tests.web.door.wired import BODY, Acme, answer_on, connected, head

GET = b"GET /pages HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def door(acme: Acme, spool: LogSpool) -> Door:
    return Door(acme.catalog, spool, Heard(acme.catalog), NO_LIMIT)


async def test_exports_and_other_requests_share_a_connection(door: Door, acme: Acme, spool: LogSpool) -> None:
    async with connected(door) as (reader, writer):
        answers = []
        for request in (head(acme, acme.secret) + BODY, GET, head(acme, acme.secret) + BODY, GET):
            writer.write(request)
            answers.append(await answer_on(reader))

    assert [answer.status for answer in answers] == [202, 200, 202, 200]
    assert answers[1].body == b"/pages"
    assert spool.backlog() == 2


async def test_an_export_may_come_byte_by_byte(door: Door, acme: Acme, spool: LogSpool) -> None:
    async with connected(door) as (reader, writer):
        for byte in head(acme, acme.secret) + BODY:
            writer.write(bytes([byte]))
            await asyncio.sleep(0)
        answer = await answer_on(reader)

    assert answer.status == 202
    assert [entry.raw.body for entry in spool.take(most=9, most_bytes=9**9)] == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("POST http://collector.example{path} HTTP/1.1", id="with the host, as through a proxy"),
        pytest.param("POST {path}?source=office HTTP/1.1", id="with a query"),
    ],
)
async def test_the_request_line_may_say_more(door: Door, acme: Acme, line: str) -> None:
    async with connected(door) as (reader, writer):
        writer.write(head(acme, acme.secret, line=line) + BODY)

        assert (await answer_on(reader)).status == 202


@pytest.mark.parametrize(
    ("line", "more"),
    [
        pytest.param("POST {path} HTTP/1.0", "", id="HTTP/1.0"),
        pytest.param("POST {path} HTTP/1.1", "Connection: close\r\n", id="the last one of the sender"),
    ],
)
async def test_a_connection_ends_when_the_sender_wants_it(door: Door, acme: Acme, line: str, more: str) -> None:
    async with connected(door) as (reader, writer):
        writer.write(head(acme, acme.secret, line=line, more=more) + BODY)
        answer = await answer_on(reader)
        end = await reader.read()

    assert (answer.status, answer.headers["connection"], end) == (202, "close", b"")


@pytest.mark.parametrize(("secret", "first"), [("", b"HTTP/1.1 100 Continue"), ("_", b"HTTP/1.1 401 Unauthorized")])
async def test_who_asks_whether_to_send_the_body_is_told(door: Door, acme: Acme, secret: str, first: bytes) -> None:
    async with connected(door) as (reader, writer):
        writer.write(head(acme, acme.secret + secret, more="Expect: 100-continue\r\n"))

        assert await reader.readuntil(b"\r\n") == first + b"\r\n"


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        pytest.param("export", "export", 202, id="export after export"),
        pytest.param("export", "page", 202, id="page after export"),
        pytest.param("page", "export", 200, id="export after page"),
    ],
)
async def test_what_does_not_wait_for_an_answer_has_to_be_sent_again(
    door: Door, acme: Acme, spool: LogSpool, first: str, second: str, status: int
) -> None:
    requests = {"export": head(acme, acme.secret) + BODY, "page": GET}

    async with connected(door) as (reader, writer):
        writer.write(requests[first] + requests[second])
        answer = await answer_on(reader)
        end = await reader.read()

    assert (answer.status, answer.headers["connection"], end) == (status, "close", b"")
    assert spool.backlog() == (1 if first == "export" else 0)


async def test_a_body_may_be_larger_than_a_head(door: Door, acme: Acme) -> None:
    large = BODY[:-1] + b" " * MOST_HEAD + BODY[-1:]

    async with connected(door) as (reader, writer):
        for _ in range(2):
            writer.write(head(acme, acme.secret, length=len(large)) + large)
            assert (await answer_on(reader)).status == 202


@pytest.mark.parametrize("start", [b"GET /", b"POST /api/v1/public/ingest/otel/"])
async def test_a_head_without_end_is_not_listened_to(door: Door, start: bytes) -> None:
    async with connected(door) as (reader, writer):
        writer.write(start + b"x" * (MOST_HEAD + 1))

        assert await reader.read() == b""


async def test_what_is_no_http_is_refused(door: Door) -> None:
    async with connected(door) as (reader, writer):
        writer.write(b"\x16\x03\x01 hello\r\n\r\n")

        assert (await answer_on(reader)).status == 400


async def test_a_key_that_was_revoked_is_soon_refused(door: Door, acme: Acme) -> None:
    async with connected(door) as (reader, writer):
        writer.write(head(acme, acme.secret) + BODY)
        assert (await answer_on(reader)).status == 202
        await acme.revoke()

        async def refused() -> int:
            status = 202
            while status == 202:
                writer.write(head(acme, acme.secret) + BODY)
                status = (await answer_on(reader)).status
            return status

        assert await asyncio.wait_for(refused(), 10) == 401
