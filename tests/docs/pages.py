"""The pages of the documentation, and the shell commands in them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))

_SHELL_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def everything_written() -> str:
    return "\n".join(page.read_text() for page in PAGES)


def shell_commands() -> Iterator[tuple[str, ...]]:
    """Every command line in a shell block of any page, split into words, comments left out."""
    for block in _SHELL_BLOCK.findall(everything_written()):
        for line in block.splitlines():
            words = tuple(shlex.split(line, comments=True))
            if words:
                yield words
