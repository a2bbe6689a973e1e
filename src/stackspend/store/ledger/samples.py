"""What the ledger does for a sample: implements `stackspend.sample.make.SampleLedger`."""

from collections.abc import Callable, Sequence
from uuid import UUID

from stackspend.ledger.raw_batch import RawBatch
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.removal import forget_organization
from stackspend.store.ledger.roll_up import SpendDays

_DAYS = """
SELECT DISTINCT usage_date FROM touched_days
WHERE organization_id = {organization_id:UUID}
ORDER BY usage_date"""


class SampleBooks:
    """Books through what it is given, which is the real booking."""

    def __init__(self, database: LedgerDatabase, book: Callable[[Sequence[RawBatch]], None]) -> None:
        self._database = database
        self.book = book

    def roll_up(self, organization_id: UUID) -> None:
        """Sum its days up, so that the first question is as quick as later ones."""
        days = self._database.rows(_DAYS, {"organization_id": organization_id})
        if days:
            SpendDays(self._database).roll_up([(organization_id, row["usage_date"]) for row in days])

    def forget(self, organization_id: UUID) -> None:
        """Leave nothing of the organization, in no table."""
        forget_organization(self._database, organization_id)
