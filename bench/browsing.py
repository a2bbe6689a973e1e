"""How long people wait who browse the Explorer of a large ledger: one organization, signed in, over HTTP."""

import itertools
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import httpx

from bench.population import Population
from bench.section import Rounds, Section, percentile, say, table

PEOPLE, LOOKING = 20, 3.0
"""How many people ask, and for how many seconds each looks at an answer before the next question."""
PERIODS = (7, 30, 30, 30, 90, 365)
GROUPINGS = (("model",), ("model",), ("user",), ("team",), ("query_source",), ("model", "skill"), ("team", "model"))
COMPARED, OF_SOMEBODY = 0.25, 0.2
"""Shares of the questions that compare with the period before, and that are about one person."""


def measure(browser: httpx.Client, people: Population, *, rounds: int, seconds: float, millions: float) -> Section:
    """Let people browse for some rounds."""
    found = [_browse(browser, people, seconds, number) for number in range(rounds)]
    p50, p95 = (Rounds.of(percentile(waits, share) for waits in found) for share in (0.5, 0.95))
    answers = f"{sum(map(len, found)):,}"
    text = (
        f"{PEOPLE} people, each of whom asks something else {LOOKING:.0f} s after an answer: 7 to 365 days by one or "
        f"two dimensions, some compared with the period before, some about one person. A ledger of {millions:g} M line "
        "items; server and people on all cores.\n\n"
        + table(["answers", "p50", "p95"], [[answers, f"{p50.text('.0f')} ms", f"{p95.text('.0f')} ms"]])
    )
    say(f"browsing p95 {p95.text('.0f')} ms")
    return Section("Browsing the Explorer", text, {"browsing p95": p95.median})


def _browse(browser: httpx.Client, people: Population, seconds: float, number: int) -> list[float]:
    """Waits in milliseconds."""
    enough = threading.Event()

    def ask(person: int) -> list[float]:
        chance = Random(f"{number} {person}")
        waits = []
        enough.wait(LOOKING * chance.random())
        while not enough.is_set():
            began = time.monotonic()
            browser.get("/api/v1/app/spend", params=_question(people, chance)).raise_for_status()
            waits.append((time.monotonic() - began) * 1000)
            enough.wait(LOOKING)
        return waits

    with ThreadPoolExecutor(PEOPLE) as pool:
        asking = pool.map(ask, range(PEOPLE))
        time.sleep(seconds)
        enough.set()
        return list(itertools.chain.from_iterable(asking))


def _question(people: Population, chance: Random) -> dict[str, str | Sequence[str]]:
    end = people.last_day - timedelta(days=chance.randrange(0, 20))
    start = max(people.first_day, end - timedelta(days=chance.choice(PERIODS) - 1))
    asked: dict[str, str | Sequence[str]] = {"start_date": str(start), "end_date": str(end)}
    asked["group_by"] = chance.choice(GROUPINGS)
    if chance.random() < COMPARED:
        asked["compare"] = "true"
    if chance.random() < OF_SOMEBODY:
        asked["filter_by"] = f"user:{people.person(int(15 * chance.random() ** 2))}"
    return asked
