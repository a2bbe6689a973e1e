"""Removing an organization leaves nothing of it in any table, and everything of the others."""

from datetime import UTC, datetime
from uuid import UUID

from stackspend.ingest.book import Bookkeeper
from stackspend.pricing import default_price_list
from stackspend.sample.telemetry import Channel, Sample, telemetry
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.removal import Removal
from stackspend.store.ledger.samples import SampleBooks

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACME, RIVAL, NOBODY = UUID(int=1), UUID(int=2), UUID(int=9)
CHANNEL = Channel(UUID(int=3), UUID(int=4), "ss_live_Ab3x")
HELD = "SELECT count() AS rows FROM {table:Identifier} FINAL WHERE organization_id = {organization_id:UUID}"
TABLES = """
SELECT DISTINCT table FROM system.columns
WHERE database = currentDatabase() AND name = 'organization_id' AND table != 'summed_spend'"""


def held(database: LedgerDatabase, organization_id: UUID) -> dict[str, int]:
    """How many rows each table has of an organization; `summed_spend` is no ReplacingMergeTree and has them at once."""
    tables = [row["table"] for row in database.rows(TABLES, {})]
    asked = dict.fromkeys(tables, HELD) | {"summed_spend": HELD.replace(" FINAL", "")}
    return {
        table: database.rows(sql, {"table": table, "organization_id": organization_id})[0]["rows"]
        for table, sql in asked.items()
    }


def test_it_leaves_nothing_of_it_and_everything_of_others(database: LedgerDatabase) -> None:
    prices = default_price_list()
    bookkeeper = Bookkeeper(Ledger(database), lambda _: prices)
    books = SampleBooks(database, bookkeeper.book)
    for organization_id in (ACME, RIVAL):
        for batches in telemetry(Sample(organization_id, CHANNEL, CHANNEL, NOON, days=2), prices):
            books.book(batches)
        books.roll_up(organization_id)
    before = held(database, RIVAL)
    assert min(before.values()) > 0

    assert Removal(database).held([ACME, NOBODY]) == {ACME}
    Removal(database).forget(ACME)

    assert Removal(database).held([ACME, NOBODY]) == set()
    assert set(held(database, ACME).values()) == {0}
    assert held(database, RIVAL) == before
