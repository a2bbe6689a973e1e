"""The three ways to talk to the catalog: read, write, and write while nobody else does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from stackspend.errors import TransientError
from stackspend.store.catalog.engine import WRITES

# Any number that no other program locks in the same PostgreSQL database: "StackSpe" in ASCII.
_LOCK = 0x537461636B537065


class Transactions:
    """What every noun's questions stand on. Each context is one transaction: committed at its end, or not at all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**WRITES)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        with_errors = translated()
        async with with_errors, AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        with_errors = translated()
        async with with_errors, AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[AsyncSession]:
        """A write that sees everything written before and that others of its kind wait for."""
        async with self._writing() as session:
            await hold_lock(await session.connection())
            yield session


async def hold_lock(connection: AsyncConnection) -> None:
    """Wait until no other node or process holds the catalog's lock, and hold it to the end of the transaction.

    On SQLite a writing transaction is alone already.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """A database that is away, locked or out of connections is worth a retry: raises `TransientError`."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        raise TransientError("The catalog is busy or cannot be reached; try again in a moment.") from error
