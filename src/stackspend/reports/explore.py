"""Explore spend: a period by up to two dimensions, as a table and as series over time that add up to the same total."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.reports.answer import SpendRow, Tokens, added, amount_text, together
from stackspend.reports.at_once import at_once
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Among,
    Field,
    Filters,
    Granularity,
    Names,
    Period,
    Perspective,
    read_field,
)
from stackspend.reports.reader import RollupQuestions
from stackspend.reports.steps import Amounts, Step, steps_of

MOST_DIMENSIONS = 2
MOST_GROUPS = 500


class Sums(msgspec.Struct, frozen=True):
    """What a group adds up to. `net_amount_usd` sums what is known and is null if nothing is; `unpriced` counts the
    line items that it leaves out, `requests` those that stand for one request each."""

    net_amount_usd: str | None
    tokens: Tokens
    line_items: int
    requests: int
    unpriced: int


class SpendGroup(msgspec.Struct, frozen=True):
    """One row: its names in the order of the dimensions, null for usage without one; the amount of the earlier period,
    and of each bucket, "0" where nothing was used and null where nothing is known."""

    names: Names
    sums: Sums
    before_usd: str | None
    series: list[str | None]


class OtherGroups(msgspec.Struct, frozen=True):
    """All groups that have no row of their own, together."""

    groups: int
    sums: Sums
    before_usd: str | None
    series: list[str | None]


class Exploration(msgspec.Struct, frozen=True, kw_only=True):
    """A question: `top` groups have a row each, the rest is told together. `compares` adds the period before,
    `every` the amounts in steps of that width."""

    period: Period
    dimensions: tuple[Field, ...] = ()
    filters: Filters = NO_FILTERS
    perspective: Perspective = AS_BOOKED
    top: int = 10
    compares: bool = False
    every: Granularity | None = Granularity.DAY


class ExploredSpend(msgspec.Struct, frozen=True):
    """The answer: rows, the rest and the total, whose amounts and series add up exactly. `buckets` are the first days
    of steps, or of hours their instants, in ISO 8601."""

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    buckets: list[str]
    total: Sums
    before_usd: str | None
    series: list[str | None]
    groups: list[SpendGroup]
    others: OtherGroups | None


def read_dimensions(names: Iterable[str]) -> tuple[Field, ...]:
    """The dimensions to group by. Raises InvalidInput for an unknown one, one that is named twice, and too many."""
    found = tuple(read_field(name) for name in names)
    if len(found) > MOST_DIMENSIONS or len(set(found)) < len(found):
        raise InvalidInput(f"Group by at most {MOST_DIMENSIONS} different dimensions.")
    return found


def read_filters(texts: Iterable[str]) -> Filters:
    """Filters from `dimension:value` texts: those of one dimension are alternatives, and without a value it is usage
    that has none. Raises InvalidInput for an unknown dimension."""
    named: dict[Field, list[str | None]] = {}
    for text in texts:
        dimension, value = _split(text)
        named.setdefault(read_field(dimension), []).append(value or None)
    return Filters(among=tuple(Among(dimension, tuple(values)) for dimension, values in named.items()))


def explore(ledger: RollupQuestions, organization_id: UUID, asked: Exploration) -> ExploredSpend:
    """Spend of the period by these dimensions, the largest groups first."""
    before = asked.period.before if asked.compares else None
    known = ledger.during(organization_id, msgspec.structs.replace(asked.period, start=(before or asked.period).start))
    found = known.largest(
        organization_id,
        asked.period,
        asked.dimensions,
        top=asked.top,
        filters=asked.filters,
        perspective=asked.perspective,
    )
    shown = [row.names for row in found.rows]
    amounts = partial(
        known.amounts,
        organization_id,
        dimensions=asked.dimensions,
        shown=shown,
        filters=asked.filters,
        perspective=asked.perspective,
    )
    steps = steps_of(asked.period, asked.every) if asked.every else []
    in_steps, in_before = at_once(
        lambda: amounts(asked.period, every=asked.every) if steps else {},
        lambda: amounts(before, every=None) if before else {},
    )
    over_time = _Series(steps, in_steps)
    earlier = _Series([before.start], in_before) if before else None
    groups = [
        SpendGroup(row.names, _sums(row), _only(earlier, row.names), over_time.of(row.names)) for row in found.rows
    ]
    return ExploredSpend(
        start=asked.period.start,
        end=asked.period.end,
        before_start=before.start if before else None,
        before_end=before.end if before else None,
        buckets=[step.isoformat() for step in steps],
        total=_sums(together([*found.rows, *([found.others] if found.others else [])])),
        before_usd=earlier.total()[0] if earlier else None,
        series=over_time.total(),
        groups=groups if asked.dimensions else [],
        others=OtherGroups(found.others_count, _sums(found.others), _only(earlier, None), over_time.of(None))
        if found.others
        else None,
    )


class _Series:
    """Amounts by step: of each shown group, of all others under None, and of the whole."""

    def __init__(self, steps: Sequence[Step], amounts: Mapping[Names | None, Amounts]) -> None:
        self._steps = steps
        self._amounts = amounts

    def of(self, names: Names | None) -> list[str | None]:
        """The series of a group."""
        amounts = self._amounts.get(names, {})
        return [amount_text(amounts.get(step, Decimal(0))) for step in self._steps]

    def total(self) -> list[str | None]:
        """The series of everything."""
        groups = self._amounts.values()
        used = [[amounts[step] for amounts in groups if step in amounts] for step in self._steps]
        return [amount_text(added(amounts) if amounts else Decimal(0)) for amounts in used]


def _only(earlier: _Series | None, names: Names | None) -> str | None:
    """The amount of the one step."""
    return earlier.of(names)[0] if earlier else None


def _split(text: str) -> tuple[str, str]:
    """The dimension and the value; the name of a tag ends at the next colon."""
    head, colon, rest = text.partition(":")
    if head == "tag":
        name, colon, rest = rest.partition(":")
        head = f"tag:{name}"
    if not colon:
        raise InvalidInput(f"filter_by {text!r}: write dimension:value, or tag:name:value.")
    return head, rest


def _sums(row: SpendRow) -> Sums:
    return Sums(amount_text(row.spent), row.tokens, row.line_items, row.requests, row.unpriced)
