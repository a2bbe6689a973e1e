"""A PostgreSQL of the tests' own: Debian's programs, a socket in a throw-away folder, no network."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psycopg

STARTING = 20.0  # seconds
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class PostgreSQL(msgspec.Struct, frozen=True):
    """A running server; `folder` holds its socket."""

    folder: Path
    numbers: Iterator[int] = msgspec.field(default_factory=itertools.count)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="stackspend", dbname="postgres", autocommit=True)

    def new_database(self, *, template: str = "template1") -> str:
        """The SQLAlchemy URL of a new database: empty, or a copy of the template, to which nobody is connected."""
        name = f"stackspend_{next(self.numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return f"postgresql+psycopg://stackspend@/{name}?host={self.folder}"


def programs() -> Path:
    """The folder of PostgreSQL's programs: the newest of Debian's, or the one on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if debian:
        return debian[-1]
    initdb = shutil.which("initdb")
    assert initdb, "PostgreSQL is not installed: run the tests with `make test`, which installs it."
    return Path(initdb).parent


def unprivileged() -> list[str]:
    """What goes before a command when we are root, since PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    # A socket's path has at most 107 characters, and pytest's own folders are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="stackspend-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    data, log = str(folder / "data"), folder / "log"
    initdb = [str(programs() / "initdb"), "-D", data, "-U", "stackspend", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*unprivileged(), *initdb, "--locale=C"], check=True, capture_output=True, cwd=folder)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [*unprivileged(), str(programs() / "postgres"), "-D", data, "-k", str(folder), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
    server = PostgreSQL(folder)
    try:
        await_start(server, process, log)
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown; SIGTERM waits until every client has left
        process.wait(STARTING)
        shutil.rmtree(folder)


def await_start(server: PostgreSQL, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        else:
            return
