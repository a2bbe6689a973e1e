"""The machine: its cores, and what a reader must know of it to compare figures."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec


class Cores(msgspec.Struct, frozen=True):
    """Which cores the server and the loader run on."""

    server: frozenset[int]
    loader: frozenset[int]


def one_each() -> Cores:
    """One core for the server, another for the loader: neither takes the other's time."""
    first, second, *_ = sorted(os.sched_getaffinity(0))
    return Cores(frozenset({first}), frozenset({second}))


def all_shared() -> Cores:
    """Both on every core."""
    everywhere = frozenset(os.sched_getaffinity(0))
    return Cores(everywhere, everywhere)


@contextmanager
def pinned(cores: frozenset[int]) -> Iterator[None]:
    """Processes that are started inside run on these cores only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def described() -> str:
    """One sentence about the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{cores} cores ({_processor()}), {memory:.0f} GiB of memory, {system}"


def load_average() -> float:
    """How many processes wanted a core during the last minute."""
    return os.getloadavg()[0]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
