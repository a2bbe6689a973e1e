"""How much a key may do in a time, on a clock that the tests drive."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from stackspend.access.rate_limit import Allowance, RateLimit
from stackspend.errors import RateLimited

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY, OTHER = uuid4(), uuid4()


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def requests(limit: RateLimit, count: int, at: datetime = NOON) -> int:
    """How many of so many requests are admitted."""
    for admitted in range(count):
        try:
            limit.admit(KEY, at)
        except RateLimited:
            return admitted
        limit.take(KEY, 1, at)
    return count


def sixty_a_minute() -> RateLimit:
    return RateLimit(60, seconds=60, what="requests")


def test_sixty_are_admitted_at_once_and_then_one_each_second() -> None:
    limit = sixty_a_minute()

    assert [requests(limit, 100, after(seconds)) for seconds in (0, 0.5, 1, 2, 12)] == [60, 0, 1, 1, 10]


def test_what_is_not_used_in_an_hour_is_sixty_all_the_same() -> None:
    limit = sixty_a_minute()
    requests(limit, 60)

    assert requests(limit, 100, after(3600)) == 60


def test_the_refusal_tells_the_limit_and_how_long_to_wait() -> None:
    limit = RateLimit(4, seconds=60, what="requests")
    requests(limit, 4)

    with pytest.raises(RateLimited, match="used up its 4 requests in 60 seconds") as refused:
        limit.admit(KEY, after(3))

    assert refused.value.retry_after == 12  # one comes back every 15 s, and 3 s of them are over


def test_a_key_does_not_use_up_what_is_anothers() -> None:
    limit = sixty_a_minute()
    requests(limit, 60)

    limit.admit(OTHER, NOON)

    assert limit.allowance(OTHER, NOON) == Allowance(left=60, seconds=0)


def test_what_is_left_is_told_with_when_all_of_it_is_back() -> None:
    limit = sixty_a_minute()
    requests(limit, 20)

    assert limit.allowance(KEY, NOON) == Allowance(left=40, seconds=20)
    assert limit.allowance(KEY, after(5)) == Allowance(left=45, seconds=15)


def test_one_export_larger_than_the_limit_is_let_in_and_makes_the_next_ones_wait() -> None:
    limit = RateLimit(1_000, seconds=1, what="records")
    limit.admit(KEY, NOON)
    limit.take(KEY, 3_500, NOON)

    with pytest.raises(RateLimited, match="used up its 1,000 records in a second"):
        limit.admit(KEY, after(2.4))

    limit.admit(KEY, after(2.6))  # 1,000 - 3,500 + 2.6 * 1,000 = 100


def test_a_clock_that_is_set_back_gives_nothing_and_takes_nothing() -> None:
    limit = sixty_a_minute()
    requests(limit, 20)

    assert limit.allowance(KEY, after(-3600)) == Allowance(left=40, seconds=20)


def test_no_limit_limits_nothing() -> None:
    assert requests(RateLimit(0, seconds=60, what="requests"), 10_000) == 10_000
