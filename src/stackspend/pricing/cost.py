"""Unit prices x consumption -> list cost, exactly."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from stackspend.pricing.entry import TokenKind
from stackspend.pricing.usage import CacheWrites, Consumption, split_cache_writes

LineKind = TokenKind | Literal["web_search"]


class Unpriced(msgspec.Struct, frozen=True):
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


class PricedLine(msgspec.Struct, frozen=True):
    """`amount` = `quantity` x `unit_price`, in USD, unrounded. `price_per_mtok` is `None` for what is not a token."""

    kind: LineKind
    quantity: int
    unit_price: Decimal
    price_per_mtok: Decimal | None
    amount: Decimal
    note: str | None


class ListCost(msgspec.Struct, frozen=True):
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
    units: dict[TokenKind, UnitPrice]


class AppliedPrice(msgspec.Struct, frozen=True):
    """The unit prices that hold for one model, day, speed and region."""

    ref: PriceEntryRef
    units: dict[TokenKind, UnitPrice]
    long_prompt: LongPromptPrices | None
    web_search: UnitPrice | None
    assumptions: tuple[str, ...]


_NOTHING = Decimal(0)


def cost_of(consumption: Consumption, price: AppliedPrice) -> ListCost | Unpriced:
    """The list cost, or why there is none: counts that are missing or negative, a kind without a price, a size tier
    that cannot be decided for many requests at once."""
    if consumption.input is None or consumption.output is None:
        return Unpriced("The client stated no input or no output tokens.")
    writes = split_cache_writes(consumption)
    quantities: tuple[tuple[TokenKind, int], ...] = (
        ("input", consumption.input),
        ("output", consumption.output),
        ("cache_read", consumption.cache_read or 0),
        ("cache_creation_5m", writes.five_minutes),
        ("cache_creation_1h", writes.one_hour),
    )
    units = price.units
    if price.long_prompt is not None:
        prompt = sum(quantity for kind, quantity in quantities if kind != "output")
        if prompt > price.long_prompt.above:
            # Many requests together may exceed the limit without any of them doing so alone.
            if not consumption.single_request:
                return Unpriced(_undecided(price.ref.model, price.long_prompt.above))
            units = price.long_prompt.units
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
    if consumption.web_searches:
        unit = price.web_search
        if unit is None or consumption.web_searches < 0:
            return Unpriced(_no_line(price.ref.model, "web_search", consumption.web_searches))
        amount = consumption.web_searches * unit.amount
        total += amount
        lines.append(PricedLine("web_search", consumption.web_searches, unit.amount, None, amount, unit.note))
    return ListCost(total, tuple(lines), price.ref, price.assumptions + _assumed(consumption, writes))


def _assumed(consumption: Consumption, writes: CacheWrites) -> tuple[str, ...]:
    if not writes.assumed:
        return ()
    if consumption.default_ttl == "1h":
        which = "1-hour writes (2 x input on Claude), the default of a subscription's main conversation"
    else:
        which = "5-minute writes (1.25 x input on Claude), the default with an API key, on Bedrock and on Vertex"
    return (f"The client did not say how long {writes.assumed:,} cache writes live; they are priced as {which}.",)


def _undecided(model: str, above: int) -> str:
    return (
        f"{model} costs more for prompts above {above:,} tokens, and these counts add up several requests, "
        "so that nobody can tell which of them were above."
    )


def _no_line(model: str, kind: LineKind, quantity: int) -> str:
    if quantity < 0:
        return f"The client stated {quantity:,} for {kind}; a count cannot be negative."
    return f"No price of {kind} is known for {model}."
