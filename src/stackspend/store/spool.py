"""The spool: an append-only log in files of some 64 MiB, in which concurrent exports share one fsync.

A single thread writes. While the disk is busy, further exports queue up and go to it together, so the cost of an fsync
is shared by whoever waits for it. A file is removed as a whole once the ledger has all of its exports; how far that is
stands in a file of its own, which may lag after a loss of power: what is booked again changes nothing.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import groupby, zip_longest
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import msgspec
import structlog

from stackspend.errors import TransientError
from stackspend.ingest.spool import Spooled
from stackspend.ledger.raw_batch import RawBatch
from stackspend.store.owned import own
from stackspend.store.segment import Segment, create, record, segments_in, sync_folder

log = structlog.get_logger()

SEGMENT_BYTES = 64 * 1024 * 1024
_GROUP, _GROUP_BYTES = 512, 256 * 1024 * 1024
"""How much is written at once: one call takes 1,024 pieces, of which an export is two, and less than 2 GiB."""
_POSITION = "position"

_HEAD = msgspec.msgpack.Decoder(RawBatch)

_Answer = TypeVar("_Answer")
_Waiting = tuple[RawBatch, asyncio.Future[None]]


class LogSpool:
    """A spool folder, of one process: raises Conflict if another has it. `append` belongs to an event loop, the other
    methods may run in any one thread at a time."""

    def __init__(self, folder: Path, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._lock = own(folder, "spool")
        sync_folder(folder.parent)
        self._folder = folder
        self._segment_bytes = segment_bytes
        # The place of the oldest export that waits, and of the next one that comes.
        self._oldest = _position_in(folder)
        self._segments = _verified(folder, self._oldest)
        if self._segments:
            self._oldest = max(self._oldest, self._segments[0].first)
        self._next = max(self._oldest, *(segment.after for segment in self._segments), 1)
        self._offset = 0  # of the oldest export in its file
        self._taken: dict[int, tuple[Segment, int]] = {}
        self._descriptor: int | None = None
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="spool", daemon=True)
        self._writer.start()

    @staticmethod
    def check(folder: Path) -> None:
        """Raise Conflict if another process has the folder."""
        own(folder, "spool").close()

    def close(self) -> None:
        """Write what waits, close the file and give the folder back."""
        self._waiting.put(None)
        self._writer.join()
        self._lock.close()

    def append(self, raw: RawBatch) -> asyncio.Future[None]:
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put((raw, kept))
        return kept

    def take(self, *, most: int, most_bytes: int) -> list[Spooled]:
        return _guarded(lambda: self._take(most, most_bytes))

    def _take(self, most: int, most_bytes: int) -> list[Spooled]:
        taken: list[Spooled] = []
        self._taken = {}
        size = 0
        if not self.backlog():
            return taken
        offset = self._offset
        for segment in list(self._segments):
            for stored in segment.read(offset, segment.end):
                if stored.place < self._oldest:
                    continue
                size += len(stored.body)
                if len(taken) == most or (taken and size > most_bytes):
                    return taken
                raw = msgspec.structs.replace(_HEAD.decode(stored.head), body=stored.body)
                taken.append(Spooled(stored.place, raw))
                self._taken[stored.place] = segment, stored.end
            offset = 0
        return taken

    def remove(self, places: Sequence[int]) -> None:
        _guarded(lambda: self._remove(places))

    def _remove(self, places: Sequence[int]) -> None:
        if not places:
            return
        segment, self._offset = self._taken[max(places)]
        self._oldest = max(places) + 1
        _write_position(self._folder, self._oldest)
        while self._segments[0] is not segment:
            self._segments.pop(0).path.unlink()
        if len(self._segments) > 1 and segment.after <= self._oldest:
            self._segments.pop(0).path.unlink()
            self._offset = 0

    def newest(self) -> int:
        return self._next - 1 if self.backlog() else 0

    def backlog(self) -> int:
        return self._next - self._oldest

    def _write(self) -> None:
        open_ = True
        while open_:
            group, open_ = self._next_group()
            if group:
                _answer_all(group, self._commit([raw for raw, _ in group]))
        self._end_segment()

    def _next_group(self) -> tuple[list[_Waiting], bool]:
        group: list[_Waiting] = []
        size = 0
        entry = self._waiting.get()
        while entry is not None:
            group.append(entry)
            size += len(entry[0].body)
            if len(group) == _GROUP or size >= _GROUP_BYTES or self._waiting.empty():
                return group, True
            entry = self._waiting.get()
        return group, False

    def _commit(self, group: Sequence[RawBatch]) -> TransientError | None:
        """Write the exports and synchronize; they can be taken only then. Answers why that was not possible."""
        try:
            segment, descriptor = self._open_segment()
            pieces = [piece for place, raw in enumerate(group, self._next) for piece in record(place, *_parts(raw))]
            size = sum(map(len, pieces))
            if os.writev(descriptor, pieces) != size:
                raise OSError("the disk took only a part of it")
            os.fdatasync(descriptor)
        except OSError as error:
            self._end_segment()
            return TransientError(f"The spool cannot keep the export: {error}. Send it again.")
        segment.end += size
        self._next += len(group)
        segment.after = self._next
        return None

    def _open_segment(self) -> tuple[Segment, int]:
        if self._descriptor is not None and self._segments[-1].end >= self._segment_bytes:
            self._end_segment()
        if self._descriptor is None:
            segment, self._descriptor = create(self._folder, self._next)
            if self._segments and self._segments[-1].first == segment.first:  # nothing was kept in it
                self._segments[-1] = segment
            else:
                self._segments.append(segment)
        return self._segments[-1], self._descriptor

    def _end_segment(self) -> None:
        """Close the file, without what was not synchronized; the next export opens another."""
        if self._descriptor is not None:
            with suppress(OSError):  # what remains is ended by the next file's first place
                os.ftruncate(self._descriptor, self._segments[-1].end)
            os.close(self._descriptor)
            self._descriptor = None


def waiting_in(folder: Path) -> int:
    """How many exports wait in a spool that another process has open."""
    oldest = _position_in(folder)
    return sum(place >= oldest for segment in segments_in(folder) for place in segment.places())


def _verified(folder: Path, oldest: int) -> list[Segment]:
    """The files with exports that wait, and the ends of what is good in them; the other files are removed."""
    segments = segments_in(folder)
    for segment, following in zip_longest(segments, segments[1:]):
        if not segment.verify(following.first if following else None):
            log.warning("spool_cut", file=segment.path.name, at=segment.end)
        if segment.after <= oldest:
            segment.path.unlink()
    return [segment for segment in segments if segment.after > oldest]


def _position_in(folder: Path) -> int:
    try:
        return int((folder / _POSITION).read_text())
    except (FileNotFoundError, ValueError):
        return 1


def _write_position(folder: Path, oldest: int) -> None:
    new = folder / f"{_POSITION}.new"
    new.write_text(str(oldest))
    new.replace(folder / _POSITION)


def _answer_all(group: Sequence[_Waiting], problem: TransientError | None) -> None:
    # One call wakes an event loop for all of its exports: waking it costs more than an answer.
    for loop, waiting in groupby(group, key=lambda entry: entry[1].get_loop()):
        with suppress(RuntimeError):  # the event loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_answer, [kept for _, kept in waiting], problem)


def _answer(waiting: Sequence[asyncio.Future[None]], problem: TransientError | None) -> None:
    for kept in waiting:
        if kept.cancelled():  # the sender hung up while the export was written; it is kept all the same
            continue
        if problem:
            kept.set_exception(problem)
        else:
            kept.set_result(None)


def _parts(raw: RawBatch) -> tuple[bytes, bytes]:
    return msgspec.msgpack.encode(msgspec.structs.replace(raw, body=b"")), raw.body


def _guarded(ask: Callable[[], _Answer]) -> _Answer:
    try:
        return ask()
    except OSError as error:
        raise TransientError(f"The spool did not answer: {error}.") from error
