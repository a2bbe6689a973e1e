"""Spend as one relation: sums where a day is at rest, single line items where it is not.

A question over months must not read every line item, and its answer must not be a second older than the last line item.
So days are rolled up when nothing has been booked into them for a while (`stackspend.ingest.roll`), and a question
reads the sums of the days that are fresh, at the coarsest grain that tells apart what it asks for, and the line items
of all others. Sums are made from de-duplicated line items, never added to.
"""

from collections.abc import Sequence

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Field, Filters, Granularity, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import (
    Part,
    View,
    as_text,
    booked,
    conditions_of,
    local_day,
    part_of,
    step_of,
    where,
    within,
)
from stackspend.store.ledger.freshness import by_freshness
from stackspend.store.ledger.grains import Grain, coarsest
from stackspend.store.ledger.known import Known
from stackspend.store.ledger.roll_up import COUNTS
from stackspend.store.ledger.summed_up import NamedBy, summed_up

_HOUR = "toDateTime(toStartOfHour(item.usage_time, {zone:String}), 'UTC')"


def spend(
    database: LedgerDatabase,
    view: View,
    period: Period,
    filters: Filters,
    dimensions: Sequence[Field],
    *,
    every: Granularity | None = None,
    known: Known | None = None,
    named_by: NamedBy = lambda _, expression: as_text(expression),
) -> str:
    """The relation `item` of a period's spend, with its organization and filters applied; goes behind FROM.

    Its columns are `name_0`, `name_1`, … for the dimensions, `step` of a series, `net_amount`, token kinds, and counts.
    `named_by` tells groups by something else than their names.
    Which days are fresh is asked beforehand, unless that is `known`, so that the engine skips the line items of all
    others by their place instead of reading them.
    """
    filtered = conditions_of(view, filters)
    grain = coarsest(needed(dimensions, filtered, every))
    during = within(view, period, local_day(period))
    view.parameters["zone"] = period.zone
    step = step_of(every, local_day(period), _HOUR) if every else None
    booked_items = [*where(view, None, filters), *during]
    if grain is None:
        return f"({_one_by_one(view, booked_items, dimensions, step, named_by)}) AS item"
    spenders = known.spenders(view, filters, filtered) if known else None
    return by_freshness(
        database,
        view,
        period,
        known.freshness if known else None,
        # UTC days can be read from sums of any zone, other days and hours only from those of their own.
        any_zone=period.zone == "UTC" and every is not Granularity.HOUR,
        summed_up=summed_up(view, grain, dimensions, filtered, period, every, spenders, named_by),
        one_by_one=lambda stale: _one_by_one(view, [stale, *booked_items], dimensions, step, named_by),
    )


def sums() -> str:
    """What a group of spend adds up to: amount, tokens and counts; an amount that nobody knows stays null."""
    known = ", ".join(f"sumOrNull(item.{name}) AS {name}" for name in ("net_amount", *TOKEN_KINDS))
    return f"{known}, {', '.join(f'sum(item.{name}) AS {name}' for name in COUNTS)}"


def needed(dimensions: Sequence[Field], filtered: Sequence[tuple[Part, str]], every: Granularity | None) -> Grain:
    """What a question must tell apart."""
    parts = {*map(part_of, dimensions), *(part for part, _ in filtered)}
    return Grain(
        who=Part.WHO in parts,
        what=not parts.isdisjoint((Part.WHAT, Part.VERSION)),
        what_broadly=Part.BROADLY in parts,
        session=Part.SESSION in parts,
        hour=every is Granularity.HOUR,
    )


def _one_by_one(
    view: View, conditions: Sequence[str], dimensions: Sequence[Field], step: str | None, named_by: NamedBy
) -> str:
    names = [f"{named_by(n, view.dimension(wanted))} AS name_{n}" for n, wanted in enumerate(dimensions)]
    tokens = [f"item.{kind} AS {kind}" for kind in TOKEN_KINDS]
    counts = [f"{expression} AS {name}" for name, expression in COUNTS.items()]
    steps = [f"{step} AS step"] if step else []
    return booked(", ".join([*steps, *names, f"{view.amount} AS net_amount", *tokens, *counts]), conditions)
