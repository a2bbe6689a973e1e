"""What a change of an organization's own prices does: the rates that change, and what its usage would cost by them.

Prices of one day are compared, on usage summed up: long prompts and regions, which surcharge single requests, are left
out. So it says which way and how far a price goes, and the ledger says what was spent.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.pricing import Override, PriceList, Unpriced
from stackspend.pricing.cost import LineKind
from stackspend.pricing.entry import TOKEN_KINDS
from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.question import Dimension, Period
from stackspend.reports.reader import RollupQuestions

USAGE_DAYS = 30
"""The usage that prices are tried on: that of so many days up to today."""

_MOST_MODELS = 1_000
_ONE_DAY = timedelta(days=1)

Units = dict[LineKind, Decimal]
"""USD for one token of each kind that has a price."""


class RateChange(msgspec.Struct, frozen=True):
    """USD per million tokens; None where no price is known."""

    kind: LineKind
    before: Decimal | None
    after: Decimal | None


class ModelChange(msgspec.Struct, frozen=True):
    """A model at one speed whose rates change, and what its usage costs by them; None where a price is missing."""

    model: str
    speed: str | None
    line_items: int
    before: Decimal | None
    after: Decimal | None
    rates: list[RateChange]


class PriceChange(msgspec.Struct, frozen=True):
    """By the prices of `on`; no models if no price of any day changes."""

    on: date
    usage: Period
    models: list[ModelChange]


def used_models(rollups: RollupQuestions, organization_id: UUID, today: date) -> tuple[Period, list[SpendRow]]:
    """The usage of the last days by model and speed, and which days those are."""
    usage = Period(today - (USAGE_DAYS - 1) * _ONE_DAY, today)
    dimensions = (Dimension.MODEL, Dimension.SPEED)
    return usage, rollups.breakdown(organization_id, usage, dimensions, by_day=False, most=_MOST_MODELS)


def price_change(
    prices: PriceList, after: Sequence[Override], used: tuple[Period, list[SpendRow]], today: date
) -> PriceChange:
    """What these overrides change in the place of those of `prices`, on the first day, from today on, with any change;
    if there is none, on the last before. Raises InvalidInput when two of them overlap."""
    usage, rows = used
    new = prices.with_overrides(after)
    named = {(one.model, one.speed) for one in (*prices.overrides, *after) if not one.model.endswith("*")}
    seen = {(row.names[0], row.names[1]) for row in rows}
    rows = [*rows, *(_unused(model, speed) for model, speed in sorted(named, key=str) if (model, speed) not in seen)]
    for day in _days(prices.overrides, after, today):
        if models := [change for row in rows if (change := _model_change(row, day, prices, new)) is not None]:
            return PriceChange(day, usage, models)
    return PriceChange(today, usage, [])


def _days(before: Iterable[Override], after: Iterable[Override], today: date) -> list[date]:
    """On which prices may begin to differ: from today on in order, then what lies before, the latest first."""
    bounds = {day for one in (*before, *after) for day in (one.effective_from, one.effective_to) if day}
    last_days = {one.effective_to - _ONE_DAY for one in (*before, *after) if one.effective_to}
    coming = sorted({today, *(day for day in bounds if day > today)})
    return coming + sorted((day for day in bounds | last_days if day < today), reverse=True)


def _model_change(row: SpendRow, on: date, old: PriceList, new: PriceList) -> ModelChange | None:
    model, speed = row.names
    if model is None:
        return None
    before, after = _units(old, model, on, speed), _units(new, model, on, speed)
    if before == after:
        return None
    kinds = [kind for kind in TOKEN_KINDS if before.get(kind) != after.get(kind)]
    return ModelChange(
        model=model,
        speed=speed,
        line_items=row.line_items,
        before=_cost(row.tokens, before),
        after=_cost(row.tokens, after),
        rates=[RateChange(kind, _per_mtok(before.get(kind)), _per_mtok(after.get(kind))) for kind in kinds],
    )


def _units(prices: PriceList, model: str, on: date, speed: str | None) -> Units:
    found = prices.unit_prices(model, on, speed=speed)
    return {} if isinstance(found, Unpriced) else {kind: unit.amount for kind, unit in found.units.items()}


def _cost(tokens: Tokens, units: Units) -> Decimal | None:
    """Cache writes count at the price of five minutes: how long they were kept is not in every sum."""
    quantities: dict[LineKind, int] = {
        "input": tokens.input or 0,
        "output": tokens.output or 0,
        "cache_read": tokens.cache_read or 0,
        "cache_creation_5m": tokens.cache_creation or 0,
    }
    used = {kind: quantity for kind, quantity in quantities.items() if quantity}
    if any(kind not in units for kind in used):
        return None
    return sum((quantity * units[kind] for kind, quantity in used.items()), Decimal(0))


def _per_mtok(unit: Decimal | None) -> Decimal | None:
    return None if unit is None else unit.scaleb(6)


def _unused(model: str, speed: str | None) -> SpendRow:
    return SpendRow(None, (model, speed), Decimal(0), Tokens(0, 0, 0, 0), 0, 0, 0)
