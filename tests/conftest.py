"""Fixtures that tests of several folders share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import PostgreSQL, running_postgresql
from tests.running import RunningServer, running_server

# The end-to-end tests need the real client, which `make e2e` installs and names.
collect_ignore = [] if "E2E_CLIENT" in os.environ else ["e2e"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> str:
    """The SQLAlchemy URL of an empty database."""
    return postgresql.new_database()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium's program, for Playwright's `executable_path`."""
    found = shutil.which("chromium")
    assert found, "Chromium is not installed: run the tests with `make test`, which installs it."
    return Path(found)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A running StackSpend with one organization and one Claude provider; the tests of a module share it."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running
