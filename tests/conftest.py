"""Fixtures that tests of several folders share."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from stackspend.store.catalog import Catalog
from tests.postgresql import PostgreSQL, running_postgresql
from tests.running import RunningServer, running_server

# A busy machine fails no test: hypothesis would count seconds.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

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
def catalog_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite catalog with its tables and nothing in them, to copy: making tables takes longer than most tests."""
    file = tmp_path_factory.mktemp("catalog") / "catalog.sqlite3"
    make_tables(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: PostgreSQL) -> str:
    """The same in PostgreSQL: the name of a database to make others from."""
    url = postgresql.new_database()
    make_tables(url)
    return str(make_url(url).database)


def make_tables(url: str) -> None:
    async def made() -> None:
        await (await Catalog.open(url)).close()

    asyncio.run(made())


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
