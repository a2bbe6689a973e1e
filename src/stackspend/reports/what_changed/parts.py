"""Split the change in spend into what drove it, exactly.

The change of each slice is valued in steps, each a notch closer to what really happened:

    change in requests, at what an average request cost before     less nothing is  volume
    … at what a request of its model and program cost before       less that        model mix
    … and of its effort and speed                                  less that        effort and speed
    change in tokens, at what a token read or written cost before  less that        size of requests
    … by kind of token, cached or not                              less that        cache use
    the change in spend                                            less that        price

The last step is the change itself, so the parts of a slice add up to it, and so do those of any slices together.
"""

from decimal import localcontext
from enum import StrEnum
from operator import sub
from typing import NamedTuple

import msgspec

from stackspend.money import EXACT
from stackspend.reports.question import Names
from stackspend.reports.what_changed.slices import Compared, Slices, Use, compared
from stackspend.reports.what_changed.units import worth
from stackspend.reports.what_changed.yardsticks import ListPrices, TokenCosts, Unsplit, Yardstick, yardsticks

_UNKNOWN = (0,) * 6


class Driver(StrEnum):
    """What changes spend, in the order of the steps; `UNSPLIT` is what they cannot tell."""

    VOLUME = "volume"
    MODEL_MIX = "model_mix"
    EFFORT_AND_SPEED = "effort_and_speed"
    REQUEST_SIZE = "request_size"
    CACHE_USE = "cache_use"
    PRICE = "price"
    UNSPLIT = "unsplit"


class Change(NamedTuple):
    """Priced line items and amounts of both periods, and the parts that lead from one amount to the other, each under
    the name of its Driver. Amounts and parts are in `units`."""

    requests_before: int
    requests_after: int
    before: int
    after: int
    volume: int
    model_mix: int
    effort_and_speed: int
    request_size: int
    cache_use: int
    price: int
    unsplit: int

    @property
    def parts(self) -> tuple[int, ...]:
        """In the order of Driver."""
        return self[-len(Driver) :]


class SliceChange(msgspec.Struct, frozen=True, gc=False):
    """The change of one slice. `why` says why a part of it is not split; None if it is nothing."""

    names: Names
    change: Change
    why: Unsplit | None


def split(before: Slices, after: Slices, list_prices: ListPrices) -> list[SliceChange]:
    """The change of every slice that either period has. Amounts may have as many decimal places as the ledger keeps."""
    kinds = compared(before, after)
    with localcontext(EXACT):
        measured = yardsticks(kinds, list_prices)
    return [_change(one, measured[kind]) for kind, slices in kinds.items() for one in slices]


def _change(one: Compared, yardstick: Yardstick | None) -> SliceChange:
    old, new = one.old, one.new
    steps = *(_steps(old, new, yardstick) if yardstick else _UNKNOWN), new.amount - old.amount
    change = Change._make((old.requests, new.requests, old.amount, new.amount, steps[0], *map(sub, steps[1:], steps)))
    why = None
    if change.unsplit:
        why = yardstick.tokens if yardstick and isinstance(yardstick.tokens, Unsplit) else Unsplit.UNPRICED
    return SliceChange(one.names, change, why)


def _steps(old: Use, new: Use, yardstick: Yardstick) -> tuple[int, ...]:
    """What the change comes to at each step. What has nothing to compare with is told by the step that notices it."""
    change, requests = new.amount - old.amount, new.requests - old.requests
    by_request = [
        change if cost is None else worth(requests * cost)
        for cost in (yardstick.average, yardstick.of_program, yardstick.of_kind)
    ]
    if yardstick.of_kind is None:
        return *by_request, change, change, change
    if isinstance(yardstick.tokens, Unsplit):
        return *by_request, by_request[-1], by_request[-1], by_request[-1]
    return *by_request, *_by_token(old, new, yardstick.tokens), change


def _by_token(old: Use, new: Use, costs: TokenCosts) -> tuple[int, int]:
    plain, cached, kept = (
        new.input - old.input,
        new.cache_read - old.cache_read,
        new.cache_creation - old.cache_creation,
    )
    written = (new.output - old.output) * costs.output
    read_alike = (plain + cached + kept) * costs.any_input
    read_by_kind = plain * costs.input + cached * costs.cache_read + kept * costs.cache_creation
    return worth(read_alike + written), worth(read_by_kind + written)
