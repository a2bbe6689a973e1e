"""A folder that only one process may have open."""

import fcntl
from pathlib import Path
from typing import IO

from stackspend.errors import Conflict


def own(folder: Path, what: str) -> IO[str]:
    """Lock a folder, which is made if there is none, for this process; the lock ends with the process, however it ends.

    Raises Conflict if another process has it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder.parent / f"{folder.name}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise Conflict(
            f"Another StackSpend process has the {what} in {folder}: stop it first, or ask it over its API."
        ) from None
    return lock
