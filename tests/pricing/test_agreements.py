"""What a new set of price overrides changes."""

from stackspend.pricing import read_overrides
from stackspend.pricing.agreements import change_between

RATE, DISCOUNT = read_overrides([{"model": "m", "mtok": {"input": "3.5"}}, {"model": "m", "discount_percent": "10"}])
(ENDED,) = read_overrides([{"model": "m", "mtok": {"input": "3.50"}, "effective_to": "2027-01-01"}])


def test_an_override_that_gets_an_end_is_removed_and_added() -> None:
    change = change_between([RATE, DISCOUNT], [DISCOUNT, ENDED])
    assert (change.added, change.removed, change.unchanged) == ([ENDED], [RATE], 1)


def test_a_rate_with_more_zeros_is_the_same() -> None:
    (same,) = read_overrides([{"model": "m", "mtok": {"input": "3.50"}}])
    assert change_between([RATE], [same]).unchanged == 1
