"""What changed between a period and as many days before."""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from stackspend.reports.question import AS_BOOKED, Dimension, Period, Perspective
from stackspend.reports.reader import RollupQuestions

_MOST = 2_000


class Change(NamedTuple):
    """What a model (first name) and query source (second) cost in the earlier and the later period."""

    names: tuple[str | None, ...]
    before: Decimal | None
    after: Decimal | None


def what_changed(
    ledger: RollupQuestions, organization_id: UUID, period: Period, *, perspective: Perspective = AS_BOOKED
) -> list[Change]:
    """The change against the same number of days before, by model and query source, the largest first."""
    by = (Dimension.MODEL, Dimension.QUERY_SOURCE)
    after, before = (
        {
            row.names: row.net_amount_usd
            for row in ledger.breakdown(organization_id, when, by, by_day=False, most=_MOST, perspective=perspective)
        }
        for when in (period, period.before)
    )
    changes = [Change(names, before.get(names), after.get(names)) for names in {*after, *before}]
    nothing = Decimal(0)
    return sorted(changes, key=lambda one: (-abs((one.after or nothing) - (one.before or nothing)), str(one)))
