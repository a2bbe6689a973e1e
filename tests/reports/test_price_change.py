"""What a change of an organization's own prices does to its rates and to the cost of its usage."""

from datetime import date, timedelta
from decimal import Decimal

from stackspend.pricing import PriceList, read_overrides
from stackspend.pricing.entry import PriceEntry, Rates
from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.price_change import price_change
from stackspend.reports.question import Period

TODAY = date(2026, 11, 22)
PRICES = PriceList([
    PriceEntry(model="m", mtok=Rates(input=Decimal(3), output=Decimal(15)), source="https://example.com"),
    PriceEntry(model="other", mtok=Rates(input=Decimal(1), output=Decimal(1)), source="https://example.com"),
])  # fmt: skip
MILLION = 1_000_000
RATE, TENTH, LATER = read_overrides([
    {"model": "m", "mtok": {"input": "2"}},
    {"model": "*", "discount_percent": "10"},
    {"model": "m", "mtok": {"input": "2"}, "effective_from": "2027-01-01"},
])  # fmt: skip


def used(model: str | None, *, read: int | None = None) -> tuple[Period, list[SpendRow]]:
    """Two million tokens in, one million out."""
    tokens = Tokens(2 * MILLION, MILLION, read, None)
    return Period(TODAY - timedelta(days=30), TODAY), [SpendRow(None, (model, None), Decimal(1), tokens, 7, 7, 0)]


def test_a_rate_changes_its_kind_only() -> None:
    change = price_change(PRICES, [RATE], used("m"), TODAY)
    (model,) = change.models
    assert (change.on, model.model, model.line_items) == (TODAY, "m", 7)
    assert (model.before, model.after) == (Decimal(2 * 3 + 15), Decimal(2 * 2 + 15))
    assert [(rate.kind, rate.before, rate.after) for rate in model.rates] == [("input", Decimal(3), Decimal(2))]


def test_a_discount_changes_every_model_that_is_used() -> None:
    (model,) = price_change(PRICES, [TENTH], used("other"), TODAY).models
    assert (model.before, model.after) == (Decimal(2 + 1), (2 + 1) * Decimal("0.9"))


def test_what_begins_later_is_shown_as_of_its_first_day() -> None:
    assert price_change(PRICES, [LATER], used("m"), TODAY).on == date(2027, 1, 1)


def test_an_end_is_shown_as_of_the_day_on_which_the_list_price_holds_again() -> None:
    (ended,) = read_overrides([{"model": "m", "mtok": {"input": "2"}, "effective_to": "2026-12-01"}])
    change = price_change(PRICES.with_overrides([RATE]), [ended], used("m"), TODAY)
    assert (change.on, change.models[0].rates[0].after) == (date(2026, 12, 1), Decimal(3))


def test_what_has_ended_is_shown_as_of_its_last_day() -> None:
    (past,) = read_overrides([{"model": "m", "mtok": {"input": "2"}, "effective_to": "2026-02-01"}])
    assert price_change(PRICES, [past], used("m"), TODAY).on == date(2026, 1, 31)


def test_a_model_without_a_price_gets_one_and_its_cost_was_unknown() -> None:
    (named,) = read_overrides([{"model": "fast-and-cheap", "prices_as": "m"}])
    (model,) = price_change(PRICES, [named], used("fast-and-cheap"), TODAY).models
    assert (model.before, model.after) == (None, Decimal(2 * 3 + 15))


def test_a_cost_of_which_one_kind_has_no_price_is_unknown() -> None:
    (model,) = price_change(PRICES, [RATE], used("m", read=5), TODAY).models
    assert (model.before, model.after) == (None, None)


def test_a_model_that_nobody_uses_yet_shows_its_rates() -> None:
    (model,) = price_change(PRICES, [RATE], used("other"), TODAY).models
    assert (model.model, model.line_items, model.before, model.after) == ("m", 0, Decimal(0), Decimal(0))


def test_what_changes_no_price_names_no_model() -> None:
    (same,) = read_overrides([{"model": "m", "mtok": {"input": "3"}}])
    assert price_change(PRICES, [same], used("m"), TODAY).models == []
    assert price_change(PRICES, [], used(None), TODAY).models == []
