"""The answer out of the changes of all slices."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, localcontext
from itertools import accumulate, pairwise
from operator import attrgetter

from stackspend.money import EXACT, usd_text
from stackspend.reports.answer import Tokens, amount_text
from stackspend.reports.month import names_a_person
from stackspend.reports.question import Dimension, Period
from stackspend.reports.what_changed.answer import (
    ChangePart,
    Contributor,
    ExplainedChange,
    ModelShift,
    PeriodUse,
    UnsplitChange,
)
from stackspend.reports.what_changed.parts import Change, Driver, SliceChange
from stackspend.reports.what_changed.slices import TOLD_APART, Slices
from stackspend.reports.what_changed.totals import Names, by_name, total
from stackspend.reports.what_changed.units import usd
from stackspend.reports.what_changed.yardsticks import Unsplit

_CONTRIBUTORS = 3
_SHIFTS = 5
_WHO_AND_WHAT = (Dimension.USER, Dimension.TEAM, Dimension.MODEL, Dimension.SOURCE)
_EXPLAINED_BY = {
    driver: (*_WHO_AND_WHAT, Dimension.EFFORT, Dimension.SPEED) if driver is Driver.EFFORT_AND_SPEED else _WHO_AND_WHAT
    for driver in Driver
}
_USER, _MODEL = TOLD_APART.index(Dimension.USER), TOLD_APART.index(Dimension.MODEL)
_TOKEN_KINDS = Tokens.__struct_fields__


def tell(changes: list[SliceChange], before: tuple[Period, Slices], after: tuple[Period, Slices]) -> ExplainedChange:
    """Sums, parts and who they come from."""
    names = by_name(changes)
    whole = total(names[Dimension.MODEL].values())
    return ExplainedChange(
        before=_use(*before),
        after=_use(*after),
        change_usd=_text(whole.after - whole.before),
        parts=list(_parts(whole, names)),
        model_shifts=_model_shifts(names[Dimension.MODEL], whole),
        unsplit=_unsplit(changes),
    )


def _use(period: Period, slices: Slices) -> PeriodUse:
    rows = slices.values()
    tokens = [row.tokens for row in rows]
    known = [row.net_amount_usd for row in rows if row.net_amount_usd is not None]
    with localcontext(EXACT):
        amount = sum(known, Decimal(0)) if known or not rows else None
    return PeriodUse(
        start=period.start,
        end=period.end,
        net_amount_usd=amount_text(amount),
        tokens=Tokens(*(_sum(map(attrgetter(kind), tokens)) for kind in _TOKEN_KINDS)),
        line_items=sum(row.line_items for row in rows),
        requests=sum(row.requests for row in rows),
        unpriced=sum(row.unpriced for row in rows),
        people=sum(map(names_a_person, {names[_USER] for names in slices})),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _parts(whole: Change, names: Mapping[Dimension, Names]) -> Iterator[ChangePart]:
    levels = pairwise(accumulate(whole.parts, initial=whole.before))
    for driver, (start, end) in zip(Driver, levels, strict=True):
        yield ChangePart(
            driver=driver,
            usd=_text(end - start),
            from_usd=_text(start),
            to_usd=_text(end),
            contributors=[
                Contributor(
                    dimension=dimension,
                    name=name,
                    usd=_text(getattr(one, driver)),
                    before_usd=_text(one.before),
                    after_usd=_text(one.after),
                    line_items_before=one.requests_before,
                    line_items_after=one.requests_after,
                )
                for dimension in _EXPLAINED_BY[driver]
                for name, one in _largest(names[dimension], driver, 1 if end >= start else -1)
            ],
        )


def _largest(names: Names, driver: Driver, sign: int) -> list[tuple[str | None, Change]]:
    """Who adds most to this part, in its own direction."""
    parts = ((sign * getattr(one, driver), name, one) for name, one in names.items())
    adding = [found for found in parts if found[0] > 0]
    adding.sort(key=lambda found: (-found[0], found[1] or ""))
    return [(name, one) for _, name, one in adding[:_CONTRIBUTORS]]


def _model_shifts(models: Names, whole: Change) -> list[ModelShift]:
    """The models whose share of line items changed most; without any line items there is no share."""

    def moved(one: Change) -> int:
        return one.requests_after * whole.requests_before - one.requests_before * whole.requests_after

    changed = sorted(models.items(), key=lambda found: (-abs(moved(found[1])), found[0] or ""))
    return [
        ModelShift(model, one.requests_before, one.requests_after) for model, one in changed[:_SHIFTS] if moved(one)
    ]


def _unsplit(changes: Iterable[SliceChange]) -> list[UnsplitChange]:
    sums: dict[tuple[Unsplit, str | None], int] = defaultdict(int)
    for one in changes:
        if one.why:
            sums[one.why, one.names[_MODEL]] += one.change.unsplit
    found = sorted(sums.items(), key=lambda one: (-abs(one[1]), one[0][1] or ""))
    return [UnsplitChange(reason, model, _text(amount)) for (reason, model), amount in found if amount]


def _text(amount: int) -> str:
    return usd_text(usd(amount))
