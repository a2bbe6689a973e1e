"""Where the command line writes: answers to stdout, everything else to stderr."""

import sys


def say(text: str) -> None:
    """One answer, or one line of it."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()  # whoever reads a pipe waits for it


def complain(text: str) -> None:
    """Something beside the answer: a refusal, a warning, a hint."""
    sys.stderr.write(text + "\n")
