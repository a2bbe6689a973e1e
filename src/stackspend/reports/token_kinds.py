"""Tokens by kind: the part of a line item that has no amount of its own, because its cost is stated for all of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from stackspend.reports.answer import SpendRow
from stackspend.reports.explore import Exploration
from stackspend.reports.question import Among, Field, Filters, Granularity, Names, Period
from stackspend.reports.reader import RollupQuestions
from stackspend.reports.steps import Step, steps_of

_MOST_ROWS = 50_000
_Cell = tuple[Names, str]
_Counts = dict[_Cell, int]


class TokenGroup(msgspec.Struct, frozen=True):
    """One kind of tokens of one group, with the count of the period before (null where none was asked for) and of each
    bucket."""

    names: Names
    kind: str
    tokens: int
    before: int | None
    series: list[int]


class OtherTokens(msgspec.Struct, frozen=True):
    """All that have no row of their own, together."""

    groups: int
    tokens: int
    before: int | None
    series: list[int]


class ExploredTokens(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and the rest add up to the total, exactly. A kind that nobody stated has no row and is in no sum."""

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    buckets: list[str]
    total: int
    before: int | None
    series: list[int]
    groups: list[TokenGroup]
    others: OtherTokens | None


def explore_tokens(rollups: RollupQuestions, organization_id: UUID, asked: Exploration) -> ExploredTokens:
    """Tokens of the period by kind, and by one dimension more if there is one, the largest first."""
    before = asked.period.before if asked.compares else None
    known = rollups.during(organization_id, Period((before or asked.period).start, asked.period.end, asked.period.zone))

    def rows(period: Period) -> list[SpendRow]:
        return known.breakdown(
            organization_id,
            period,
            asked.dimensions,
            by_day=False,
            most=_MOST_ROWS,
            filters=asked.filters,
            perspective=asked.perspective,
        )

    def series(dimensions: Sequence[Field], filters: Filters) -> list[tuple[Step, SpendRow]]:
        return known.series(
            organization_id,
            asked.period,
            dimensions,
            every=asked.every or Granularity.DAY,
            most=_MOST_ROWS,
            filters=filters,
            perspective=asked.perspective,
        )

    counts = _counted(rows(asked.period))
    order = sorted(counts, key=lambda cell: (-counts[cell], str(cell)))
    shown = order[: asked.top]
    steps = steps_of(asked.period, asked.every) if asked.every else []
    whole = series((), asked.filters) if steps else []
    own = series(asked.dimensions, _only(asked, shown)) if steps and asked.dimensions and shown else whole
    drawn = {cell: _by_step(steps, own, [cell]) for cell in shown}
    earlier = _counted(rows(before)) if before else {}
    known_before = sum(earlier.values()) if before else None
    total = _by_step(steps, whole, None)
    return ExploredTokens(
        start=asked.period.start,
        end=asked.period.end,
        before_start=before.start if before else None,
        before_end=before.end if before else None,
        buckets=[step.isoformat() for step in steps],
        total=sum(counts.values()),
        before=known_before,
        series=total,
        groups=[
            TokenGroup(cell[0], cell[1], counts[cell], earlier.get(cell, 0) if before else None, drawn[cell])
            for cell in shown
        ],
        others=OtherTokens(
            groups=len(order) - len(shown),
            tokens=sum(counts[cell] for cell in order[asked.top :]),
            before=None if known_before is None else known_before - sum(earlier.get(cell, 0) for cell in shown),
            series=[count - sum(parts) for count, *parts in zip(total, *drawn.values(), strict=True)],
        )
        if len(order) > len(shown)
        else None,
    )


def _only(asked: Exploration, shown: Iterable[_Cell]) -> Filters:
    """The filters, narrowed to the groups that are shown."""
    groups = [names for names, _ in shown]
    among = tuple(
        Among(one, tuple(dict.fromkeys(names[n] for names in groups))) for n, one in enumerate(asked.dimensions)
    )
    return msgspec.structs.replace(asked.filters, among=asked.filters.among + among)


def _counted(rows: Iterable[SpendRow]) -> _Counts:
    """The counts that somebody stated, by group and kind."""
    return {
        (row.names, kind): count for row in rows for kind, count in msgspec.structs.asdict(row.tokens).items() if count
    }


def _by_step(steps: Sequence[Step], rows: Iterable[tuple[Step, SpendRow]], only: Sequence[_Cell] | None) -> list[int]:
    """The count of each step, of all kinds and groups or of these."""
    found = dict.fromkeys(steps, 0)
    for step, row in rows:
        if step in found:
            found[step] += sum(count for cell, count in _counted([row]).items() if only is None or cell in only)
    return list(found.values())
