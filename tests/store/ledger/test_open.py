"""Opening, migrating and losing a ledger."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stackspend.errors import Conflict, TransientError
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.retention import keep_raw_batches
from stackspend.store.ledger.schema import STEPS, migrate
from tests.clickhouse.running import running_clickhouse
from tests.ledger.deliver import ACME, arrived, node
from tests.ledger.telemetry import logs, record
from tests.running import free_port
from tests.store.ledger.backend import StoreBackend

EVENT = logs([record("api_request", 5, session__id="s-1", model="claude-sonnet-4-5", cost_usd=0.25)])
OWNER = """
import sys
from stackspend.store.ledger.database import LedgerDatabase
database = LedgerDatabase.open(sys.argv[1], handles=1)
print("open", flush=True)
sys.stdin.read()
database.close()
"""


def test_migrating_twice_changes_nothing_and_loses_nothing(new_ledger_url: str) -> None:
    database = LedgerDatabase.open(new_ledger_url)
    migrate(database)
    node(StoreBackend(database).store).book(arrived([EVENT]))
    migrate(database)
    assert len(StoreBackend(database).booked(ACME)) == 1
    assert database.rows("SELECT max(step) AS step FROM schema_steps", {})[0]["step"] == len(STEPS)
    database.close()


def test_two_handles_may_migrate_at_once(new_ledger_url: str) -> None:
    database = LedgerDatabase.open(new_ledger_url)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(migrate, [database, database]))
    node(StoreBackend(database).store).book(arrived([EVENT]))
    assert len(StoreBackend(database).booked(ACME)) == 1
    database.close()


def test_a_ledger_that_is_closed_and_opened_again_has_what_was_booked(new_ledger_url: str) -> None:
    database = LedgerDatabase.open(new_ledger_url)
    migrate(database)
    node(StoreBackend(database).store).book(arrived([EVENT]))
    database.close()
    again = LedgerDatabase.open(new_ledger_url)
    migrate(again)
    assert len(StoreBackend(again).booked(ACME)) == 1
    again.close()


def kept(database: LedgerDatabase) -> str:
    """The rule by which raw batches are dropped; empty if they are kept for ever."""
    ddl: str = database.rows(
        "SELECT create_table_query AS ddl FROM system.tables "
        "WHERE database = currentDatabase() AND name = 'raw_batches'",
        {},
    )[0]["ddl"]
    return ddl.partition("TTL ")[2].partition(" SETTINGS")[0]


def test_the_retention_of_raw_batches_can_be_set_changed_and_taken_back(new_ledger_url: str) -> None:
    database = LedgerDatabase.open(new_ledger_url)
    migrate(database)
    rules = []
    for days in (0, 30, 90, 90, 0, 0):
        keep_raw_batches(database, days)
        rules.append(kept(database))
    thirty, ninety = (f"toDateTime(received_at) + toIntervalDay({days})" for days in (30, 90))
    assert rules == ["", thirty, ninety, ninety, "", ""]
    database.close()


def test_a_server_that_is_away_is_a_transient_error_that_names_it_without_its_password() -> None:
    url = f"clickhouse://app:secret@127.0.0.1:{free_port()}/ledger"
    with pytest.raises(TransientError, match=r"127\.0\.0\.1") as away:
        LedgerDatabase.open(url)
    assert "secret" not in away.value.message


def test_a_database_that_does_not_exist_is_a_transient_error(new_ledger_url: str) -> None:
    if new_ledger_url.startswith("chdb"):
        pytest.skip("an embedded folder is made when it is opened")
    with pytest.raises(TransientError, match="nowhere"):
        LedgerDatabase.open(new_ledger_url.rpartition("/")[0] + "/nowhere").rows("SELECT 1 FROM line_items", {})


def test_a_server_that_goes_away_is_a_transient_error_for_reading_and_writing(tmp_path: Path) -> None:
    with running_clickhouse(tmp_path) as server:
        database = LedgerDatabase.open(server.new_database())
        migrate(database)
    with pytest.raises(TransientError, match="did not answer"):
        database.rows("SELECT max(step) AS step FROM schema_steps", {})
    with pytest.raises(TransientError, match="did not answer"):
        node(StoreBackend(database).store).book(arrived([EVENT]))
    database.close()


def test_an_embedded_folder_that_another_process_has_is_a_conflict(tmp_path: Path) -> None:
    url = f"chdb://{tmp_path / 'ledger'}"
    command = [sys.executable, "-c", OWNER, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        with pytest.raises(Conflict, match="Another StackSpend process"):
            LedgerDatabase.open(url)
        owner.communicate("")
    LedgerDatabase.open(url).close()
