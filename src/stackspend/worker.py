"""How the process that serves shares its interpreter between the door and the pump."""

import gc
import sys


def answer_before_booking() -> None:
    """Let the event loop have the interpreter soon after it asks for it, though the pump's thread is busy.

    The default lets a thread keep it for 5 ms at a time, which adds up to the longest waits at the door. What is loaded
    by now lives as long as the process: the collector need not look at it again, nor often at what lives for a second.
    """
    sys.setswitchinterval(0.0005)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
