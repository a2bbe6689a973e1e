"""Every backend of the ledger: embedded chDB, and ClickHouse's HTTP interface answered by the stand-in."""

from collections.abc import Iterator

import pytest

from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.schema import migrate
from tests.clickhouse.running import ClickHouse, running_clickhouse
from tests.ledger.memory import MemoryLedger
from tests.store.ledger.backend import Backend, MemoryBackend, StoreBackend

STORES = ["chdb", "clickhouse"]
TABLES = "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_steps'"


@pytest.fixture(scope="session")
def clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    with running_clickhouse(tmp_path_factory.mktemp("clickhouse")) as server:
        yield server


@pytest.fixture
def new_ledger_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a ledger that nobody opened yet, in the store that the test's parameter names."""
    return ledger_url(request.param, request, tmp_path_factory)


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerDatabase | None]:
    """A ledger with its tables that the tests of a module use one after the other; None is no store at all."""
    if request.param == "memory":
        yield None
        return
    database = LedgerDatabase.open(ledger_url(request.param, request, tmp_path_factory))
    try:
        migrate(database)
        do_without_fsync(database)
        yield database
    finally:
        database.close()


@pytest.fixture
def database(opened: LedgerDatabase) -> LedgerDatabase:
    """An open ledger whose tables are empty."""
    empty(opened)
    return opened


@pytest.fixture
def reader(database: LedgerDatabase) -> LedgerReader:
    return LedgerReader(database)


@pytest.fixture
def backend(opened: LedgerDatabase | None) -> Backend:
    """An empty ledger store: a real one, or the fake that the ledger's own tests use in its place."""
    if opened is None:
        return MemoryBackend(MemoryLedger())
    empty(opened)
    return StoreBackend(opened)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test here on every store that it can run on."""
    if "backend" in metafunc.fixturenames:
        metafunc.parametrize("opened", ["memory", *STORES], indirect=True, scope="module")
    elif "opened" in metafunc.fixturenames:
        metafunc.parametrize("opened", STORES, indirect=True, scope="module")
    if "new_ledger_url" in metafunc.fixturenames:
        metafunc.parametrize("new_ledger_url", STORES, indirect=True)


def ledger_url(store: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if store == "chdb":
        return f"chdb://{tmp_path_factory.mktemp('chdb') / 'ledger'}"
    server: ClickHouse = request.getfixturevalue("clickhouse")
    return server.new_database()


def do_without_fsync(database: LedgerDatabase) -> None:
    """No test here pulls the plug, and each append would wait for the disk several times."""
    for row in database.rows(f"{TABLES} AND create_table_query LIKE '%fsync_after_insert%'", {}):
        database.command(f"ALTER TABLE {row['name']} MODIFY SETTING fsync_after_insert = 0, fsync_part_directory = 0")


def empty(database: LedgerDatabase) -> None:
    for row in database.rows(f"{TABLES} AND total_rows > 0", {}):
        database.command(f"TRUNCATE TABLE {row['name']}")
