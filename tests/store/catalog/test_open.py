"""Opening a catalog: migrations run once, under a lock, and failures are sentences."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from stackspend.errors import Conflict, TransientError
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import Row


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Row.metadata))


async def test_the_migrations_make_exactly_the_tables_of_the_models(catalog: Catalog, catalog_url: str) -> None:
    engine = create_async_engine(catalog_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_many_nodes_may_open_an_empty_catalog_at_the_same_time(empty_url: str) -> None:
    catalogs = await asyncio.gather(*(Catalog.open(empty_url) for _ in range(8)))
    found = [await catalog.key_by_digest(b"digest") for catalog in catalogs]
    await asyncio.gather(*(catalog.close() for catalog in catalogs))
    assert found == [None] * 8


async def test_a_catalog_of_a_later_version_is_left_alone(catalog: Catalog, catalog_url: str) -> None:
    engine = create_async_engine(catalog_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(Conflict, match="if a later version wrote it, start that version"):
        await Catalog.open(catalog_url)


async def test_a_database_that_cannot_be_reached_is_worth_a_retry_and_its_password_stays_secret() -> None:
    url = "postgresql+psycopg://stackspend:hunter2@/catalog?host=/nowhere"
    with pytest.raises(TransientError, match="cannot be opened") as refusal:
        await Catalog.open(url)
    assert "hunter2" not in refusal.value.message


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_text("not a database, and long enough to be looked at as one" * 20)
    with pytest.raises(TransientError, match=r"catalog\.sqlite3 cannot be opened: file is not a database"):
        await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
