"""chDB behind the HTTP interface: a few handles on one folder, each lent to one request at a time."""

import tempfile
from pathlib import Path
from queue import SimpleQueue

import chdb.state.sqlitelike as sqlitelike

from tests.clickhouse.request import Statement

HANDLES = 4


class Handle:
    """One connection to the engine, which keeps its settings between requests."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlitelike.connect(str(folder))
        self._settings: dict[str, str] = {}

    def run(self, statement: Statement) -> bytes:
        """The result as bytes in the statement's format. Raises ChdbError."""
        self._connection.query(f"USE `{statement.database or 'default'}`")
        self._adjust(statement.settings)
        if statement.rows is None:
            return self._answer(statement.sql, statement.parameters)
        with tempfile.NamedTemporaryFile(suffix=".rows") as file:
            file.write(statement.rows)
            file.flush()
            head, _, _ = statement.sql.rpartition("FORMAT")
            self._answer(f"{head} FROM INFILE '{file.name}' FORMAT {statement.rows_format}", statement.parameters)
        return b""

    def _adjust(self, settings: dict[str, str]) -> None:
        for name in self._settings.keys() - settings.keys():
            self._connection.query(f"SET {name} = DEFAULT")
        for name, value in settings.items():
            if self._settings.get(name) != value:
                self._connection.query("SET {} = '{}'".format(name, value.replace("\\", "\\\\").replace("'", "\\'")))
        self._settings = dict(settings)

    def _answer(self, sql: str, parameters: dict[str, str]) -> bytes:
        result: bytes = self._connection.query(sql, "TabSeparated", params=parameters).bytes() or b""
        return result


class Engine:
    """A chDB folder that several threads ask."""

    def __init__(self, folder: Path) -> None:
        self._free: SimpleQueue[Handle] = SimpleQueue()
        for _ in range(HANDLES):
            self._free.put(Handle(folder))

    def run(self, statement: Statement) -> bytes:
        """The result of a statement. Raises ChdbError."""
        handle = self._free.get()
        try:
            return handle.run(statement)
        finally:
            self._free.put(handle)
