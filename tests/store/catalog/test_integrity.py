"""What the databases themselves refuse and promise."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from stackspend.access.members import Member
from stackspend.access.sign_in import Way
from stackspend.actor import COMMAND_LINE
from stackspend.errors import TransientError
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON


async def test_a_row_of_one_organization_cannot_point_into_another(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    with pytest.raises(IntegrityError):
        await catalog.add_session(
            b"digest",
            organization_id=alice.organization_id,
            member_id=charlie.id,
            way=Way.LINK,
            user_agent=None,
            by=COMMAND_LINE,
            at=NOON,
        )


async def test_an_sqlite_catalog_is_read_while_it_is_written(tmp_path: Path) -> None:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    async with catalog._writing() as session:
        await session.execute(text("DELETE FROM api_keys"))
        assert await catalog.key_by_digest(b"digest") is None
        journal = await session.scalar(text("PRAGMA journal_mode"))
    await catalog.close()
    assert journal == "wal"


async def test_a_database_that_went_away_is_worth_a_retry(tmp_path: Path) -> None:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    async with catalog._writing() as session:
        await session.execute(text("DROP TABLE api_keys"))
    with pytest.raises(TransientError, match="The catalog is busy or cannot be reached; try again in a moment"):
        await catalog.key_by_digest(b"digest")
    await catalog.close()
