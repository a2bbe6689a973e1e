from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from stackspend.pricing import CacheTtl, Consumption, PricedLine, documented_cache_ttl
from tests.pricing.example import LIST, NOVEMBER, at, mtok, priced, request, unpriced


def test_a_request_is_the_sum_of_its_kinds() -> None:
    cost = priced("claude-opus-5-5", request(cache_read=50_000, cache_creation_5m=2_000, cache_creation_1h=100))

    input_, output, read = 1_000 * Decimal("4e-6"), 1_000 * Decimal("20e-6"), 50_000 * Decimal("0.20e-6")
    assert cost.amount == input_ + output + read + 2_000 * Decimal("5e-6") + 100 * Decimal("8e-6")
    assert cost.assumptions == ()


def test_a_line_says_quantity_unit_price_and_amount() -> None:
    line = priced("claude-opus-5-5", Consumption(input=0, output=1_000)).lines
    assert line == (PricedLine("output", 1_000, Decimal("0.00002"), Decimal(20), Decimal("0.02"), None),)


def test_the_price_names_its_entry_its_first_day_and_its_source() -> None:
    price = priced("claude-sonnet-5-5", request()).price
    assert (price.id, price.model, str(price.effective_from)) == (
        "claude-sonnet-5-5@2026-10-07", "claude-sonnet-5-5", "2026-10-07",
    )  # fmt: skip
    assert price.source.startswith("https://platform.claude.com/")


def test_no_tokens_cost_nothing_which_is_not_the_same_as_unpriced() -> None:
    assert priced("claude-opus-5-5", Consumption(input=0, output=0)).amount == 0


@pytest.mark.parametrize(
    ("when", "read"), [("2026-10-06", "0.20"), ("2026-10-07", "0.10")], ids=["the day before", "from that day on"]
)
def test_sonnet_5_5_cache_reads_became_cheaper_on_7_october(when: str, read: str) -> None:
    assert mtok(priced("claude-sonnet-5-5", request(cache_read=1), at(when)))["cache_read"] == Decimal(read)


def test_the_day_of_a_price_is_the_utc_day() -> None:
    evening_in_california = datetime(2026, 10, 6, 17, 0, tzinfo=timezone(timedelta(hours=-7)))
    assert mtok(priced("claude-sonnet-5-5", request(cache_read=1), evening_in_california))["cache_read"] == Decimal(
        "0.10"
    )


class TestLongPrompts:
    def test_a_prompt_at_the_limit_pays_the_base_price(self) -> None:
        cost = priced("claude-haiku-5-5", request(input=40_000, cache_read=50_000, cache_creation_5m=10_000))
        assert mtok(cost)["output"] == Decimal("0.50")

    def test_one_token_more_makes_every_token_five_times_as_dear(self) -> None:
        short = priced("claude-haiku-5-5", request(input=40_000, cache_read=50_000, cache_creation_1h=10_000))
        long = priced("claude-haiku-5-5", request(input=40_000, cache_read=50_000, cache_creation_1h=10_001))
        assert mtok(long) == {kind: rate and rate * 5 for kind, rate in mtok(short).items()}
        assert {line.note for line in long.lines} == {"prompt above 100,000 tokens"}

    def test_output_does_not_make_a_prompt_long(self) -> None:
        assert mtok(priced("claude-haiku-5-5", request(output=200_000)))["output"] == Decimal("0.50")

    def test_many_requests_below_the_limit_together_were_each_below_it(self) -> None:
        together = request(input=100_000, single_request=False)
        assert priced("claude-haiku-5-5", together).amount == 100_000 * Decimal("0.1e-6") + 1_000 * Decimal("0.5e-6")

    def test_many_requests_above_the_limit_together_cannot_be_priced(self) -> None:
        reason = unpriced("claude-haiku-5-5", request(input=100_001, single_request=False))
        assert "prompts above 100,000 tokens" in reason

    def test_models_without_a_limit_do_not_care(self) -> None:
        together = request(input=5_000_000, single_request=False)
        assert mtok(priced("claude-opus-5-5", together))["input"] == Decimal(4)

    @pytest.mark.parametrize(
        ("model", "when", "input_rate", "output_rate"),
        [
            ("claude-sonnet-4-6", "2026-03-12", "6", "22.5"),
            ("claude-sonnet-4-6", "2026-03-13", "3", "15"),
            ("claude-opus-4-6", "2026-03-12", "10", "37.5"),
            ("claude-opus-4-6", "2026-03-13", "5", "25"),
            ("claude-sonnet-4-5[1m]", "2026-04-29", "6", "22.5"),
            ("claude-sonnet-4-5[1m]", "2026-04-30", "3", "15"),
        ],
    )
    def test_premiums_ended(self, model: str, when: str, input_rate: str, output_rate: str) -> None:
        rates = mtok(priced(model, request(input=200_001), at(when)))
        assert (rates["input"], rates["output"]) == (Decimal(input_rate), Decimal(output_rate))


class TestFastMode:
    @pytest.mark.parametrize(
        ("model", "rates"),
        [
            ("claude-fable-5-2", "16 80 0.40 20 32"),
            ("claude-opus-5-5", "8 40 0.40 10 16"),
            ("claude-opus-5", "10 50 1 12.5 20"),
            ("claude-opus-4-8", "10 50 1 12.5 20"),
            ("claude-opus-4-6", "30 150 3 37.5 60"),
        ],
    )
    def test_has_prices_of_its_own(self, model: str, rates: str) -> None:
        used = request(cache_read=1, cache_creation_5m=1, cache_creation_1h=1, speed="fast")
        assert list(mtok(priced(model, used)).values()) == [Decimal(rate) for rate in rates.split()]
        assert priced(model, used).lines[0].note == "fast mode"

    def test_is_unpriced_where_no_price_was_published(self) -> None:
        assert "No price of fast mode is known for claude-sonnet-5" in unpriced(
            "claude-sonnet-5", request(speed="fast")
        )

    @pytest.mark.parametrize("speed", [None, "", "normal", "standard"])
    def test_other_words_mean_standard_speed(self, speed: str | None) -> None:
        assert mtok(priced("claude-opus-5-5", request(speed=speed)))["input"] == Decimal(4)

    def test_a_speed_that_nobody_knows_is_unpriced(self) -> None:
        assert unpriced("claude-opus-5-5", request(speed="ludicrous")) == "No price is known for speed 'ludicrous'."


class TestCacheWrites:
    @pytest.mark.parametrize(
        ("stated", "five", "hour"),
        [
            ({"cache_creation": 10}, 10, 0),
            ({"cache_creation": 10, "default_ttl": "5m"}, 10, 0),
            ({"cache_creation": 10, "default_ttl": "1h"}, 0, 10),
            ({"cache_creation": 10, "cache_creation_5m": 4, "cache_creation_1h": 5}, 5, 5),
            ({"cache_creation": 10, "cache_creation_5m": 4, "cache_creation_1h": 5, "default_ttl": "1h"}, 4, 6),
        ],
    )
    def test_what_is_not_split_falls_to_the_default_and_says_so(
        self, stated: dict[str, int], five: int, hour: int
    ) -> None:
        cost = priced("claude-opus-5-5", Consumption(input=0, output=0, **stated))  # type: ignore[arg-type]
        assert cost.amount == five * Decimal("5e-6") + hour * Decimal("8e-6")
        assert "did not say how long" in cost.assumptions[0]

    @pytest.mark.parametrize(
        ("stated", "five", "hour"),
        [
            ({"cache_creation": 10, "cache_creation_5m": 4, "cache_creation_1h": 6}, 4, 6),
            ({"cache_creation": 10, "cache_creation_5m": 4}, 4, 6),
            ({"cache_creation": 10, "cache_creation_1h": 4}, 6, 4),
            ({"cache_creation": 1, "cache_creation_5m": 4, "cache_creation_1h": 6}, 4, 6),
        ],
    )
    def test_a_stated_split_needs_no_assumption(self, stated: dict[str, int], five: int, hour: int) -> None:
        cost = priced("claude-opus-5-5", Consumption(input=0, output=0, **stated))  # type: ignore[arg-type]
        assert cost.amount == five * Decimal("5e-6") + hour * Decimal("8e-6")
        assert cost.assumptions == ()

    @pytest.mark.parametrize(
        ("subscription", "main", "ttl"), [(True, True, "1h"), (True, False, "5m"), (False, True, "5m")]
    )
    def test_only_a_subscriptions_main_conversation_writes_for_an_hour(
        self, subscription: bool, main: bool, ttl: CacheTtl
    ) -> None:
        assert documented_cache_ttl(subscription=subscription, main_conversation=main) == ttl


class TestRegions:
    @pytest.mark.parametrize(
        ("model", "region", "factor"),
        [
            ("claude-opus-4-6", "us", "1.1"),
            ("claude-opus-4-6", "global", "1"),
            ("claude-opus-4-6", "not_available", "1"),
            ("claude-opus-4-5", "us", "1"),
            ("us.anthropic.claude-opus-4-6-v1", None, "1.1"),
            ("us.anthropic.claude-opus-4-5-v1:0", None, "1.1"),
            ("global.anthropic.claude-opus-4-5-v1:0", "us-east-1", "1"),
            ("anthropic.claude-opus-4-5-v1:0", None, "1.1"),
            ("us.anthropic.claude-opus-4-1-v1:0", None, "1"),
            ("claude-opus-4-5@20251101", "europe-west1", "1.1"),
            ("claude-opus-4-5@20251101", "global", "1"),
        ],
    )
    def test_a_region_bears_a_surcharge_where_the_model_has_one(
        self, model: str, region: str | None, factor: str
    ) -> None:
        plain, regional = (
            priced("claude-opus-4-1" if "4-1" in model else "claude-opus-4-5", request()),
            request(region=region),
        )
        assert priced(model, regional).amount == plain.amount * Decimal(factor)

    def test_the_line_says_which(self) -> None:
        assert priced("claude-opus-5-5", request(region="us")).lines[0].note == "+10 % for region us"

    def test_fast_mode_and_region_multiply(self) -> None:
        assert mtok(priced("claude-opus-5-5", request(speed="fast", region="us")))["input"] == Decimal("8.8")

    def test_web_search_bears_none(self) -> None:
        assert priced("claude-opus-5-5", Consumption(input=0, output=0, web_searches=3, region="us")).amount == Decimal(
            "0.03"
        )

    def test_an_unknown_region_on_vertex_is_an_assumption(self) -> None:
        assert priced("claude-opus-4-5@20251101", request()).assumptions == (
            "The Google Cloud region is not known; the price is that of the global endpoint.",
        )


def test_a_web_search_costs_a_cent() -> None:
    *_, line = priced("claude-opus-5-5", request(web_searches=7)).lines
    assert (line.kind, line.amount, line.price_per_mtok, line.note) == (
        "web_search",
        Decimal("0.07"),
        None,
        "per search",
    )


class TestUnpriced:
    def test_no_model(self) -> None:
        assert unpriced(None, request()) == "The client did not name a model."

    @pytest.mark.parametrize(
        "model", ["my-company-model-x", "claude-opus-9", "claude-sonnet-4-5-acme", "kimi/claude", ""]
    )
    def test_an_unknown_model_never_gets_another_models_price(self, model: str) -> None:
        assert "No price is known for the model" in unpriced(model, request())

    @pytest.mark.parametrize("missing", ["input", "output"])
    def test_tokens_that_nobody_stated(self, missing: str) -> None:
        assert "stated no input or no output tokens" in unpriced("claude-opus-5-5", request(**{missing: None}))

    def test_a_kind_that_has_no_price(self) -> None:
        used = request(cache_creation_1h=5)
        assert unpriced("gpt-6-sol", used) == "No price of cache_creation_1h is known for gpt-6-sol."

    def test_searches_that_have_no_price(self) -> None:
        assert "No price of web_search" in unpriced("claude-3-haiku", request(web_searches=1))

    @pytest.mark.parametrize("kind", ["input", "output", "cache_read", "cache_creation_5m", "web_searches"])
    def test_a_negative_count(self, kind: str) -> None:
        assert "cannot be negative" in unpriced("claude-opus-5-5", request(**{kind: -1}))


class TestAliases:
    def test_another_spelling_is_no_assumption(self) -> None:
        cost = priced("claude-sonnet-4-20250514", request())
        assert (cost.price.model, cost.assumptions) == ("claude-sonnet-4-0", ())

    def test_a_short_name_is_what_it_stood_for_that_day(self) -> None:
        cost = priced("opus", request(), NOVEMBER)
        assert cost.price.model == "claude-opus-5-5"
        assert cost.assumptions[0].startswith("opus is taken as claude-opus-5-5")

    def test_before_that_day_it_is_unpriced(self) -> None:
        assert "only on other days" in unpriced("opus", request(), at("2026-09-21"))


def test_what_is_remembered_about_names_that_clients_choose_is_bounded() -> None:
    for number in range(5_000):
        unpriced(f"model-{number}", request())
    assert LIST._applied.cache_info().currsize <= 4_096
