"""When a store is away: a 503 that the client repeats, never a 500 that loses the batch."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from stackspend.access.keys import ApiKey
from stackspend.access.set_up import MintedKey, SetUpOutcome, mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE
from stackspend.errors import TransientError
from stackspend.ingest.pump import Pump
from stackspend.ingest.spool import Spooled
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.store.catalog import Catalog
from stackspend.store.spool import SqliteSpool
from stackspend.web.heard import Heard
from stackspend.web.receive import PREFIX, Door
from stackspend.web.remembered import RememberedCatalog
from tests.ledger.deliver import counted, node
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import logs, record
from tests.web.door.sending import NO_LIMIT, HttpAnswer

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BODY = json.dumps(logs([record("api_request", 0, cost_usd=0.25, session__id="s")])).encode()


class Acme:
    """An organization in a catalog, with its ingest key."""

    def __init__(self, catalog: Catalog, made: SetUpOutcome, key: MintedKey) -> None:
        self.catalog = catalog
        self.organization_id = made.owner.organization_id
        self.connection_id = made.connection.connection_id
        self.secret = key.secret


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[Acme]:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    wanted = read_set_up(organization="Acme", email="alice@acme.example", provider="claude", name="Claude")
    key = mint_ingest_key("Claude")
    made = await catalog.set_up(
        wanted, ingest_key=key.key, reading_key=mint_reading_key().key, by=COMMAND_LINE, at=NOON
    )
    yield Acme(catalog, made, key)
    await catalog.close()


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[SqliteSpool]:
    opened = SqliteSpool(tmp_path / "spool.sqlite3")
    yield opened
    opened.close()


async def ask(
    door: Door, acme: Acme, *, secret: str | None = None, messages: Sequence[dict[str, Any]] = ()
) -> HttpAnswer:
    """What the door answers to an export of Acme; `messages` are what the server hands on of its body."""
    incoming = iter(messages or [{"type": "http.request", "body": BODY, "more_body": False}])
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(incoming)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = {"authorization": f"Bearer {secret or acme.secret}", "content-type": "application/json"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{PREFIX}claude/{acme.connection_id}/v1/logs",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await door(scope, receive, send)
    start, body = sent
    return HttpAnswer(
        start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]
    )


class FailingSpool:
    """A spool that keeps nothing."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    async def append(self, raw: RawBatch) -> None:
        raise self._fault

    def take(self, *, most: int, most_bytes: int) -> list[Spooled]:
        return []

    def remove(self, places: Sequence[int]) -> None:
        assert not places

    def backlog(self) -> int:
        return 0

    def newest(self) -> int:
        return 0


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param(TransientError("The disk is full."), "UNAVAILABLE: The disk is full.", id="the spool has no room"),
        pytest.param(ZeroDivisionError(), "UNAVAILABLE: StackSpend failed; send the export again.", id="a bug of ours"),
    ],
)
async def test_an_export_that_cannot_be_kept_is_asked_for_again_soon(
    acme: Acme, fault: Exception, message: str
) -> None:
    answer = await ask(Door(acme.catalog, FailingSpool(fault), Heard(acme.catalog), NO_LIMIT), acme)

    assert (answer.status, answer.message) == (503, message)
    assert int(answer.headers["retry-after"]) <= 2


class CatalogAway:
    """A catalog whose database does not answer."""

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        raise TransientError("The catalog did not answer.")

    async def connection(self, connection_id: UUID) -> None:
        raise TransientError("The catalog did not answer.")

    async def touch_key(self, key_id: UUID, at: datetime) -> None:
        raise TransientError("The catalog did not answer.")

    async def touch_connection(self, connection_id: UUID, at: datetime) -> None:
        raise TransientError("The catalog did not answer.")

    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None:
        raise TransientError("The catalog did not answer.")


async def test_a_catalog_that_is_away_is_no_refusal(acme: Acme, spool: SqliteSpool) -> None:
    away = CatalogAway()

    answer = await ask(Door(away, spool, Heard(away), NO_LIMIT), acme)

    assert (answer.status, answer.message) == (503, "UNAVAILABLE: The catalog did not answer.")
    assert spool.backlog() == 0


async def test_a_malformed_key_is_refused_without_asking_the_catalog(acme: Acme, spool: SqliteSpool) -> None:
    away = CatalogAway()

    answer = await ask(Door(away, spool, Heard(away), NO_LIMIT), acme, secret=acme.secret[:-1] + "_")

    assert (answer.status, answer.message[:16]) == (401, "UNAUTHENTICATED:")


class LedgerAway(MemoryLedger):
    """A ledger that comes back when told."""

    def __init__(self) -> None:
        super().__init__()
        self.away = True

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        if self.away:
            raise TransientError("The ledger did not answer.")
        super().append_batches(batches)


async def test_a_ledger_that_is_away_is_not_noticed_at_the_door(acme: Acme, spool: SqliteSpool) -> None:
    ledger = LedgerAway()
    pump = Pump(spool, node(ledger))
    answer = await ask(Door(acme.catalog, spool, Heard(acme.catalog), NO_LIMIT), acme)
    with pytest.raises(TransientError):
        pump.step()

    ledger.away = False
    pump.step()

    assert answer.status == 202
    assert [item.usage.cost for item in counted(ledger, acme.organization_id)] == [Decimal("0.25")]


async def test_a_body_that_is_cut_off_is_not_kept(acme: Acme, spool: SqliteSpool) -> None:
    cut: list[dict[str, Any]] = [
        {"type": "http.request", "body": BODY[:9], "more_body": True},
        {"type": "http.disconnect"},
    ]

    answer = await ask(Door(acme.catalog, spool, Heard(acme.catalog), NO_LIMIT), acme, messages=cut)

    assert (answer.status, spool.backlog()) == (400, 0)


async def test_the_owner_sees_what_was_refused_and_when_the_provider_was_heard_of(
    acme: Acme, spool: SqliteSpool
) -> None:
    heard = Heard(acme.catalog)
    door = Door(acme.catalog, spool, heard, NO_LIMIT)
    await ask(door, acme, secret="hunter1")
    await ask(door, acme, secret="hunter2")
    await ask(door, acme)

    await heard.write()

    connection = await acme.catalog.connection(acme.connection_id)
    assert connection is not None
    assert connection.refused.count == 2
    assert connection.refused.last_reason == "The API key is malformed: check that all of it was copied (ss_live_…)."
    assert connection.last_synced_at is not None


class ListeningCatalog(RememberedCatalog):
    """Tells when it has learned of an export: its key is noted last."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog)
        self.heard_of = asyncio.Event()

    async def touch_key(self, key_id: UUID, at: datetime) -> None:
        await super().touch_key(key_id, at)
        self.heard_of.set()


async def test_the_first_export_after_a_quiet_time_is_heard_of_at_once(acme: Acme, spool: SqliteSpool) -> None:
    catalog = ListeningCatalog(acme.catalog)
    heard = Heard(catalog, pause=3600)
    writing = asyncio.create_task(heard.run())

    await ask(Door(catalog, spool, heard, NO_LIMIT), acme)

    await asyncio.wait_for(catalog.heard_of.wait(), 60)
    writing.cancel()
