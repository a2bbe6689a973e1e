"""Measure StackSpend on this machine, beside its peers.

Each part is written to docs/performance.md, beside what was last measured of the others; a quick look, or one at some
races only, is just shown.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench import accept, browsing, calm, footprint, freshness, pages, questions, replay, sustained
from bench.contestants import CACHE
from bench.filled import filled_server
from bench.machine import described, load_average
from bench.page import PAGE, Measured, kept, written
from bench.population import Population
from bench.section import Section, say


class Extent(msgspec.Struct, frozen=True):
    """How thoroughly to measure. Seconds are those of one round."""

    rounds: int
    race_seconds: int
    pace_seconds: float
    millions: tuple[float, ...]
    browsed: float
    replayed: int


FULL = Extent(rounds=5, race_seconds=2, pace_seconds=10, millions=(1, 10, 50), browsed=10, replayed=200_000)
QUICK = Extent(rounds=2, race_seconds=1, pace_seconds=3, millions=(0.1, 0.2), browsed=0.1, replayed=5_000)
Part = Callable[[Path, Extent, argparse.Namespace], Iterator[Section]]


def _accept(folder: Path, extent: Extent, chosen: argparse.Namespace) -> Iterator[Section]:
    yield accept.measure(folder, accept.Pace(extent.rounds, extent.race_seconds), chosen.only)


def _end_to_end(folder: Path, extent: Extent, _chosen: argparse.Namespace) -> Iterator[Section]:
    yield sustained.measure(folder / "sustained", rounds=extent.rounds, seconds=extent.pace_seconds)
    yield freshness.measure(folder / "freshness", rounds=extent.rounds, seconds=extent.pace_seconds)
    yield calm.measure(folder / "calm", rounds=extent.rounds, seconds=extent.pace_seconds)


def _questions(folder: Path, extent: Extent, chosen: argparse.Namespace) -> Iterator[Section]:
    sizes = chosen.millions or extent.millions
    organizations = chosen.organizations or questions.ORGANIZATIONS
    yield questions.measure(folder / "questions", rounds=extent.rounds, millions=sizes, organizations=organizations)
    people, browsed = Population(datetime.now(UTC).date()), extent.browsed
    with filled_server(folder / "browsing", people, browsed) as browser:
        yield pages.measure(browser, rounds=extent.rounds, millions=browsed)
        yield browsing.measure(browser, people, rounds=extent.rounds, seconds=extent.pace_seconds, millions=browsed)
    yield replay.measure(folder / "replay", rounds=min(3, extent.rounds), records=extent.replayed)


def _footprint(folder: Path, extent: Extent, _chosen: argparse.Namespace) -> Iterator[Section]:
    yield footprint.measure(folder, rounds=extent.rounds, seconds=extent.pace_seconds)


PARTS: dict[str, Part] = {
    "accept": _accept,
    "end-to-end": _end_to_end,
    "questions": _questions,
    "footprint": _footprint,
}


def main() -> None:
    chosen = _arguments()
    for name in PARTS if chosen.part is None else (chosen.part,):
        say(f"\n{name}")
        measured = _measure(name, chosen)
        if chosen.quick or chosen.only:
            say("\n" + written({name: measured}, tuple(PARTS)))
        else:
            PAGE.write_text(written(kept(CACHE / "measured", measured), tuple(PARTS)))


def _measure(name: str, chosen: argparse.Namespace) -> Measured:
    extent = QUICK if chosen.quick else FULL
    load, day = load_average(), datetime.now(UTC).date()
    # On the disk of the checkout: a temporary folder may lie in memory, where writing durably costs nothing.
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        sections = tuple(PARTS[name](Path(folder), extent, chosen))
    return Measured(name, " ".join([name, *_narrowed(chosen)]), day, described(), load, extent.rounds, sections)


def _narrowed(chosen: argparse.Namespace) -> Iterator[str]:
    """The options by which less was measured, as they were given."""
    for option in ("millions", "organizations"):
        if values := getattr(chosen, option):
            yield from (f"--{option}", *map("{:g}".format, values))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=list(PARTS), help="measure this part alone")
    parser.add_argument("--quick", action="store_true", help="see whether everything runs; figures mean little")
    parser.add_argument("--only", default="", metavar="TEXT", help="of accept, the races whose name contains this")
    parser.add_argument("--millions", type=float, nargs="+", help="of questions, the sizes of the ledger")
    parser.add_argument("--organizations", type=int, nargs="+", help="of questions, how many have a part in the ledger")
    return parser.parse_args()


if __name__ == "__main__":
    main()
