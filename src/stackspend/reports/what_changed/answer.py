"""The shapes of the answer. USD are decimal texts that were never rounded; null is unknown, never zero."""

from datetime import date

import msgspec

from stackspend.reports.answer import Tokens
from stackspend.reports.question import Dimension
from stackspend.reports.what_changed.parts import Driver
from stackspend.reports.what_changed.yardsticks import Unsplit


class PeriodUse(msgspec.Struct, frozen=True):
    """What was used in one of the periods. `net_amount_usd` sums what is known and is null if nothing is; `unpriced`
    counts the line items that it leaves out, `requests` those that stand for one request each, `people` who used it."""

    start: date
    end: date
    net_amount_usd: str | None
    tokens: Tokens
    line_items: int
    requests: int
    unpriced: int
    people: int


class Contributor(msgspec.Struct, frozen=True):
    """What one name of a dimension adds to a part, null for usage without one; with its spend and its line items that
    have a price, in both periods."""

    dimension: Dimension
    name: str | None
    usd: str
    before_usd: str
    after_usd: str
    line_items_before: int
    line_items_after: int


class ChangePart(msgspec.Struct, frozen=True):
    """A part of the change, which leads from one amount to the next. `contributors` are, of each dimension, the three
    that add most to it in its own direction."""

    driver: Driver
    usd: str
    from_usd: str
    to_usd: str
    contributors: list[Contributor]


class ModelShift(msgspec.Struct, frozen=True):
    """How many line items with a price a model has in both periods."""

    model: str | None
    line_items_before: int
    line_items_after: int


class UnsplitChange(msgspec.Struct, frozen=True):
    """A change of a model that is not taken apart, and why: in one of the periods the cost of it is unknown
    (`unpriced`), no tokens were stated (`no_tokens`), or no list price says what its kinds of tokens are worth to each
    other (`no_list_price`)."""

    reason: Unsplit
    model: str | None
    usd: str


class ExplainedChange(msgspec.Struct, frozen=True):
    """The change between what is known of two periods. The parts lead from the earlier amount to the later one, and add
    up to the change exactly. `model_shifts` are the models whose share of line items changed most."""

    before: PeriodUse
    after: PeriodUse
    change_usd: str
    parts: list[ChangePart]
    model_shifts: list[ModelShift]
    unsplit: list[UnsplitChange]
