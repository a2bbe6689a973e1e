"""The recordings of the real client in `tests/captures`: their exports, and what a ledger must make of them."""

import gzip
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from stackspend.otlp.export import Encoding, Signal

FOLDER = Path(__file__).parent / "captures"
_ABSENT = {"(none)", "(no session)"}


class SentExport(msgspec.Struct, frozen=True, kw_only=True):
    """One request of the client. `path` is what it appended to its endpoint."""

    path: str
    content_type: str
    content_encoding: str | None
    body: bytes

    @property
    def signal(self) -> Signal:
        return Signal(self.path.rpartition("/")[2])

    @property
    def headers(self) -> dict[str, str]:
        stated = {"Content-Type": self.content_type, "Content-Encoding": self.content_encoding}
        return {name: value for name, value in stated.items() if value}

    @property
    def encoding(self) -> Encoding:
        return Encoding(self.content_type)

    @property
    def is_json(self) -> bool:
        return self.encoding is Encoding.JSON

    def unpacked(self) -> bytes:
        return gzip.decompress(self.body) if self.content_encoding else self.body


class Total(msgspec.Struct, frozen=True):
    """A sum of dollars and tokens."""

    cost_usd: Decimal
    tokens: Mapping[str, int]

    def __add__(self, other: "Total") -> "Total":
        kinds = self.tokens.keys() | other.tokens.keys()
        tokens = {kind: self.tokens.get(kind, 0) + other.tokens.get(kind, 0) for kind in kinds}
        return Total(self.cost_usd + other.cost_usd, tokens)


NOTHING = Total(Decimal(0), {})
Totals = Mapping[str | None, Total]
"""Totals by the name of a model, a session or a user; None is usage without one."""


class Expected(msgspec.Struct, frozen=True):
    """Every dollar and token of a capture once, whichever signal carried it."""

    by_model: dict[str, Total]
    by_session: dict[str, Total]
    by_user: dict[str, Total]

    def by(self, dimension: str) -> Totals:
        return sum_by_name(
            (_name(dimension, stated), total) for stated, total in getattr(self, f"by_{dimension}").items()
        )


class Capture(msgspec.Struct, frozen=True):
    """One folder; `records` counts log records, data points and spans, as often as they were sent."""

    name: str
    exports: tuple[SentExport, ...]
    expected: Expected
    records: int


class _Request(msgspec.Struct):
    file: str
    path: str
    content_type: str
    content_encoding: str | None


class _Counts(msgspec.Struct):
    records: int
    data_points: int
    spans: int


class _ExpectedFile(msgspec.Struct):
    ledger: Expected
    counts: _Counts


@cache
def captures() -> tuple[Capture, ...]:
    """All recordings, in the order of their names."""
    return tuple(_read(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir())


def capture(name: str) -> Capture:
    """The recording of this name."""
    return next(found for found in captures() if found.name == name)


def expected_together(recordings: Iterable[Capture], dimension: str) -> Totals:
    """What a ledger must arrive at that got all of these."""
    return sum_by_name(pair for recording in recordings for pair in recording.expected.by(dimension).items())


def sum_by_name(pairs: Iterable[tuple[str | None, Total]]) -> Totals:
    """Totals of one name added up."""
    totals: dict[str | None, Total] = {}
    for name, total in pairs:
        totals[name] = totals.get(name, NOTHING) + total
    return totals


def _read(folder: Path) -> Capture:
    requests = msgspec.json.Decoder(_Request).decode_lines((folder / "requests.jsonl").read_bytes())
    exports = [
        SentExport(
            path=request.path,
            content_type=request.content_type,
            content_encoding=request.content_encoding,
            body=(folder / request.file).read_bytes(),
        )
        for request in requests
    ]
    expected = msgspec.json.decode((folder / "expected.json").read_bytes(), type=_ExpectedFile)
    counts = expected.counts
    records = counts.records + counts.data_points + counts.spans
    return Capture(folder.name, tuple(exports), expected.ledger, records)


def _name(dimension: str, stated: str) -> str | None:
    if stated in _ABSENT:
        return None
    return stated.casefold() if dimension == "user" else stated
