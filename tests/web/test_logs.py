"""Logs of libraries: what is meant to happen is no error."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import event, text

from stackspend.store.catalog.engine import make_engine
from stackspend.web.logs import configure_logs


@pytest.fixture(autouse=True)
def _configured() -> Iterator[None]:
    configure_logs("info")
    yield
    structlog.reset_defaults()


async def _give_back(folder: Path, *, while_this_is_raised: BaseException) -> None:
    """Use a connection to a catalog, and raise an error where it is given back."""

    def fails(*_: object) -> None:
        raise while_this_is_raised

    engine = make_engine(f"sqlite+aiosqlite:///{folder / 'catalog.db'}")
    event.listen(engine.sync_engine.pool, "reset", fails)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except type(while_this_is_raised):
        pass
    finally:
        await engine.dispose()


async def test_being_stopped_while_a_connection_is_given_back_is_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await _give_back(tmp_path, while_this_is_raised=asyncio.CancelledError())
    assert caplog.records == []


async def test_a_connection_that_cannot_be_given_back_is_an_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await _give_back(tmp_path, while_this_is_raised=RuntimeError("broken"))
    [line] = caplog.records
    assert line.name.startswith("sqlalchemy.pool")
