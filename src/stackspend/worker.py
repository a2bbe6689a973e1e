"""How the process that serves shares its interpreter and the processors between the door and all else."""

import gc
import os
import sys
from concurrent.futures import ThreadPoolExecutor

YIELDING = 5
"""By how much the threads beside the event loop are nicer than it is."""


def answer_before_booking() -> None:
    """Let the event loop have the interpreter soon after it asks for it, though the pump's thread is busy.

    The default lets a thread keep it for 5 ms at a time, which adds up to the longest waits at the door. What is loaded
    by now lives as long as the process: the collector need not look at it again, nor often at what lives for a second.
    """
    sys.setswitchinterval(0.0005)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def yielding_threads() -> ThreadPoolExecutor:
    """Threads for the pump and for questions, which leave the processors to the event loop where all are wanted:
    senders wait for it, and give up after a while.

    What the ledger's engine starts is as nice as the thread that it is started in.
    """
    return ThreadPoolExecutor(thread_name_prefix="worker", initializer=_yield)


def _yield() -> None:
    if sys.platform == "linux":  # elsewhere this would be about the whole process
        os.nice(YIELDING)
