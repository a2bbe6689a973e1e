"""Put a ledger in place that was derived anew: booked into tables beside the old ones, then exchanged with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.schema import DERIVED_TABLES

SUFFIX = "_anew"


@contextmanager
def rebuilding(database: LedgerDatabase) -> Iterator[Ledger]:
    """A ledger that starts empty and takes the place of the old one on leaving; on an error the old one stays."""
    _drop(database)
    for table in DERIVED_TABLES:
        database.command(f"CREATE TABLE {table}{SUFFIX} AS {table}")
    yield Ledger(database, SUFFIX)
    for table in DERIVED_TABLES:
        database.command(f"EXCHANGE TABLES {table}{SUFFIX} AND {table}")
    _drop(database)


def _drop(database: LedgerDatabase) -> None:
    for table in DERIVED_TABLES:
        database.command(f"DROP TABLE IF EXISTS {table}{SUFFIX}")
