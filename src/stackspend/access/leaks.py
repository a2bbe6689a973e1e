"""Find API keys in text where none belong: logs, repositories, tickets. Asks no store and no network."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from stackspend.access.keys import is_well_formed

KEY_PATTERN = r"ss_live_[0-9A-Za-z]{49}\b"
"""What leak scanners look for (RE2 takes it too). What it finds by accident does not have the checksum."""

_KEY = re.compile(KEY_PATTERN.encode())


class FoundKey(msgspec.Struct, frozen=True):
    """A key, and where it stands: line and column count from one, the column in bytes."""

    line: int
    column: int
    secret: str


def find_keys(lines: Iterable[bytes]) -> Iterator[FoundKey]:
    """Every well-formed API key in these lines, in order; what only looks like one is left out."""
    for number, line in enumerate(lines, start=1):
        for found in _KEY.finditer(line):
            secret = found[0].decode()
            if is_well_formed(secret):
                yield FoundKey(number, found.start() + 1, secret)
