"""`stackspend version`."""

from stackspend import __version__
from stackspend.cli.terminal import say


def version() -> None:
    """Print the version of StackSpend."""
    say(__version__)
