"""Explore spend: a period by up to two dimensions, as a table and as series over time that add up to the same total."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.reports.answer import SpendRow, Tokens, amount_text
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Among,
    Field,
    Filters,
    Granularity,
    Period,
    Perspective,
    read_field,
)
from stackspend.reports.reader import RollupQuestions
from stackspend.reports.steps import Step, steps_of

MOST_DIMENSIONS = 2
MOST_GROUPS = 500
_MOST_ROWS = 50_000
Names = tuple[str | None, ...]


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
    ask = _Asking(ledger, organization_id, asked)
    total = ask.whole(asked.period)
    rows = ask.groups(asked.period) if asked.dimensions else []
    shown = [row.names for row in rows[: asked.top]]
    steps = steps_of(asked.period, asked.every) if asked.every else []
    over_time = _Series(steps, ask.by_step(shown) if steps and shown else [], ask.whole_by_step() if steps else [])
    before = asked.period.before if asked.compares else None
    before_total = ask.whole(before) if before else None
    amounts_before = (
        {row.names: row.net_amount_usd for row in ask.groups(before)} if before and asked.dimensions else {}
    )
    unused = Decimal(0) if before else None
    return ExploredSpend(
        start=asked.period.start,
        end=asked.period.end,
        before_start=before.start if before else None,
        before_end=before.end if before else None,
        buckets=[step.isoformat() for step in steps],
        total=_sums(total),
        before_usd=amount_text(_amount(before_total)) if before_total else None,
        series=over_time.total(),
        groups=[
            SpendGroup(
                row.names, _sums(row), amount_text(amounts_before.get(row.names, unused)), over_time.of(row.names)
            )
            for row in rows[: asked.top]
        ],
        others=_others(total, before_total, rows, shown, amounts_before, over_time) if len(rows) > asked.top else None,
    )


class _Asking:
    """The breakdowns of one exploration."""

    def __init__(self, ledger: RollupQuestions, organization_id: UUID, asked: Exploration) -> None:
        self._ledger, self._organization_id, self._asked = ledger, organization_id, asked

    def whole(self, period: Period) -> SpendRow:
        """The period's total."""
        return self._breakdown(period, (), 1)[0]

    def groups(self, period: Period) -> list[SpendRow]:
        """Its groups, the largest first."""
        return self._breakdown(period, self._asked.dimensions, _MOST_ROWS)

    def by_step(self, shown: Sequence[Names]) -> list[SpendRow]:
        """The shown groups in the period's steps, and of two dimensions perhaps some more."""
        dimensions, filters = self._asked.dimensions, self._asked.filters
        among = tuple(Among(one, tuple({names[n] for names in shown})) for n, one in enumerate(dimensions))
        narrowed = msgspec.structs.replace(filters, among=filters.among + among)
        return self._series(dimensions, narrowed)

    def whole_by_step(self) -> list[SpendRow]:
        """The total of each of the period's steps."""
        return self._series((), self._asked.filters)

    def _breakdown(self, period: Period, dimensions: Sequence[Field], most: int) -> list[SpendRow]:
        return self._ledger.breakdown(
            self._organization_id,
            period,
            dimensions,
            by_day=False,
            most=most,
            filters=self._asked.filters,
            perspective=self._asked.perspective,
        )

    def _series(self, dimensions: Sequence[Field], filters: Filters) -> list[SpendRow]:
        return self._ledger.series(
            self._organization_id,
            self._asked.period,
            dimensions,
            every=self._asked.every or Granularity.DAY,
            most=_MOST_ROWS,
            filters=filters,
            perspective=self._asked.perspective,
        )


class _Series:
    """Amounts by step: of each shown group, of the whole, and of what is left of it."""

    def __init__(self, steps: Sequence[Step], rows: Iterable[SpendRow], whole: Iterable[SpendRow]) -> None:
        self._steps = steps
        self._groups = {(_step(row), row.names): row.net_amount_usd for row in rows}
        self._whole = {_step(row): row.net_amount_usd for row in whole}

    def of(self, names: Names) -> list[str | None]:
        """The series of a group."""
        return [amount_text(self._groups.get((step, names), Decimal(0))) for step in self._steps]

    def total(self) -> list[str | None]:
        """The series of everything."""
        return [amount_text(self._whole.get(step, Decimal(0))) for step in self._steps]

    def rest(self, shown: Sequence[Names]) -> list[str | None]:
        """The series of everything but these groups."""
        return [
            amount_text(_minus(self._whole.get(step, Decimal(0)), [self._groups.get((step, names)) for names in shown]))
            for step in self._steps
        ]


def _others(
    total: SpendRow,
    before_total: SpendRow | None,
    rows: Sequence[SpendRow],
    shown: Sequence[Names],
    amounts_before: Mapping[Names, Decimal | None],
    over_time: _Series,
) -> OtherGroups:
    own = rows[: len(shown)]
    rest = SpendRow(
        date=None,
        names=(),
        net_amount_usd=_minus(total.net_amount_usd, [row.net_amount_usd for row in own]),
        tokens=Tokens(
            *(
                _fewer(getattr(total.tokens, kind), [getattr(row.tokens, kind) for row in own])
                for kind in msgspec.structs.asdict(total.tokens)
            )
        ),
        line_items=total.line_items - sum(row.line_items for row in own),
        requests=total.requests - sum(row.requests for row in own),
        unpriced=total.unpriced - sum(row.unpriced for row in own),
    )
    before = _amount(before_total) if before_total else None
    return OtherGroups(
        groups=len(rows) - len(own),
        sums=_sums(rest),
        before_usd=amount_text(_minus(before, [amounts_before.get(names) for names in shown])),
        series=over_time.rest(shown),
    )


def _split(text: str) -> tuple[str, str]:
    """The dimension and the value; the name of a tag ends at the next colon."""
    head, colon, rest = text.partition(":")
    if head == "tag":
        name, colon, rest = rest.partition(":")
        head = f"tag:{name}"
    if not colon:
        raise InvalidInput(f"filter_by {text!r}: write dimension:value, or tag:name:value.")
    return head, rest


def _step(row: SpendRow) -> Step | None:
    return row.hour or row.date


def _sums(row: SpendRow) -> Sums:
    return Sums(amount_text(_amount(row)), row.tokens, row.line_items, row.requests, row.unpriced)


def _amount(row: SpendRow) -> Decimal | None:
    """What is known of the amount. Where nothing was used that is nothing, and not unknown."""
    return row.net_amount_usd if row.line_items else Decimal(0)


def _minus(whole: Decimal | None, parts: Iterable[Decimal | None]) -> Decimal | None:
    return None if whole is None else whole - sum((part for part in parts if part is not None), Decimal(0))


def _fewer(whole: int | None, parts: Iterable[int | None]) -> int | None:
    return None if whole is None else whole - sum(part or 0 for part in parts)
