"""The reading half of the ledger store: every question in one place, each asked in a thread of its own."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from stackspend.store.ledger.activity import Activities
from stackspend.store.ledger.coverage import Coverage
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.explanations import Explanations
from stackspend.store.ledger.key_use import KeyUse
from stackspend.store.ledger.line_items import LineItems
from stackspend.store.ledger.people import People
from stackspend.store.ledger.price_audit import PriceAudit
from stackspend.store.ledger.raw_batches import RawBatches
from stackspend.store.ledger.retention import Forgetting
from stackspend.store.ledger.rollups import Rollups
from stackspend.store.ledger.sessions import Sessions
from stackspend.store.ledger.watch import Watch

Answer = TypeVar("Answer")


class LedgerReader:
    """The questions that the web asks: `await reader.ask(lambda: reader.rollups.daily(...))`."""

    def __init__(self, database: LedgerDatabase) -> None:
        self.line_items = LineItems(database)
        self.rollups = Rollups(database)
        self.activity = Activities(database)
        self.coverage = Coverage(database)
        self.price_audit = PriceAudit(database)
        self.people = People(database)
        self.sessions = Sessions(database)
        self.explanations = Explanations(database)
        self.key_use = KeyUse(database)
        self.raw_batches = RawBatches(database)
        self.retention = Forgetting(database)
        self.watch = Watch(database)

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to a question, without holding up the event loop. Raises TransientError if the ledger is away."""
        return await asyncio.to_thread(question)
