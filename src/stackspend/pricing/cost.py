"""Unit prices x consumption -> list cost, exactly."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from stackspend.pricing.entry import TokenKind
from stackspend.pricing.usage import CacheWrites, Consumption, split_cache_writes

LineKind = TokenKind | Literal["web_search"]


class Unpriced(msgspec.Struct, frozen=True, gc=False):
    """No list cost, and the sentence that says why. Never to be summed as 0."""

    reason: str


class PriceEntryRef(msgspec.Struct, frozen=True):
    """The dated entry that a cost rests on: `effective_from` `None` means since the model's release.

    `overrides` names the organization's agreements that changed it.
    """

    id: str
    model: str
    effective_from: date | None
    source: str
    overrides: tuple[str, ...] = ()


class PricedLine(msgspec.Struct, frozen=True, gc=False):
    """`amount` = `quantity` x `unit_price`, in USD, unrounded. `price_per_mtok` is `None` for what is not a token."""

    kind: LineKind
    quantity: int
    unit_price: Decimal
    price_per_mtok: Decimal | None
    amount: Decimal
    note: str | None


class ListCost(msgspec.Struct, frozen=True, gc=False):
    """`amount` is the exact sum of the lines in USD; `assumptions` are sentences about what the client did not say."""

    amount: Decimal
    lines: tuple[PricedLine, ...]
    price: PriceEntryRef
    assumptions: tuple[str, ...] = ()


class UnitPrice(msgspec.Struct, frozen=True):
    """USD for one token or one search, after surcharge, negotiated rate and discount; `note` tells which."""

    amount: Decimal
    per_mtok: Decimal | None
    note: str | None


class LongPromptPrices(msgspec.Struct, frozen=True):
    above: int
    units: dict[LineKind, UnitPrice]


class AppliedPrice(msgspec.Struct, frozen=True):
    """The unit prices that hold for one model, day, speed and region; a kind without a price is left out."""

    ref: PriceEntryRef
    units: dict[LineKind, UnitPrice]
    long_prompt: LongPromptPrices | None
    assumptions: tuple[str, ...]


_NOTHING = Decimal(0)


def cost_of(consumption: Consumption, price: AppliedPrice) -> ListCost | Unpriced:
    """The list cost, or why there is none: counts that are missing or negative, a kind without a price, a size tier
    that cannot be decided for many requests at once."""
    if consumption.input is None or consumption.output is None:
        return Unpriced("The client stated no input or no output tokens.")
    read, writes = consumption.cache_read or 0, split_cache_writes(consumption)
    units = _units_for(
        price, consumption.input + read + writes.five_minutes + writes.one_hour, single=consumption.single_request
    )
    if isinstance(units, Unpriced):
        return units
    quantities: tuple[tuple[LineKind, int], ...] = (
        ("input", consumption.input),
        ("output", consumption.output),
        ("cache_read", read),
        ("cache_creation_5m", writes.five_minutes),
        ("cache_creation_1h", writes.one_hour),
        ("web_search", consumption.web_searches or 0),
    )
    lines: list[PricedLine] = []
    total = _NOTHING
    for kind, quantity in quantities:
        if not quantity:
            continue
        unit = units.get(kind)
        if unit is None or quantity < 0:
            return Unpriced(_no_line(price.ref.model, kind, quantity))
        amount = quantity * unit.amount
        total += amount
        lines.append(PricedLine(kind, quantity, unit.amount, unit.per_mtok, amount, unit.note))
    return ListCost(total, tuple(lines), price.ref, price.assumptions + _assumed(consumption, writes))


def _units_for(price: AppliedPrice, prompt: int, *, single: bool) -> dict[LineKind, UnitPrice] | Unpriced:
    """The rates of that prompt size. Many requests together may exceed the limit though none of them did alone."""
    if price.long_prompt is None or prompt <= price.long_prompt.above:
        return price.units
    return price.long_prompt.units if single else _undecided(price.ref.model, price.long_prompt.above)


def _assumed(consumption: Consumption, writes: CacheWrites) -> tuple[str, ...]:
    if not writes.assumed:
        return ()
    if consumption.default_ttl == "1h":
        which = "1-hour writes (2 x input on Claude), the default of a subscription's main conversation"
    else:
        which = "5-minute writes (1.25 x input on Claude), the default with an API key, on Bedrock and on Vertex"
    return (f"The client did not say how long {writes.assumed:,} cache writes live; they are priced as {which}.",)


def _undecided(model: str, above: int) -> Unpriced:
    return Unpriced(
        f"{model} costs more for prompts above {above:,} tokens, and these counts add up several requests, "
        "so that nobody can tell which of them were above."
    )


def _no_line(model: str, kind: LineKind, quantity: int) -> str:
    if quantity < 0:
        return f"The client stated {quantity:,} for {kind}; a count cannot be negative."
    return f"No price of {kind} is known for {model}."
