"""What the questions of a page would find out each by itself: which days are summed up, and whom filters leave."""

from collections.abc import Sequence
from uuid import UUID

from stackspend.reports.question import Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import Part, View
from stackspend.store.ledger.freshness import freshness_of
from stackspend.store.ledger.summed_up import spenders_of

MOST_SPENDERS = 5_000
"""If filters leave more, each statement looks for them itself: ClickHouse takes no list that is longer than 128 KiB
(`http_max_field_value_size`)."""


class Known:
    """Of the days of a period. Whoever filters leave is asked for once they are used."""

    def __init__(self, database: LedgerDatabase, organization_id: UUID, period: Period) -> None:
        # Before the spenders: of days that are summed up, all of them are there.
        self.freshness = freshness_of(database, organization_id, period)
        self._database = database
        self._spenders: dict[tuple[Filters, Perspective], list[int]] = {}

    def spenders(self, view: View, filters: Filters, filtered: Sequence[tuple[Part, str]]) -> list[int] | None:
        """The keys of the spenders whom filters leave; None if they leave all, or too many to be named."""
        conditions = [condition for part, condition in filtered if part is Part.WHO]
        if not conditions:
            return None
        asked = filters, view.perspective
        if asked not in self._spenders:
            self._spenders[asked] = spenders_of(self._database, view, conditions)
        found = self._spenders[asked]
        return found if len(found) <= MOST_SPENDERS else None
