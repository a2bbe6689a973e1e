"""What a new set of price overrides changes."""

import pytest

from stackspend.errors import Conflict, InvalidInput
from stackspend.pricing import read_overrides
from stackspend.pricing.agreements import change_between, rewritten

RATE, DISCOUNT = read_overrides([{"model": "m", "mtok": {"input": "3.5"}}, {"model": "m", "discount_percent": "10"}])
(ENDED,) = read_overrides([{"model": "m", "mtok": {"input": "3.50"}, "effective_to": "2027-01-01"}])


def test_an_override_that_gets_an_end_is_removed_and_added() -> None:
    change = change_between([RATE, DISCOUNT], [DISCOUNT, ENDED])
    assert (change.added, change.removed, change.unchanged) == ([ENDED], [RATE], 1)


def test_a_rate_with_more_zeros_is_the_same() -> None:
    (same,) = read_overrides([{"model": "m", "mtok": {"input": "3.50"}}])
    assert change_between([RATE], [same]).unchanged == 1


def test_one_takes_the_place_of_another() -> None:
    assert rewritten([RATE, DISCOUNT], RATE, ENDED) == [ENDED, DISCOUNT]
    assert rewritten([DISCOUNT], None, RATE) == [DISCOUNT, RATE]
    assert rewritten([RATE, DISCOUNT], RATE, None) == [DISCOUNT]


def test_one_that_is_not_there_any_more_is_not_replaced() -> None:
    with pytest.raises(Conflict, match="The price of m was changed by somebody else"):
        rewritten([ENDED], RATE, None)


def test_one_that_contradicts_another_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Two prices of m standard hold on"):
        rewritten([RATE], None, ENDED)
