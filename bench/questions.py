"""How quickly the ledger answers what pages ask, as it grows: one organization, and the largest of a hundred."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import msgspec

from bench.asked import QUESTIONS, Asking, Question
from bench.population import MILLION, Population, settle
from bench.section import Rounds, Section, percentile, say, table
from stackspend.ingest.roll import Roller
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.roll_up import SpendDays
from stackspend.store.ledger.schema import migrate

ORGANIZATIONS = (1, 100)
SETTLING = 60.0  # seconds


class Asked(msgspec.Struct, frozen=True):
    """The answers to one question, in milliseconds, round by round."""

    question: str
    rounds: tuple[tuple[float, ...], ...]

    @property
    def p95(self) -> float:
        return percentile([one for done in self.rounds for one in done], 0.95)

    @property
    def median(self) -> Rounds:
        return Rounds.of(percentile(done, 0.5) for done in self.rounds)


class Grown(msgspec.Struct, frozen=True):
    """A ledger of some size: what it took to get there, and its answers."""

    organizations: int
    line_items: int
    insert_seconds_per_million: float
    roll_up_seconds: float
    days_rolled_up: int
    parts: int
    bytes_per_line_item: float
    roll_up_share: float
    asked: tuple[Asked, ...]


def measure(
    folder: Path, *, rounds: int, millions: Sequence[float], organizations: Sequence[int] = ORGANIZATIONS
) -> Section:
    """Grow a ledger of so many organizations to each of the sizes, and ask everything at each."""
    grown: list[Grown] = []
    for many in organizations:
        # The engine keeps its memory for as long as its process lives.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            grown += pool.submit(_grow, folder / f"{many}", many, tuple(millions), rounds).result()
    heads = ["question", *(f"{_size(one)}" for one in grown)]
    text = (
        "Milliseconds at the ledger's door, without HTTP: the median (range of the rounds' medians), and p95. A ledger "
        "of 400 days; the questions are about one organization, of a hundred the largest.\n\n"
        f"{table(heads, _answers(grown))}\n\n{table(['ledger', *heads[1:]], _upkeep(grown))}"
    )
    return Section("Questions", text, dict(_figures(grown)))


def _grow(folder: Path, organizations: int, millions: Sequence[float], rounds: int) -> list[Grown]:
    database = LedgerDatabase.open(f"chdb://{folder}")
    try:
        migrate(database)
        population = Population(datetime.now(UTC).date(), organizations)
        sizes = [int(size * MILLION) for size in millions]
        return [
            _at(database, population, before, after, rounds) for before, after in zip([0, *sizes], sizes, strict=False)
        ]
    finally:
        database.close()


def _at(database: LedgerDatabase, population: Population, before: int, after: int, rounds: int) -> Grown:
    began = time.monotonic()
    population.grow(database, before, after)
    inserted = time.monotonic() - began
    parts = settle(database, patience=SETTLING)
    began = time.monotonic()
    days = 0
    summed = SpendDays(database)
    roller = Roller(summed)
    while done := roller.step(0):
        days += done
    rolled = time.monotonic() - began
    summed.forget_replaced(after_seconds=0)
    settle(database, patience=SETTLING)
    size = database.rows(_SIZE, {})[0]
    grown = Grown(
        organizations=population.organizations,
        line_items=after,
        insert_seconds_per_million=inserted / (after - before) * MILLION,
        roll_up_seconds=rolled,
        days_rolled_up=days,
        parts=parts,
        bytes_per_line_item=size["bytes"] / after,
        roll_up_share=size["rolled"] / after,
        asked=tuple(_ask(database, population, question, rounds) for question in QUESTIONS),
    )
    say(f"{_size(grown)}: slowest p95 {max(one.p95 for one in grown.asked):,.0f} ms")
    return grown


_SIZE = """
SELECT sumIf(bytes_on_disk, table IN ('line_items', 'summed_spend')) AS bytes,
    sumIf(rows, table = 'summed_spend') AS rolled
FROM system.parts
WHERE database = currentDatabase() AND active"""


def _ask(database: LedgerDatabase, population: Population, question: Question, rounds: int) -> Asked:
    asking = Asking(LedgerReader(database), population, Random(question.name))
    question.prepare(asking)()  # the first time reads from the disk
    return Asked(question.name, tuple(tuple(_times(asking, question)) for _ in range(rounds)))


def _times(asking: Asking, question: Question, times: int = 6) -> Iterator[float]:
    for _ in range(times):
        ask = question.prepare(asking)
        began = time.monotonic()
        ask()
        yield (time.monotonic() - began) * 1000


def _size(grown: Grown) -> str:
    whose = "1 organization" if grown.organizations == 1 else f"{grown.organizations} organizations"
    return f"{grown.line_items / MILLION:g} M, {whose}"


def _answers(grown: Sequence[Grown]) -> Iterator[list[str]]:
    for number, question in enumerate(QUESTIONS):
        asked = [one.asked[number] for one in grown]
        yield [question.name, *(f"{one.median.text(',.0f')}, p95 {one.p95:,.0f}" for one in asked)]


def _upkeep(grown: Sequence[Grown]) -> Iterator[list[str]]:
    yield ["insert, s per million", *(f"{one.insert_seconds_per_million:.1f}" for one in grown)]
    yield ["parts after merging", *(f"{one.parts}" for one in grown)]
    yield ["disk, MB per million", *(f"{one.bytes_per_line_item:.0f}" for one in grown)]
    yield ["roll-up rows per line item", *(f"{one.roll_up_share:.2f}" for one in grown)]
    yield ["rolling up one day, ms", *(f"{one.roll_up_seconds / one.days_rolled_up * 1000:.1f}" for one in grown)]


def _figures(grown: Sequence[Grown]) -> Iterator[tuple[str, float]]:
    charts = [number for number, question in enumerate(QUESTIONS) if question.is_chart]
    for one in grown:
        worst = max(one.asked[number].p95 for number in charts)
        yield f"charts p95 at {one.line_items / MILLION:g} M, {one.organizations}", worst
    if alone := [one for one in grown if one.organizations == 1]:
        smallest, largest = alone[0], alone[-1]
        yield "growth of a record's cost", largest.insert_seconds_per_million / smallest.insert_seconds_per_million
        yield "growth of a row's cost", _milliseconds_a_row(largest, charts) / _milliseconds_a_row(smallest, charts)


def _milliseconds_a_row(grown: Grown, questions: Sequence[int]) -> float:
    return sum(grown.asked[number].median.median for number in questions) / grown.line_items
