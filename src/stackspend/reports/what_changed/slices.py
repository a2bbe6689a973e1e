"""Spend in slices: what can be told apart, and what is compared with its like."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec

from stackspend.reports.answer import SpendRow
from stackspend.reports.question import Dimension, Names
from stackspend.reports.what_changed.units import units

MOST_UNPRICED = Decimal("0.01")
"""If the cost of more than this share of line items is unknown, tokens say too little about the amount."""

# Price lists take what states no speed for standard; clients call that normal.
_NORMAL = {None: "normal", "": "normal", "standard": "normal"}

TOLD_APART: tuple[Dimension, ...] = (
    Dimension.USER, Dimension.TEAM,
    Dimension.MODEL, Dimension.SOURCE, Dimension.EFFORT, Dimension.SPEED,
)  # fmt: skip
"""What tells slices apart: whoever spends, and a usage. The names of a slice are in this order."""
WHO, USAGE = slice(2), slice(2, None)
"""Where the names are of whoever spends, and where of a usage."""

Slices = Mapping[Names, SpendRow]
"""The spend of a period by the names of its slices."""


class Kind(NamedTuple):
    """One model, used from one program, at one effort and speed."""

    model: str | None
    source: str | None
    effort: str | None
    speed: str

    @property
    def program(self) -> tuple[str | None, str | None]:
        """The model and the program."""
        return self.model, self.source


class Use(msgspec.Struct, frozen=True, gc=False):
    """What line items come to, the amount in `units`. `requests` are those that have one: each is a request, or a
    collection of metrics, which tell no requests apart."""

    line_items: int = 0
    requests: int = 0
    amount: int = 0
    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_creation: int = 0
    tells_tokens: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether it was used and nobody knows what any of it cost."""
        return self.line_items > 0 and self.requests == 0

    @property
    def is_priced(self) -> bool:
        """Whether the cost of nearly all line items is known."""
        return self.line_items - self.requests <= MOST_UNPRICED * self.line_items

    @property
    def any_input(self) -> int:
        """All tokens that were read, from the cache or not."""
        return self.input + self.cache_read + self.cache_creation


class Compared(msgspec.Struct, frozen=True, gc=False):
    """A slice in both periods."""

    names: Names
    old: Use
    new: Use


def compared(before: Slices, after: Slices) -> dict[Kind, list[Compared]]:
    """The slices that either period has, by their kind."""
    kinds = _kinds_of(before, after)
    found: dict[Kind, list[Compared]] = defaultdict(list)
    for names in {**before, **after}:
        found[kinds[names[USAGE]]].append(Compared(names, _use(before.get(names)), _use(after.get(names))))
    return found


def _kinds_of(before: Slices, after: Slices) -> dict[Names, Kind]:
    """The kind of each usage. Where one of the periods states no effort of a model at all, effort tells nothing apart:
    a client that begins to state it has not changed it."""
    usages = [{names[USAGE] for names in period} for period in (before, after)]
    stated = [{(model, source) for model, source, effort, _ in period if effort is not None} for period in usages]
    comparable = stated[0] & stated[1]
    return {
        (model, source, effort, speed): Kind(
            model,
            source,
            effort if (model, source) in comparable else None,
            _NORMAL.get(speed) or str(speed),
        )
        for model, source, effort, speed in usages[0] | usages[1]
    }


def _use(row: SpendRow | None) -> Use:
    if row is None:
        return _NOTHING
    tokens = row.tokens
    return Use(
        row.line_items,
        row.line_items - row.unpriced,
        units(row.net_amount_usd) if row.net_amount_usd else 0,
        tokens.input or 0,
        tokens.output or 0,
        tokens.cache_read or 0,
        tokens.cache_creation or 0,
        tokens.input is not None and tokens.output is not None,
    )


def together(uses: Collection[Use]) -> Use:
    """What several add up to."""
    return Use(
        line_items=sum(use.line_items for use in uses),
        requests=sum(use.requests for use in uses),
        amount=sum(use.amount for use in uses),
        input=sum(use.input for use in uses),
        output=sum(use.output for use in uses),
        cache_read=sum(use.cache_read for use in uses),
        cache_creation=sum(use.cache_creation for use in uses),
        tells_tokens=any(use.tells_tokens for use in uses),
    )


_NOTHING = Use()
