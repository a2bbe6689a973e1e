"""What holds for any request: hypothesis looks for one for which it does not."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stackspend.pricing import Consumption, ListCost, Unpriced, read_overrides
from tests.pricing.example import LIST, at

tokens = st.integers(min_value=0, max_value=10**12)
models = st.sampled_from(sorted({entry.model for entry in LIST.entries}))
flat_models = st.sampled_from(
    sorted({e.model for e in LIST.entries} - {e.model for e in LIST.entries if e.long_prompt})
)
instants = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
consumptions = st.builds(
    Consumption,
    input=tokens,
    output=tokens,
    cache_read=tokens,
    cache_creation=tokens,
    cache_creation_5m=st.none() | tokens,
    cache_creation_1h=st.none() | tokens,
    web_searches=st.none() | st.integers(0, 1_000),
    speed=st.sampled_from([None, "normal", "fast"]),
    region=st.sampled_from([None, "us", "global", "europe-west1"]),
    single_request=st.booleans(),
    default_ttl=st.sampled_from([None, "5m", "1h"]),
)


@given(models, instants, consumptions)
def test_the_lines_add_up_to_the_amount_exactly_and_none_is_negative(
    model: str, when: datetime, consumption: Consumption
) -> None:
    cost = LIST.list_cost(model, when, consumption)
    if isinstance(cost, ListCost):
        assert cost.amount == sum(line.amount for line in cost.lines)
        assert all(line.amount == line.quantity * line.unit_price >= 0 for line in cost.lines)


@given(flat_models, instants, consumptions, st.integers(2, 1_000))
def test_n_times_the_tokens_cost_n_times_as_much(
    model: str, when: datetime, consumption: Consumption, times: int
) -> None:
    counts = (
        "input",
        "output",
        "cache_read",
        "cache_creation",
        "cache_creation_5m",
        "cache_creation_1h",
        "web_searches",
    )
    many = msgspec.structs.replace(
        consumption, **{kind: count * times for kind in counts if (count := getattr(consumption, kind)) is not None}
    )
    once, all_of_them = (LIST.list_cost(model, when, used) for used in (consumption, many))
    assert isinstance(once, Unpriced) == isinstance(all_of_them, Unpriced)
    if isinstance(once, ListCost) and isinstance(all_of_them, ListCost):
        assert all_of_them.amount == once.amount * times


@given(models, instants, consumptions, st.sampled_from(["input", "output", "cache_read", "web_searches"]))
def test_more_never_costs_less(model: str, when: datetime, consumption: Consumption, kind: str) -> None:
    more = msgspec.structs.replace(consumption, **{kind: (getattr(consumption, kind) or 0) + 1})
    less, cost = LIST.list_cost(model, when, consumption), LIST.list_cost(model, when, more)
    if isinstance(less, ListCost) and isinstance(cost, ListCost):
        assert cost.amount >= less.amount


@given(models, instants, consumptions)
def test_all_instants_of_a_day_cost_the_same(model: str, when: datetime, consumption: Consumption) -> None:
    midnight = datetime.combine(when.date(), time.min, UTC)
    assert LIST.list_cost(model, when, consumption) == LIST.list_cost(model, midnight, consumption)


@given(consumptions, st.dates(date(2026, 9, 28), date(2026, 12, 31)))
def test_only_the_day_of_the_step_changes_the_price(consumption: Consumption, day: date) -> None:
    before, on = at(str(day - timedelta(days=1))), at(str(day))
    costs = [LIST.list_cost("claude-sonnet-5-5", when, consumption) for when in (before, on)]
    amounts = [cost.amount for cost in costs if isinstance(cost, ListCost)]
    stepped = bool(amounts) and bool(consumption.cache_read) and day == date(2026, 10, 7)
    assert (len(set(amounts)) == 2) == stepped


@given(models, instants, consumptions, st.decimals(0, 100, places=2))
def test_a_discount_leaves_the_rest_of_the_list_cost(
    model: str, when: datetime, consumption: Consumption, percent: Decimal
) -> None:
    prices = LIST.with_overrides(read_overrides([{"model": "*", "discount_percent": percent}]))
    full, less = LIST.list_cost(model, when, consumption), prices.list_cost(model, when, consumption)
    assert isinstance(full, Unpriced) == isinstance(less, Unpriced)
    if isinstance(full, ListCost) and isinstance(less, ListCost):
        assert less.amount == full.amount * (100 - percent) / 100


@given(st.text(max_size=40), instants, consumptions)
def test_any_name_gets_an_answer(model: str, when: datetime, consumption: Consumption) -> None:
    assert isinstance(LIST.list_cost(model, when, consumption), ListCost | Unpriced)
