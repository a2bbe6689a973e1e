"""Explore spend: a period by up to two dimensions, as a table and as series over time that add up to the same total."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.reports.answer import SpendRow, Tokens, amount_text
from stackspend.reports.overview import earlier
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Among, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions

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
    `has_series` the amounts by day."""

    period: Period
    dimensions: tuple[Dimension, ...] = ()
    filters: Filters = NO_FILTERS
    perspective: Perspective = AS_BOOKED
    top: int = 10
    compares: bool = False
    has_series: bool = True


class ExploredSpend(msgspec.Struct, frozen=True):
    """The answer: rows, the rest and the total, whose amounts and series add up exactly."""

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    buckets: list[date]
    total: Sums
    before_usd: str | None
    series: list[str | None]
    groups: list[SpendGroup]
    others: OtherGroups | None


def read_dimensions(names: Iterable[str]) -> tuple[Dimension, ...]:
    """The dimensions to group by. Raises InvalidInput for an unknown one, one that is named twice, and too many."""
    try:
        found = tuple(Dimension(name) for name in names)
    except ValueError as error:
        raise InvalidInput(f"group_by: {error}; choose among {', '.join(Dimension)}.") from None
    if len(found) > MOST_DIMENSIONS or len(set(found)) < len(found):
        raise InvalidInput(f"Group by at most {MOST_DIMENSIONS} different dimensions.")
    return found


def read_filters(texts: Iterable[str]) -> Filters:
    """Filters from `dimension:value` texts: those of one dimension are alternatives, and without a value it is usage
    that has none. Raises InvalidInput for an unknown dimension."""
    named: dict[Dimension, list[str | None]] = {}
    for text in texts:
        dimension, separator, value = text.partition(":")
        if not separator or dimension not in set(Dimension):
            raise InvalidInput(f"filter_by {text!r}: write dimension:value with one of {', '.join(Dimension)}.")
        named.setdefault(Dimension(dimension), []).append(value or None)
    return Filters(among=tuple(Among(dimension, tuple(values)) for dimension, values in named.items()))


def explore(ledger: RollupQuestions, organization_id: UUID, asked: Exploration) -> ExploredSpend:
    """Spend of the period by these dimensions, the largest groups first."""
    ask = _Asking(ledger, organization_id, asked)
    total = ask.whole(asked.period)
    rows = ask.groups(asked.period) if asked.dimensions else []
    shown = [row.names for row in rows[: asked.top]]
    days = _days(asked.period) if asked.has_series else []
    by_day = _Series(days, ask.by_day(shown) if days and shown else [], ask.whole_by_day() if days else [])
    before = earlier(asked.period) if asked.compares else None
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
        buckets=days,
        total=_sums(total),
        before_usd=amount_text(_amount(before_total)) if before_total else None,
        series=by_day.total(),
        groups=[
            SpendGroup(row.names, _sums(row), amount_text(amounts_before.get(row.names, unused)), by_day.of(row.names))
            for row in rows[: asked.top]
        ],
        others=_others(total, before_total, rows, shown, amounts_before, by_day) if len(rows) > asked.top else None,
    )


class _Asking:
    """The breakdowns of one exploration."""

    def __init__(self, ledger: RollupQuestions, organization_id: UUID, asked: Exploration) -> None:
        self._ledger, self._organization_id, self._asked = ledger, organization_id, asked

    def whole(self, period: Period) -> SpendRow:
        """The period's total."""
        return self._breakdown(period, (), by_day=False, most=1)[0]

    def groups(self, period: Period) -> list[SpendRow]:
        """Its groups, the largest first."""
        return self._breakdown(period, self._asked.dimensions, by_day=False, most=_MOST_ROWS)

    def by_day(self, shown: Sequence[Names]) -> list[SpendRow]:
        """The shown groups on the period's days, and of two dimensions perhaps some more."""
        dimensions, filters = self._asked.dimensions, self._asked.filters
        among = tuple(Among(one, tuple({names[n] for names in shown})) for n, one in enumerate(dimensions))
        narrowed = msgspec.structs.replace(filters, among=filters.among + among)
        return self._breakdown(self._asked.period, dimensions, by_day=True, most=_MOST_ROWS, filters=narrowed)

    def whole_by_day(self) -> list[SpendRow]:
        """The total of each of the period's days."""
        return self._breakdown(self._asked.period, (), by_day=True, most=_MOST_ROWS)

    def _breakdown(
        self,
        period: Period,
        dimensions: Sequence[Dimension],
        *,
        by_day: bool,
        most: int,
        filters: Filters | None = None,
    ) -> list[SpendRow]:
        return self._ledger.breakdown(
            self._organization_id,
            period,
            dimensions,
            by_day=by_day,
            most=most,
            filters=self._asked.filters if filters is None else filters,
            perspective=self._asked.perspective,
        )


class _Series:
    """Amounts by day: of each shown group, of the whole, and of what is left of it."""

    def __init__(self, days: Sequence[date], rows: Iterable[SpendRow], whole: Iterable[SpendRow]) -> None:
        self._days = days
        self._groups = {(row.date, row.names): row.net_amount_usd for row in rows}
        self._whole = {row.date: row.net_amount_usd for row in whole}

    def of(self, names: Names) -> list[str | None]:
        """The series of a group."""
        return [amount_text(self._groups.get((day, names), Decimal(0))) for day in self._days]

    def total(self) -> list[str | None]:
        """The series of everything."""
        return [amount_text(self._whole.get(day, Decimal(0))) for day in self._days]

    def rest(self, shown: Sequence[Names]) -> list[str | None]:
        """The series of everything but these groups."""
        return [
            amount_text(_minus(self._whole.get(day, Decimal(0)), [self._groups.get((day, names)) for names in shown]))
            for day in self._days
        ]


def _others(
    total: SpendRow,
    before_total: SpendRow | None,
    rows: Sequence[SpendRow],
    shown: Sequence[Names],
    amounts_before: Mapping[Names, Decimal | None],
    by_day: _Series,
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
        series=by_day.rest(shown),
    )


def _days(period: Period) -> list[date]:
    return [period.start + timedelta(n) for n in range((period.end - period.start).days + 1)]


def _sums(row: SpendRow) -> Sums:
    return Sums(amount_text(_amount(row)), row.tokens, row.line_items, row.requests, row.unpriced)


def _amount(row: SpendRow) -> Decimal | None:
    """What is known of the amount. Where nothing was used that is nothing, and not unknown."""
    return row.net_amount_usd if row.line_items else Decimal(0)


def _minus(whole: Decimal | None, parts: Iterable[Decimal | None]) -> Decimal | None:
    return None if whole is None else whole - sum((part for part in parts if part is not None), Decimal(0))


def _fewer(whole: int | None, parts: Iterable[int | None]) -> int | None:
    return None if whole is None else whole - sum(part or 0 for part in parts)
