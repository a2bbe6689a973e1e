"""A real ledger for tests of what real columns take."""

from collections.abc import Iterator

import pytest

from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.schema import migrate


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerDatabase]:
    """An embedded ledger; closed after each module, because a process can have only one open."""
    opened = LedgerDatabase.open(f"chdb://{tmp_path_factory.mktemp('stores')}/ledger")
    migrate(opened)
    yield opened
    opened.close()
