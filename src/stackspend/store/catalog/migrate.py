"""Bring a catalog to this version's tables, once, however many processes start at the same time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from stackspend.errors import Conflict

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, to: str = "head") -> None:
    """Run what is missing within the connection's transaction, which must hold the catalog's lock.

    Raises `Conflict` when the catalog was written by a later version of StackSpend.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise Conflict(
            f"The catalog cannot be brought to this version of StackSpend ({error}); "
            "if a later version wrote it, start that version."
        ) from error
