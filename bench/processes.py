"""A server as the kernel sees it: its processes, their time, memory and open files. From /proc, so Linux only."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AWAKENING = 0.1  # seconds
_TICK = os.sysconf("SC_CLK_TCK")


def children(process: int) -> list[int]:
    """The processes that this one started and that still run."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    return [process, *(one for child in children(process) for one in family(child))]


def processor_seconds(process: int) -> float:
    """Processor time of a family so far."""
    return sum(_ticks(one) for one in family(process)) / _TICK


def resident_megabytes(process: int) -> float:
    """Memory of a family; a page that several of them share counts once."""
    return sum(_proportional_kilobytes(one) for one in family(process)) / 1024


def open_descriptors(process: int) -> int:
    """Open files and sockets of a family."""
    return sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in family(process))


@contextmanager
def suspended(processes: list[int]) -> Iterator[None]:
    """These families stand still meanwhile."""
    still = [one for process in processes for one in family(process)]
    for one in still:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in still:
            os.kill(one, signal.SIGCONT)
        # A signal to a process whose main thread has not yet run again goes to another thread, and Python waits on.
        time.sleep(AWAKENING)


def _ticks(process: int) -> int:
    # The name in the second field may hold spaces; user and system time are fields 14 and 15.
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def _proportional_kilobytes(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
