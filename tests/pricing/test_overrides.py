from decimal import Decimal
from typing import Any

import pytest

from stackspend.errors import InvalidInput
from stackspend.pricing import Consumption, PriceList, parse_overrides, read_overrides
from stackspend.pricing.overrides import OverrideForm
from tests.pricing.example import LIST, at, mtok, priced, request, unpriced


def agreed(*rows: dict[str, Any]) -> PriceList:
    return LIST.with_overrides(read_overrides(rows))


class TestNegotiatedRates:
    PRICES = agreed({
        "model": "claude-opus-5-5", "mtok": {"input": "3.5"},
        "effective_from": "2026-11-01", "effective_to": "2026-12-01",
    })  # fmt: skip

    @pytest.mark.parametrize(
        ("when", "rate"), [("2026-10-31", "4"), ("2026-11-01", "3.5"), ("2026-11-30", "3.5"), ("2026-12-01", "4")]
    )
    def test_hold_from_their_first_day_until_the_day_after_the_last(self, when: str, rate: str) -> None:
        assert mtok(priced("claude-opus-5-5", request(), at(when), prices=self.PRICES))["input"] == Decimal(rate)

    def test_kinds_left_out_keep_the_list_price(self) -> None:
        assert mtok(priced("claude-opus-5-5", request(), prices=self.PRICES))["output"] == Decimal(20)

    def test_the_cost_names_the_agreement(self) -> None:
        cost = priced("claude-opus-5-5", request(), prices=self.PRICES)
        assert cost.price.overrides == ("override:claude-opus-5-5@2026-11-01",)
        assert cost.lines[0].note == "negotiated rate"

    def test_do_not_touch_fast_mode(self) -> None:
        assert mtok(priced("claude-opus-5-5", request(speed="fast"), prices=self.PRICES))["input"] == Decimal(8)

    def test_may_be_for_fast_mode(self) -> None:
        prices = agreed({"model": "claude-opus-5-5", "speed": "fast", "mtok": {"input": 6}})
        assert mtok(priced("claude-opus-5-5", request(speed="fast"), prices=prices))["input"] == Decimal(6)
        assert mtok(priced("claude-opus-5-5", request(), prices=prices))["input"] == Decimal(4)

    def test_hold_for_long_prompts_too(self) -> None:
        prices = agreed({"model": "claude-haiku-5-5", "mtok": {"input": "0.2"}})
        assert mtok(priced("claude-haiku-5-5", request(input=100_001), prices=prices)) == {
            "input": Decimal("0.2"), "output": Decimal("2.50"),
        }  # fmt: skip

    def test_bear_the_regional_surcharge(self) -> None:
        assert mtok(priced("claude-opus-5-5", request(region="us"), prices=self.PRICES))["input"] == Decimal("3.85")

    def test_price_a_model_that_the_list_does_not_know(self) -> None:
        prices = agreed({"model": "my-company-model-x", "mtok": {"input": 1, "output": 2}})
        assert priced("my-company-model-x", request(), prices=prices).amount == Decimal("0.003")
        assert "No price of cache_read" in unpriced("my-company-model-x", request(cache_read=1), prices=prices)


class TestDiscounts:
    def test_come_off_every_line(self) -> None:
        used = request(cache_read=10, web_searches=1)
        prices = agreed({"model": "claude-*", "discount_percent": "12.5"})
        assert priced("claude-opus-5-5", used, prices=prices).amount == priced(
            "claude-opus-5-5", used
        ).amount * Decimal("0.875")

    def test_say_so_on_the_line(self) -> None:
        prices = agreed({"model": "*", "discount_percent": 15})
        notes = [line.note for line in priced("claude-opus-5-5", request(web_searches=1), prices=prices).lines]
        assert notes == ["15 % off the list", "15 % off the list", "per search, 15 % off the list"]

    @pytest.mark.parametrize(("model", "percent"), [("claude-opus-5-5", 30), ("claude-opus-5", 20), ("gpt-6-sol", 10)])
    def test_the_most_exact_one_wins(self, model: str, percent: int) -> None:
        rows = [
            {"model": name, "discount_percent": off}
            for name, off in (("*", 10), ("claude-*", 20), ("claude-opus-5-5", 30))
        ]
        assert (
            priced(model, request(), prices=agreed(*rows)).amount
            == priced(model, request()).amount * (100 - percent) / 100
        )

    def test_may_be_for_one_speed_only(self) -> None:
        prices = agreed({"model": "*", "speed": "fast", "discount_percent": 50})
        assert mtok(priced("claude-opus-5-5", request(speed="fast"), prices=prices))["input"] == Decimal(4)
        assert mtok(priced("claude-opus-5-5", request(), prices=prices))["input"] == Decimal(4)

    def test_do_not_come_off_a_negotiated_rate(self) -> None:
        prices = agreed({"model": "*", "discount_percent": 10}, {"model": "claude-opus-5-5", "mtok": {"input": "3"}})
        cost = priced("claude-opus-5-5", request(), prices=prices)
        assert mtok(cost) == {"input": Decimal(3), "output": Decimal(18)}
        assert cost.price.overrides == ("override:claude-opus-5-5", "override:*")

    def test_do_not_make_an_unknown_model_known(self) -> None:
        assert "No price is known" in unpriced("x-1", request(), prices=agreed({"model": "*", "discount_percent": 10}))


class TestNames:
    PRICES = agreed({"model": "our-best", "prices_as": "claude-opus-5-5", "effective_from": "2026-10-01"})

    def test_a_gateways_name_is_priced_as_the_model_behind_it(self) -> None:
        cost = priced("our-best", request(), prices=self.PRICES)
        assert cost.amount == priced("claude-opus-5-5", request()).amount
        assert cost.assumptions == ("our-best is priced as claude-opus-5-5 (override:our-best@2026-10-01).",)

    def test_but_not_before_the_day_from_which_it_stood_for_that(self) -> None:
        assert "No price is known" in unpriced("our-best", request(), at("2026-09-30"), prices=self.PRICES)

    def test_the_organizations_meaning_goes_before_the_common_one(self) -> None:
        prices = agreed({"model": "opus", "prices_as": "claude-opus-5"})
        assert priced("opus", request(), prices=prices).price.model == "claude-opus-5"


def test_the_list_itself_is_not_changed_by_an_override() -> None:
    before = priced("claude-opus-5-5", request())
    agreed({"model": "*", "discount_percent": 50})
    assert priced("claude-opus-5-5", request()) == before


def test_an_override_may_name_the_model_as_the_cloud_does() -> None:
    (override,) = read_overrides([{"model": "us.anthropic.claude-opus-4-6-v1", "discount_percent": 5}])
    assert override.model == "claude-opus-4-6"


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing agreed": ({"model": "m"}, "give exactly one of mtok, discount_percent and prices_as, not none."),
    "two things agreed": (
        {"model": "m", "discount_percent": 5, "prices_as": "n"}, "not discount_percent and prices_as.",
    ),
    "no model": ({"discount_percent": 5}, "Object missing required field `model`."),
    "an empty model": ({"model": " ", "discount_percent": 5}, "name the model."),
    "rates for many models": ({"model": "claude-*", "mtok": {"input": 1}}, "only in a discount"),
    "a star in the middle": ({"model": "claude-*-5", "discount_percent": 5}, "only stand at the end"),
    "an end before the start": (
        {"model": "m", "discount_percent": 5, "effective_from": "2026-02-01", "effective_to": "2026-02-01"},
        "effective_to 2026-02-01 must be a later day than effective_from 2026-02-01.",
    ),
    "not a day": ({"model": "m", "discount_percent": 5, "effective_from": "soon"}, "`$.effective_from`"),
    "more than everything": ({"model": "m", "discount_percent": 101}, "discount_percent is 101"),
    "less than nothing": ({"model": "m", "discount_percent": -1}, "must lie between 0 and 100"),
    "not a number": ({"model": "m", "discount_percent": "NaN"}, "discount_percent is NaN"),
    "a truth value": ({"model": "m", "discount_percent": True}, "got `bool` - at `$.discount_percent`"),
    "no rates": ({"model": "m", "mtok": {}}, "must state a rate for at least one of input, output"),
    "a negative rate": ({"model": "m", "mtok": {"output": "-1"}}, "mtok.output is -1"),
    "an endless rate": ({"model": "m", "mtok": {"output": "Infinity"}}, "mtok.output is Infinity"),
    "a kind that does not exist": ({"model": "m", "mtok": {"thinking": 1}}, "unknown field `thinking`"),
    "a field that does not exist": ({"model": "m", "discount": 5}, "unknown field `discount`"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "why"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_entry_is_refused_with_its_number_and_what_is_wrong(row: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_overrides([{"model": "good", "discount_percent": 1}, row])
    assert refused.value.message.startswith("Price override 2")
    assert why in refused.value.message


def test_an_entry_that_is_no_table_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Price override 1: Expected `object`, got `str`"):
        read_overrides(["opus"])  # type: ignore[list-item]


def test_two_agreements_about_the_same_day_are_refused() -> None:
    rows = [{"model": "m", "discount_percent": 5, "effective_from": day} for day in ("2026-01-01", "2026-02-01")]
    with pytest.raises(InvalidInput, match="hold on 2026-02-01: end the earlier one with effective_to = 2026-02-01"):
        agreed(*rows)


class TestFiles:
    TOML = '[[override]]\nmodel = "m-1"\neffective_from = 2026-01-01\nmtok = { input = 0.1, output = 2 }\n'
    JSON = '{"override": [{"model": "m-1", "effective_from": "2026-01-01", "mtok": {"input": 0.1, "output": 2}}]}'

    @pytest.mark.parametrize(("form", "text"), [("toml", TOML), ("json", JSON), ("json", "\ufeff" + JSON)])
    def test_numbers_in_a_file_are_read_as_the_decimals_that_they_are(self, form: OverrideForm, text: str) -> None:
        prices = LIST.with_overrides(parse_overrides(text.encode(), form, name="prices"))
        assert priced("m-1", Consumption(input=3, output=0), prices=prices).amount == Decimal("0.0000003")

    @pytest.mark.parametrize(
        ("form", "body", "why"),
        [
            ("toml", b"[[override", "The price overrides in the file cannot be read"),
            ("json", b"{", "The price overrides in the file cannot be read"),
            ("json", b"\xff", "The price overrides in the file cannot be read"),
            ("json", b"[" * 100_000, "The price overrides in the file cannot be read"),
            ("json", b"[]", "There must be one list named 'override' in the file"),
            ("toml", b'overrides = "x"', "There must be one list named 'override' in the file"),
        ],
    )
    def test_a_file_of_another_shape_is_refused(self, form: OverrideForm, body: bytes, why: str) -> None:
        with pytest.raises(InvalidInput, match=why):
            parse_overrides(body, form, name="the file")
