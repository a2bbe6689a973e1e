"""A running server with a ledger of some size, and a browser that is signed in to it."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import httpx

from bench.population import MILLION, Population, settle
from stackspend.ingest.roll import Roller
from stackspend.settings import read_settings
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.roll_up import SpendDays
from stackspend.store.ledger.schema import migrate
from tests.running import environment_of, initialized, serving

SETTLING = 60.0  # seconds


@contextmanager
def filled_server(folder: Path, people: Population, millions: float) -> Iterator[httpx.Client]:
    """A server that has so many millions of line items, and a browser that is signed in to it."""
    folder.mkdir(parents=True)
    environment = environment_of(folder, port=None, log_level="warning")
    made = initialized(environment)
    ledger = read_settings(environment).ledger_url
    # The engine keeps its memory for as long as its process lives.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        line_items = int(millions * MILLION)
        pool.submit(_fill, ledger, UUID(made["organization_id"]), people.last_day, line_items).result()
    with (
        serving(environment, folder),
        httpx.Client(base_url=environment["STACKSPEND_PUBLIC_URL"], follow_redirects=True, timeout=30) as browser,
    ):
        browser.get(made["sign_in_url"]).raise_for_status()
        yield browser


def _fill(ledger: str, organization_id: UUID, last_day: date, line_items: int) -> None:
    database = LedgerDatabase.open(ledger)
    try:
        migrate(database)
        Population(last_day, organization_id=organization_id).grow(database, 0, line_items)
        settle(database, patience=SETTLING)
        roller = Roller(SpendDays(database))
        while roller.step(0):
            pass
        settle(database, patience=SETTLING)
    finally:
        database.close()
