"""One file of the spool: records one after another, each with its place, its lengths and a checksum.

    checksum  place  length of head  length of body  head  body
    4 bytes   8      4               4

The checksum (CRC-32, little endian like all numbers) is over everything behind it. Records are only ever added. A file
ends where a record is incomplete or damaged: power was lost while it was written, so nobody was answered.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import msgspec

_LEAD = struct.Struct("<IQII")
_NUMBERS = struct.Struct("<QII")
_BUFFER = 256 * 1024


class Stored(msgspec.Struct, frozen=True):
    """A record, and the offset behind it."""

    place: int
    head: bytes
    body: bytes
    end: int


class Segment:
    """A file, by the place of its first record. `end` is where the good records end, `after` the place behind them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.first = int(path.stem)
        self.after = self.first
        self.end = 0

    def verify(self, before: int | None = None) -> bool:
        """Find the end of what is good, and is not kept once more behind `before`; whether that is all there is."""
        for stored in self.read(0, self.path.stat().st_size, verified=False):
            if stored.place != self.after or (before is not None and stored.place >= before):
                break
            self.after, self.end = stored.place + 1, stored.end
        return self.end == self.path.stat().st_size

    def read(self, start: int, end: int, *, verified: bool = True) -> Iterator[Stored]:
        """The records between two offsets; it stops at one that is not whole, or not good unless `verified`."""
        with self.path.open("rb", buffering=_BUFFER) as file:
            file.seek(start)
            while start < end:
                lead = file.read(_LEAD.size)
                if len(lead) < _LEAD.size:
                    return
                checksum, place, head_length, body_length = _LEAD.unpack(lead)
                start += _LEAD.size + head_length + body_length
                if start > end:
                    return
                head, body = file.read(head_length), file.read(body_length)
                if not verified and checksum != _checksum(lead[4:], head, body):
                    return
                yield Stored(place, head, body, start)

    def places(self) -> Iterator[int]:
        """The places of all records that are whole; nothing but their leads is read."""
        with self.path.open("rb", buffering=0) as file:
            start, end = 0, os.fstat(file.fileno()).st_size
            while start + _LEAD.size <= end:
                _, place, head_length, body_length = _LEAD.unpack(os.pread(file.fileno(), _LEAD.size, start))
                start += _LEAD.size + head_length + body_length
                if start <= end:
                    yield place


def record(place: int, head: bytes, body: bytes) -> tuple[bytes, bytes]:
    """A record in two pieces, so that the body need not be copied."""
    numbers = _NUMBERS.pack(place, len(head), len(body))
    return b"".join((_checksum(numbers, head, body).to_bytes(4, "little"), numbers, head)), body


def segments_in(folder: Path) -> list[Segment]:
    """The files of a spool, oldest first."""
    return [Segment(path) for path in sorted(folder.glob("*.log"))]


def create(folder: Path, first: int) -> tuple[Segment, int]:
    """A new file that survives a loss of power, and its descriptor to write to."""
    segment = Segment(folder / f"{first:020d}.log")
    descriptor = os.open(segment.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    try:
        sync_folder(folder)
    except OSError:
        os.close(descriptor)
        raise
    return segment, descriptor


def sync_folder(folder: Path) -> None:
    """Make the names of the files in a folder durable."""
    listing = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)


def _checksum(numbers: bytes, head: bytes, body: bytes) -> int:
    return crc32(body, crc32(head, crc32(numbers)))
