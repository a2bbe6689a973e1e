"""Whatever happened, parts add up to the change, exactly."""

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from stackspend.money import EXACT
from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.what_changed.parts import split
from stackspend.reports.what_changed.slices import TOLD_APART, Slices
from stackspend.reports.what_changed.totals import by_name, total
from stackspend.reports.what_changed.units import usd
from tests.reports.what_changed.asking import PRICES, asked
from tests.reports.what_changed.slices_of_spend import CODE, COWORK, added, one

AMOUNTS = st.decimals(0, 999_999, places=24)
COUNTS = st.integers(0, 10**6)
TOKENS = st.one_of(st.none(), st.integers(0, 10**12))


@st.composite
def rows(draw: st.DrawFn) -> SpendRow:
    """Line items of a slice, of which some or all may have no known cost."""
    line_items = draw(st.integers(1, 10**6))
    unpriced = draw(st.one_of(st.just(0), st.integers(0, line_items)))
    return SpendRow(
        date=None,
        names=(),
        net_amount_usd=draw(AMOUNTS) if unpriced < line_items else None,
        tokens=Tokens(draw(TOKENS), draw(TOKENS), draw(TOKENS), draw(TOKENS)),
        line_items=line_items,
        requests=draw(st.integers(0, line_items)),
        unpriced=unpriced,
    )


SLICES = st.builds(
    one,
    user=st.sampled_from(("alice", "bob", None)),
    team=st.sampled_from(("platform", None)),
    model=st.sampled_from(("claude-opus-4-8", "claude-haiku-4-5", "own", None)),
    source=st.sampled_from((CODE, COWORK)),
    effort=st.sampled_from(("high", None)),
    speed=st.sampled_from(("fast", "normal", None)),
)
PERIODS = st.dictionaries(SLICES, rows(), max_size=8)


class TestWhateverHappened:
    @given(before=PERIODS, after=PERIODS)
    def test_the_parts_of_each_slice_are_its_change(self, before: Slices, after: Slices) -> None:
        changes = split(before, after, PRICES)

        assert [sum(one.change.parts) for one in changes] == [one.change.after - one.change.before for one in changes]
        with localcontext(EXACT):
            assert usd(sum(one.change.after for one in changes)) == added(
                row.net_amount_usd or Decimal(0) for row in after.values()
            )

    @given(before=PERIODS, after=PERIODS)
    def test_the_parts_of_all_names_of_a_dimension_are_the_parts_of_the_whole(
        self, before: Slices, after: Slices
    ) -> None:
        changes = split(before, after, PRICES)

        whole = total(one.change for one in changes)
        assert [total(names.values()) for names in by_name(changes).values()] == [whole] * len(TOLD_APART)

    @given(before=PERIODS, after=PERIODS)
    def test_the_parts_lead_from_the_earlier_amount_to_the_later(self, before: Slices, after: Slices) -> None:
        told = asked(before, after)

        reached = [Decimal(part.to_usd) for part in told.parts]
        assert [Decimal(part.from_usd) for part in told.parts][1:] == reached[:-1]
        with localcontext(EXACT):
            assert added(Decimal(part.usd) for part in told.parts) == Decimal(told.change_usd)
            assert reached[-1] - Decimal(told.parts[0].from_usd) == Decimal(told.change_usd)

    @given(same=PERIODS, before=PERIODS, after=PERIODS)
    def test_whoever_changed_nothing_adds_nothing(self, same: Slices, before: Slices, after: Slices) -> None:
        """However others change what an average request costs."""
        known = {names: row for names, row in same.items() if row.net_amount_usd is not None}
        changes = split({**before, **known}, {**after, **known}, PRICES)

        assert [any(one.change.parts) for one in changes if one.names in known] == [False] * len(known)
