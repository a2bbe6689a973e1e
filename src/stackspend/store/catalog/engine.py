"""Make an engine for a catalog URL, and tell each database what it needs to be told."""

import time
from pathlib import Path
from sqlite3 import OperationalError

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from stackspend.errors import InvalidSetting

# A transaction that will write says so from its start; see `_begin`.
WRITES = {"stackspend_writes": True}
_BUSY_MILLISECONDS = 10_000


def make_engine(url: str) -> AsyncEngine:
    """An engine that has not connected yet; makes the folder of an SQLite file when it is missing.

    Its errors, which may be logged, do not repeat the values of a statement: e-mails and digests are among them.
    Raises `InvalidSetting` when the URL cannot be read or the folder cannot be made.
    """
    parsed = _read_url(url)
    if parsed.get_backend_name() != "sqlite":
        # A connection that the server closed while it was idle is replaced before it can fail a request.
        return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        _make_folder(Path(parsed.database).parent)
    engine = create_async_engine(parsed, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _read_url(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        # The URL is not repeated: what cannot be read cannot be stripped of its password either.
        raise InvalidSetting("The URL of the catalog cannot be read; see: stackspend settings") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidSetting(f"The folder {folder} of the catalog cannot be made: {error.strerror}.") from error


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Without this the driver opens transactions by itself, late and never around DDL.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    # Of connections that change the mode of a new file at the same time SQLite fails all but one at once, whatever
    # the busy timeout says; once one has changed it, the others have nothing left to do.
    give_up = time.monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.005)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that starts by reading cannot wait for another writer when it comes to write: SQLite fails it at
    # once (https://www.sqlite.org/rescode.html#busy_snapshot). So writers take the write lock first.
    writes = connection.get_execution_options().get("stackspend_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
