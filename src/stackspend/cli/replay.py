"""`stackspend replay`: derive the whole ledger again from the raw batches."""

import asyncio
import os
from collections.abc import Mapping
from uuid import UUID

from stackspend.app import open_ledger
from stackspend.cli.terminal import say
from stackspend.ingest.book import Bookkeeper
from stackspend.ingest.prices import OrganizationPrices
from stackspend.ledger.retention import Retention
from stackspend.pricing import default_price_list
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.ledger.raw_batches import RawBatches
from stackspend.store.ledger.rebuild import rebuilding

AT_ONCE = 500


def replay(*, data_dir: str | None = None) -> None:
    """Derive the whole ledger again from the raw batches.

    For after an update that reads or prices them better. The server must be stopped if the ledger is
    embedded. Until the new ledger is complete the old one stays in place.

    Parameters
    ----------
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    prices, retentions = asyncio.run(_chosen(settings))
    database = open_ledger(settings)
    try:
        done = 0
        with rebuilding(database) as ledger:
            bookkeeper = Bookkeeper(ledger, prices.of, lambda one: retentions.get(one, Retention()).kept_since)
            for batches in RawBatches(database).everything(at_once=AT_ONCE):
                bookkeeper.rebook(batches)
                done += len(batches)
    finally:
        database.close()
    say(f"Replayed {done:,} raw batches.")


async def _chosen(settings: Settings) -> tuple[OrganizationPrices, Mapping[UUID, Retention]]:
    """Whose prices hold, and what was forgotten for good."""
    catalog = await Catalog.open(settings.catalog_url)
    try:
        prices = OrganizationPrices(catalog, default_price_list())
        await prices.refresh()
        return prices, await catalog.retentions()
    finally:
        await catalog.close()
