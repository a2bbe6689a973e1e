"""Sums of line items, and how they differ from what the model says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from stackspend.ledger.line_item import LineItem
from tests.ledger.model import QUANTITIES, Amounts, Key, sides
from tests.ledger.telemetry import Body

ROUNDING = Decimal("1e-20")
"""An amount keeps 24 decimal places: sums of a few may differ from unrounded ones beyond that."""


def summed(items: Iterable[LineItem]) -> dict[Key, Amounts]:
    """The sums of line items by group and quantity; what none of them states is absent."""
    totals: dict[Key, Amounts] = defaultdict(lambda: defaultdict(Decimal))
    for item in items:
        for quantity in QUANTITIES:
            amount = getattr(item.usage, quantity)
            if amount is not None:
                totals[Key(item.group_session, (item.model or "").removesuffix("[1m]"))][quantity] += amount
    return totals


def difference(items: Iterable[LineItem], bodies: Sequence[Body]) -> dict[tuple[Key, str], tuple[Decimal, Decimal]]:
    """Where the line items of these bodies are not what the model books: (booked, model) by group and quantity."""
    booked = summed(items)
    wanted = {key: side.booked for key, side in sides(bodies).items()}
    nothing = Decimal(0)
    return {
        (key, quantity): (got, should)
        for key in booked.keys() | wanted.keys()
        for quantity in QUANTITIES
        if abs(
            (got := booked.get(key, {}).get(quantity, nothing)) - (should := wanted.get(key, {}).get(quantity, nothing))
        )
        > ROUNDING
    }
