"""The process that serves: how it shares its interpreter, and that it never outlives the command that started it."""

import ctypes
import gc
import signal
import sys

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def end_with_parent() -> None:
    """Be killed when the parent is, however it ends: nobody must be left on the port and in the ledger.

    Everything that was acknowledged is on the disk, so being killed loses nothing. Only Linux can promise this.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def answer_before_booking() -> None:
    """Let the event loop have the interpreter soon after it asks for it, though the pump's thread is busy.

    The default lets a thread keep it for 5 ms at a time, which adds up to the longest waits at the door. What is loaded
    by now lives as long as the process: the collector need not look at it again, nor often at what lives for a second.
    """
    sys.setswitchinterval(0.0005)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
