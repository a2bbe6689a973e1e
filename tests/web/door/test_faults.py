"""When a store is away: a 503 that the client repeats, never a 500 that loses the batch."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from stackspend.access.door import KeyUse
from stackspend.access.keys import ApiKey
from stackspend.access.senders import Sender
from stackspend.errors import TransientError
from stackspend.ingest.pump import Pump
from stackspend.ingest.spool import Spooled
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.store.catalog import Catalog
from stackspend.store.spool import LogSpool
from stackspend.web.heard import Heard
from stackspend.web.receive import Door
from stackspend.web.remembered import RememberedCatalog
from tests.ledger.deliver import counted, node
from tests.ledger.memory import MemoryLedger
from tests.web.door.sending import NO_LIMIT, HttpAnswer
from tests.web.door.wired import BODY, Acme, answer_on, connected, head


async def ask(door: Door, acme: Acme, *, secret: str | None = None) -> HttpAnswer:
    """What the door answers to an export of Acme."""
    async with connected(door) as (reader, writer):
        writer.write(head(acme, secret or acme.secret) + BODY)
        return await answer_on(reader)


class FailingSpool:
    """A spool that keeps nothing."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def append(self, raw: RawBatch) -> asyncio.Future[None]:
        refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        refused.set_exception(self._fault)
        return refused

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

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
        raise TransientError("The catalog did not answer.")

    async def touch_connection(self, connection_id: UUID, at: datetime) -> None:
        raise TransientError("The catalog did not answer.")

    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None:
        raise TransientError("The catalog did not answer.")


async def test_a_catalog_that_is_away_is_no_refusal(acme: Acme, spool: LogSpool) -> None:
    away = CatalogAway()

    answer = await ask(Door(away, spool, Heard(away), NO_LIMIT), acme)

    assert (answer.status, answer.message) == (503, "UNAVAILABLE: The catalog did not answer.")
    assert spool.backlog() == 0


async def test_a_malformed_key_is_refused_without_asking_the_catalog(acme: Acme, spool: LogSpool) -> None:
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


async def test_a_ledger_that_is_away_is_not_noticed_at_the_door(acme: Acme, spool: LogSpool) -> None:
    ledger = LedgerAway()
    pump = Pump(spool, node(ledger))
    answer = await ask(Door(acme.catalog, spool, Heard(acme.catalog), NO_LIMIT), acme)
    with pytest.raises(TransientError):
        pump.step()

    ledger.away = False
    pump.step()

    assert answer.status == 202
    assert [item.usage.cost for item in counted(ledger, acme.organization_id)] == [Decimal("0.25")]


async def test_a_body_that_is_cut_off_is_not_kept(acme: Acme, spool: LogSpool) -> None:
    door = Door(acme.catalog, spool, Heard(acme.catalog), NO_LIMIT)
    async with connected(door) as (reader, writer):
        writer.write(head(acme, acme.secret) + BODY[:9])
        writer.write_eof()
        assert await reader.read() == b""

    assert spool.backlog() == 0


async def test_the_owner_sees_what_was_refused_and_when_the_provider_was_heard_of(acme: Acme, spool: LogSpool) -> None:
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

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
        await super().touch_key(use, senders)
        self.heard_of.set()


async def test_the_first_export_after_a_quiet_time_is_heard_of_at_once(acme: Acme, spool: LogSpool) -> None:
    catalog = ListeningCatalog(acme.catalog)
    heard = Heard(catalog, pause=3600)
    writing = asyncio.create_task(heard.run())

    await ask(Door(catalog, spool, heard, NO_LIMIT), acme)

    await asyncio.wait_for(catalog.heard_of.wait(), 60)
    writing.cancel()
