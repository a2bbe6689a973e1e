"""Ask the ledger several questions at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def at_once(*questions: Callable[[], Answer]) -> list[Answer]:
    """The answers in the order of the questions, of which none may rest on another: the ledger mostly answers with one
    processor, and waiting for one answer after the other takes as long as all of them together."""
    with ThreadPoolExecutor(len(questions)) as threads:
        return list(threads.map(lambda ask: ask(), questions))
