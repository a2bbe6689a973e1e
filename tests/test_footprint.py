"""What a server does not load before somebody asks for it: memory and seconds that every start would pay."""

import subprocess
import sys

import pytest

LOADED = """
import stackspend.app, sys
from stackspend.store.ledger.database import LedgerDatabase
LedgerDatabase.open("chdb://" + sys.argv[1]).close()
print(*{name.partition(".")[0] for name in sys.modules})
"""
HEAVY = ("numpy", "pandas", "polars", "pyarrow", "scipy", "sklearn", "statsforecast", "statsmodels", "numba")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a process that has the application and an embedded ledger."""
    program = [sys.executable, "-c", LOADED, str(tmp_path_factory.mktemp("data") / "ledger")]
    found = subprocess.run(program, capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def test_the_application_is_what_was_loaded(loaded: set[str]) -> None:
    assert {"stackspend", "litestar", "clickhouse_connect", "chdb"} <= loaded


@pytest.mark.parametrize("module", HEAVY)
def test_the_start_waits_for_no_library_of_numbers(loaded: set[str], module: str) -> None:
    assert module not in loaded
