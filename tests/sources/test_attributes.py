"""Values out of attributes: leniently where clients vary, with a reason where nothing can be read."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.money import EXACT
from stackspend.otlp.export import Plain
from stackspend.sources.attributes import (
    COUNT_LIMIT,
    LONGEST_TEXT,
    Unreadable,
    amount,
    count,
    instant,
    money,
    shortened,
    text,
)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param("opus", "opus", id="text"),
        pytest.param("", None, id="an empty text is none"),
        pytest.param(None, None, id="nothing"),
        pytest.param(7, "7", id="an integer"),
        pytest.param(Decimal("0.10"), "0.10", id="a decimal as it was written"),
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false is a text too"),
        pytest.param(["a", 1], '["a",1]', id="a list as JSON"),
        pytest.param({"a": None}, '{"a":null}', id="a map as JSON"),
    ],
)
def test_any_value_has_a_text(value: Plain, read: str | None) -> None:
    assert text({"key": value}, "key") == read
    assert text({}, "key") is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param(1386, 1386, id="a number, as client 2.1 sends it"),
        pytest.param("1386", 1386, id="a text, as client 2.0 sends it"),
        pytest.param(Decimal(1386), 1386, id="a double that is whole"),
        pytest.param(Decimal("1.386e3"), 1386, id="a double with an exponent"),
        pytest.param(0, 0, id="zero is a count"),
        pytest.param("", None, id="an empty text is none"),
        pytest.param(None, None, id="nothing is none"),
        pytest.param(COUNT_LIMIT - 1, COUNT_LIMIT - 1, id="the largest"),
    ],
)
def test_a_count_is_read(value: Plain, read: int | None) -> None:
    assert count({"tokens": value}, "tokens") == read


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param(-1, "tokens is -1, which is not a count.", id="negative"),
        pytest.param(COUNT_LIMIT, "tokens is 1000000000000, which is not a count.", id="beyond the limit"),
        pytest.param("1.5", "tokens is 1.5, which is not a whole number.", id="a fraction"),
        pytest.param("many", "tokens is 'many', which is not a number.", id="a word"),
        pytest.param("NaN", "tokens is NaN, which is not a count.", id="NaN"),
        pytest.param(True, "tokens is 'true', which is not a number.", id="true"),
        pytest.param([1], "tokens is '[1]', which is not a number.", id="a list"),
        pytest.param("9" * 300, f"tokens is {'9' * 200}…, which is not a count.", id="more digits than anyone reads"),
    ],
)
def test_what_is_no_count_is_unreadable(value: Plain, reason: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        count({"tokens": value}, "tokens")

    assert str(unreadable.value) == reason


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param(Decimal("0.01400425"), "0.01400425", id="a double keeps its digits"),
        pytest.param("0.01400425", "0.01400425", id="a text, as client 2.0 sends it"),
        pytest.param(0, "0", id="free"),
        pytest.param(Decimal("0e999999"), "0", id="a zero with an exponent"),
        pytest.param(Decimal("-0.0"), "0", id="minus zero"),
        pytest.param(Decimal(1) / 3, "0.3333333333333333333333333333"[:26], id="rounded at the 24th place"),
        pytest.param(None, None, id="not stated is not free"),
    ],
)
def test_an_amount_of_money_is_read(value: Plain, read: str | None) -> None:
    found = money({"cost_usd": value}, "cost_usd")

    assert found == (None if read is None else Decimal(read))


@given(st.one_of(st.decimals(), st.integers(), st.text(), st.floats().map(str), st.booleans(), st.none()))
def test_anything_is_an_amount_below_the_limit_or_unreadable(value: Plain) -> None:
    try:
        found = money({"cost_usd": value}, "cost_usd")
    except Unreadable:
        return

    assert found is None or (0 <= found < 10**6 and found == EXACT.quantize(found, Decimal("1e-24")))


def test_a_count_may_have_a_fraction() -> None:
    assert amount(Decimal("0.363"), "seconds") == Decimal("0.363")
    assert amount(Decimal("0e999999"), "seconds") == 0


@pytest.mark.parametrize(
    ("nanoseconds", "time"),
    [
        pytest.param(1_795_375_735_628_000_000, datetime(2026, 11, 22, 19, 28, 55, 628_000, UTC), id="milliseconds"),
        pytest.param(
            1_795_375_735_628_123_999, datetime(2026, 11, 22, 19, 28, 55, 628_123, UTC), id="cut, not rounded"
        ),
        pytest.param(1_000, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=1), id="long ago"),
        pytest.param(0, None, id="unset"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_a_time_is_read(nanoseconds: int | None, time: datetime | None) -> None:
    assert instant(nanoseconds) == time


@pytest.mark.parametrize("nanoseconds", [-1, 2**63, 10**40])
def test_a_time_that_is_none_is_unreadable(nanoseconds: int) -> None:
    with pytest.raises(Unreadable, match="is not a number of nanoseconds since 1970"):
        instant(nanoseconds)


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_long_texts_stay_two(one: str, other: str) -> None:
    long_one, long_other = "x" * 2_000 + one, "x" * 2_000 + other

    assert len(shortened(long_one)) == LONGEST_TEXT
    assert (shortened(long_one) == shortened(long_other)) == (one == other)


def test_a_text_of_usual_length_is_itself() -> None:
    assert shortened("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
