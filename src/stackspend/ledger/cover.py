"""How much of what the metrics saw is covered by events, and where the rest lies in time.

Pure arithmetic over one group. What is left over sums to exactly the metrics' sum less the events' sum, and stays at
the collections that saw it: an event covers first the cell of its own collection and purpose, then others of that
collection, then later and at last earlier ones (a late collection, a lost one). Query sources are never compared:
events and metrics use other words for them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.ledger.observation import Context, Observation, Usage

COST_TOLERANCE = Decimal("1e-9")
"""Metrics add doubles, events are exact: a smaller difference in USD is noise."""


class Cell(msgspec.Struct, frozen=True):
    """The metric points of one attribute set and one collection: a cost and up to four token counts."""

    identity: UUID
    first: Observation
    points: tuple[UUID, ...]
    usage: Usage


def uncovered(cells: Sequence[Cell], events: Sequence[Observation], quantity: str) -> list[Decimal | None]:
    """What is left of each cell's `quantity` after the events; None where the cell does not state it.

    Cells are in the order of their times. Zero everywhere if the events account for all (cost: within COST_TOLERANCE).
    """
    stated = [_amount(cell.usage, quantity) for cell in cells]
    left = [amount or Decimal(0) for amount in stated]
    owed = [(event, _amount(event.usage, quantity) or Decimal(0)) for event in events]
    excess = sum(left, Decimal(0)) - sum((amount for _, amount in owed), Decimal(0))
    if excess <= (COST_TOLERANCE if quantity == "cost" else 0):
        return [None if amount is None else Decimal(0) for amount in stated]
    _cover(left, cells, owed)
    return [None if amount is None else left[n] for n, amount in enumerate(stated)]


def _cover(left: list[Decimal], cells: Sequence[Cell], owed: Iterable[tuple[Observation, Decimal]]) -> None:
    """Take what is owed out of `left`, nearest cells first."""
    times = sorted({cell.first.time for cell in cells})
    collected: dict[datetime, list[int]] = defaultdict(list)
    for n, cell in enumerate(cells):
        collected[cell.first.time].append(n)
    by_collection: dict[int, dict[tuple[str | None, ...], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for event, amount in owed:
        by_collection[bisect_left(times, event.time)][_purpose(event.context)] += amount

    carried: dict[int, Decimal] = {}
    for collection, purposes in by_collection.items():
        here = collected[times[collection]] if collection < len(times) else []
        rest = Decimal(0)
        for purpose, amount in purposes.items():
            rest += _take(left, [n for n in here if _purpose(cells[n].first.context) == purpose], amount)
        carried[collection] = _take(left, here, rest)

    rest = Decimal(0)
    for collection, time in enumerate(times):
        rest = _take(left, collected[time], rest + carried.get(collection, Decimal(0)))
    _take(left, range(len(cells) - 1, -1, -1), rest + carried.get(len(times), Decimal(0)))


def _take(left: list[Decimal], places: Iterable[int], amount: Decimal) -> Decimal:
    """Take `amount` from `left` at the places, in their order; answers what could not be taken."""
    for place in places:
        if not amount:
            break
        taken = min(left[place], amount)
        left[place] -= taken
        amount -= taken
    return amount


def _purpose(context: Context) -> tuple[str | None, ...]:
    """The attributes that events and metrics state in the same words."""
    return (context.agent, context.skill, context.plugin, context.mcp_server, context.mcp_tool, context.effort)


def _amount(usage: Usage, quantity: str) -> Decimal | None:
    amount = getattr(usage, quantity)
    return None if amount is None else Decimal(amount)
