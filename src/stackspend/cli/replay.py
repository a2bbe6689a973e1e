"""`stackspend replay`: derive the whole ledger again from the raw batches."""

import os

from stackspend.app import open_ledger
from stackspend.cli.terminal import say
from stackspend.ingest.book import Bookkeeper
from stackspend.pricing import default_price_list
from stackspend.settings import read_settings
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
    database = open_ledger(read_settings(os.environ, data_dir=data_dir))
    try:
        done = 0
        with rebuilding(database) as ledger:
            bookkeeper = Bookkeeper(ledger, default_price_list())
            for batches in RawBatches(database).everything(at_once=AT_ONCE):
                bookkeeper.rebook(batches)
                done += len(batches)
    finally:
        database.close()
    say(f"Replayed {done:,} raw batches.")
