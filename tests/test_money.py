"""Dollars: exact as far as the ledger keeps them, refused where they cannot be spend, written without noise."""

from decimal import Decimal

import pytest

from stackspend.money import USD_PLACES, labelled_usd, usd, usd_text


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param("0.057182500000000004", id="a double of the client, all its digits"),
        pytest.param("1.2345678901234567E-7", id="a fraction of a cent in a thousand, 24 places"),
        pytest.param("999999.99", id="just below the bound"),
    ],
)
def test_what_the_ledger_can_keep_is_kept_to_the_digit(stated: str) -> None:
    assert usd(Decimal(stated)) == Decimal(stated)


def test_what_lies_beyond_the_24th_place_is_rounded_half_to_even() -> None:
    unit = Decimal(1).scaleb(-USD_PLACES)

    assert usd(unit * Decimal("1.5")) == 2 * unit
    assert usd(unit * Decimal("2.5")) == 2 * unit


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        pytest.param("NaN", "not an amount", id="not a number"),
        pytest.param("Infinity", "not an amount", id="without end"),
        pytest.param("-0.01", "negative", id="below zero"),
        pytest.param("1e300", "beyond", id="more than one request can cost"),
    ],
)
def test_what_cannot_be_spend_is_refused_with_a_reason(stated: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        usd(Decimal(stated))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param("0.034797750000", "0.03479775", id="no trailing zeros"),
        pytest.param("1E+2", "100", id="no exponent"),
        pytest.param("0E-24", "0", id="a zero of any scale"),
    ],
)
def test_amounts_are_written_plainly(amount: str, text: str) -> None:
    assert usd_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "label", "text"),
    [
        pytest.param("1234.5", "$", "$1,234.50", id="thousands and cents"),
        pytest.param("120", "USD ", "USD 120.00", id="a label that ends with a space"),
        pytest.param("-0.4", "US$", "−US$0.40", id="a minus before the label"),
        pytest.param("-0.001", "$", "$0.00", id="no minus where nothing is left"),
    ],
)
def test_sentences_have_amounts_in_cents_behind_a_label(amount: str, label: str, text: str) -> None:
    assert labelled_usd(Decimal(amount), label) == text
