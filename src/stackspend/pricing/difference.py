"""Why a client's reported cost differs from the list cost: the one thing that its event does not tell."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from stackspend.pricing.cost import ListCost, Unpriced
from stackspend.pricing.price_list import PriceList
from stackspend.pricing.usage import Consumption

Cause = Literal[
    "equal", "one_hour_writes", "fast_mode", "us_region", "cache_left_out", "web_search", "other_model", "unexplained"
]

# Clients compute in binary floats; their noise is a thousand times smaller than this.
TOLERANCE_USD = Decimal("1e-9")


class Difference(msgspec.Struct, frozen=True):
    """`usd` is reported minus list cost, `None` where there is no list cost. The sentence names the evidence."""

    cause: Cause
    sentence: str
    usd: Decimal | None


def explain_difference(
    prices: PriceList, model: str, at: datetime, consumption: Consumption, *, reported: Decimal
) -> Difference:
    """Tries one cause after another, and accepts it only if it accounts for the whole difference.

    For one request: the sums of several would agree with too many causes, or with none.
    """
    listed = prices.list_cost(model, at, consumption)
    usd = None if isinstance(listed, Unpriced) else reported - listed.amount
    for cause, sentence, assumed in _causes(consumption):
        if _agrees(prices.list_cost(model, at, assumed), reported):
            return Difference(cause, sentence, usd)
    if isinstance(listed, ListCost) and (searches := _searches(prices, model, at, consumption, reported)):
        return Difference("web_search", f"The client booked {searches} web searches.", usd)
    for other in dict.fromkeys(entry.model for entry in prices.entries):
        if _agrees(prices.list_cost(other, at, consumption), reported):
            return Difference("other_model", f"The client used the rates of {other} for {model}.", usd)
    return Difference("unexplained", "No single cause accounts for the difference.", usd)


def _causes(consumption: Consumption) -> Iterator[tuple[Cause, str, Consumption]]:
    def but(**changes: object) -> Consumption:
        return msgspec.structs.replace(consumption, **changes)

    yield "equal", "The client reported the list cost.", consumption
    yield "one_hour_writes", "All cache writes live for 1 hour.", but(default_ttl="1h")
    yield "fast_mode", "The request ran in fast mode.", but(speed="fast")
    yield "us_region", "The request ran in the US only.", but(region="us")
    without_cache = but(cache_read=0, cache_creation=0, cache_creation_5m=0, cache_creation_1h=0)
    yield "cache_left_out", "The client left out the tokens of the cache.", without_cache


def _searches(prices: PriceList, model: str, at: datetime, consumption: Consumption, reported: Decimal) -> int | None:
    """How many web searches fill the gap exactly, if any number does."""
    none, one = (
        prices.list_cost(model, at, msgspec.structs.replace(consumption, web_searches=count)) for count in (0, 1)
    )
    if isinstance(none, Unpriced) or isinstance(one, Unpriced):
        return None
    each = one.amount - none.amount
    if not each:
        return None
    count = round((reported - none.amount) / each)
    return count if count > 0 and abs(none.amount + count * each - reported) <= TOLERANCE_USD else None


def _agrees(cost: ListCost | Unpriced, reported: Decimal) -> bool:
    return isinstance(cost, ListCost) and abs(cost.amount - reported) <= TOLERANCE_USD
