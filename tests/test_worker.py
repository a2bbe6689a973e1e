"""The event loop has a processor before the threads that work for it."""

import os
import sys

import pytest

from stackspend.worker import YIELDING, yielding_threads


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells one thread's priority from another's")
def test_worker_threads_are_nicer_than_the_thread_that_starts_them() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)

    with yielding_threads() as workers:
        theirs = [workers.submit(os.getpriority, os.PRIO_PROCESS, 0).result() for _ in range(2)]

    assert theirs == [min(own + YIELDING, 19)] * 2
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
