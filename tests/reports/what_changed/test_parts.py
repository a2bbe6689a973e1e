"""Which part each kind of change falls into."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from stackspend.reports.answer import SpendRow
from stackspend.reports.what_changed.parts import Driver, split
from stackspend.reports.what_changed.slices import Kind, Slices, Use
from stackspend.reports.what_changed.totals import total
from stackspend.reports.what_changed.units import usd
from stackspend.reports.what_changed.yardsticks import TokenPrices, Unsplit
from tests.reports.what_changed.slices_of_spend import CODE, COWORK, one, read, used

MILLIONTH = Decimal("0.000001")
LIST = TokenPrices(
    input=5 * MILLIONTH, output=25 * MILLIONTH, cache_read=MILLIONTH / 2, cache_creation=MILLIONTH * 25 / 4
)


def listed(kind: Kind, uses: Sequence[Use]) -> TokenPrices | None:
    return None if kind.model == "own" else LIST


def parts(before: Slices, after: Slices) -> dict[str, Decimal]:
    """The parts that are not nothing."""
    whole = total(one.change for one in split(before, after, listed))
    return {driver: usd(amount) for driver, amount in zip(Driver, whole.parts, strict=True) if amount}


class TestWhichPartItIs:
    def test_more_requests_are_volume(self) -> None:
        before = {one(): used(10, "1", tokens=read(100_000)), one("bob"): used(30, "3", tokens=read(300_000))}
        after = {one(): used(20, "2", tokens=read(200_000)), one("bob"): used(60, "6", tokens=read(600_000))}

        assert parts(before, after) == {Driver.VOLUME: 40 * Decimal(4) / 40}

    def test_an_average_that_never_ends_is_fine_enough_for_every_request(self) -> None:
        before, after = {one(): used(700_000, "1")}, {one(): used(1_400_000, "2")}

        assert parts(before, after) == {Driver.VOLUME: 700_000 * Decimal(1) / 700_000}

    def test_another_model_is_mix(self) -> None:
        before = {one(model="opus"): used(10, "4"), one(model="haiku"): used(10, "1")}
        after = {one(model="opus"): used(16, "6.4"), one(model="haiku"): used(4, "0.4")}

        assert parts(before, after) == {Driver.MODEL_MIX: 6 * Decimal("0.4") - 6 * Decimal("0.1")}

    def test_another_program_is_mix_too(self) -> None:
        before = {one(source=CODE): used(10, "4"), one(source=COWORK): used(10, "1")}
        after = {one(source=CODE): used(5, "2"), one(source=COWORK): used(15, "1.5")}

        assert parts(before, after) == {Driver.MODEL_MIX: 5 * Decimal("0.1") - 5 * Decimal("0.4")}

    def test_a_new_model_is_mix_with_all_that_sets_it_apart(self) -> None:
        before = {one(): used(10, "1", tokens=read(200_000))}
        after = {one(model="new"): used(10, "3", tokens=read(900_000))}

        assert parts(before, after) == {Driver.MODEL_MIX: Decimal(3) - Decimal(1)}

    def test_more_effort_is_effort(self) -> None:
        before = {one(effort="high"): used(10, "4"), one(effort="low"): used(10, "2")}
        after = {one(effort="high"): used(20, "8")}

        assert parts(before, after) == {Driver.EFFORT_AND_SPEED: 10 * Decimal("0.4") - 10 * Decimal("0.2")}

    @pytest.mark.parametrize("unsaid", [None, "normal", "standard", ""])
    def test_fast_mode_is_effort_and_speed(self, unsaid: str | None) -> None:
        before = {one(speed=unsaid): used(10, "1")}
        after = {one(speed="normal"): used(6, "0.6"), one(speed="fast"): used(4, "0.8")}

        assert parts(before, after) == {Driver.EFFORT_AND_SPEED: 4 * (Decimal("0.2") - Decimal("0.1"))}

    def test_a_client_that_begins_to_state_its_effort_has_not_changed_it(self) -> None:
        before = {one(effort=None): used(10, "1", tokens=read(200_000))}
        after = {one(effort="high"): used(10, "2", tokens=read(400_000))}

        assert parts(before, after) == {Driver.REQUEST_SIZE: 200_000 * 5 * MILLIONTH}

    def test_more_tokens_in_each_request_are_size(self) -> None:
        before = {one(): used(10, "2", tokens=read(100_000, 1_000_000, output=40_000))}
        after = {one(): used(10, "2.5", tokens=read(100_000, 1_000_000, output=60_000))}

        assert parts(before, after) == {Driver.REQUEST_SIZE: 20_000 * 25 * MILLIONTH}

    def test_less_from_the_cache_is_cache_use(self) -> None:
        before = {one(): used(10, "1", tokens=read(100_000, 1_000_000))}
        after = {one(): used(10, "1.9", tokens=read(300_000, 800_000))}

        assert parts(before, after) == {Driver.CACHE_USE: 200_000 * (5 - Decimal("0.5")) * MILLIONTH}

    def test_the_same_tokens_for_more_are_price(self) -> None:
        before = {one(): used(10, "1", tokens=read(100_000, 1_000_000))}
        after = {one(): used(10, "1.1", tokens=read(100_000, 1_000_000))}

        assert parts(before, after) == {Driver.PRICE: Decimal("0.1")}

    def test_what_was_paid_before_is_the_level_not_the_list(self) -> None:
        before = {one(): used(10, "0.5", tokens=read(100_000, 1_000_000))}  # half the list price
        after = {one(): used(10, "0.95", tokens=read(300_000, 800_000))}

        assert parts(before, after) == {Driver.CACHE_USE: 200_000 * (5 - Decimal("0.5")) * MILLIONTH / 2}

    def test_without_anything_before_all_is_volume(self) -> None:
        assert parts({}, {one(): used(10, "1")}) == {Driver.VOLUME: Decimal(1)}
        assert parts({one(): used(10, "1")}, {}) == {Driver.VOLUME: Decimal(-1)}

    def test_nothing_changed(self) -> None:
        same = {one(): used(10, "1", tokens=read(100_000)), one(model="own"): used(3, None, unpriced=3)}

        assert parts(same, same) == {}


class TestWhatIsNotSplit:
    @pytest.mark.parametrize(
        ("before", "after", "why"),
        [
            pytest.param(used(10, "1"), used(10, "2", tokens=read(9)), Unsplit.NO_TOKENS, id="no tokens were stated"),
            pytest.param(
                used(200, "1", tokens=read(9), unpriced=3),
                used(200, "2", tokens=read(9)),
                Unsplit.UNPRICED,
                id="more than one in a hundred has no known cost",
            ),
        ],
    )
    def test_a_request_that_costs_more_without_a_way_to_tell_why(
        self, before: SpendRow, after: SpendRow, why: Unsplit
    ) -> None:
        [found] = split({one(): before}, {one(): after}, listed)

        assert found.why == why
        assert found.change.unsplit == found.change.after - found.change.before - found.change.volume

    def test_a_model_without_a_list_price(self) -> None:
        tokens = read(100_000, output=1_000)
        [found] = split(
            {one(model="own"): used(10, "1", tokens=tokens)}, {one(model="own"): used(20, "3", tokens=tokens)}, listed
        )

        assert (found.why, usd(found.change.unsplit)) == (Unsplit.NO_LIST_PRICE, Decimal(2) - 10 * Decimal("0.1"))

    def test_a_model_whose_cost_becomes_known_is_no_new_usage(self) -> None:
        before = {one(): used(10, "1"), one(model="own"): used(10, None, unpriced=10)}
        after = {one(): used(10, "1"), one(model="own"): used(10, "5")}

        assert parts(before, after) == {Driver.UNSPLIT: Decimal(5)}
