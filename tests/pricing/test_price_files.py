"""The packaged data: dated, never ambiguous, and in agreement with genai-prices except where it says why not."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from stackspend.errors import InvalidInput
from stackspend.pricing import PriceList
from stackspend.pricing.entry import TOKEN_KINDS, PriceEntry, Rates
from stackspend.pricing.timeline import in_force
from tests.pricing import genai_base
from tests.pricing.example import LIST

CLAUDE = [entry for entry in LIST.entries if entry.model.startswith("claude-")]
HEAVY_DAYS = [date(2025, 12, 1), date(2026, 3, 12), date(2026, 3, 13), date(2026, 6, 1), date(2026, 11, 22)]

# genai-prices has neither of these; see the notes in claude.toml.
OURS_ONLY = {
    ("claude-sonnet-4-5", date(2026, 6, 1)): "long prompts are refused since 2026-04-30",
    ("claude-sonnet-4-5", date(2026, 11, 22)): "long prompts are refused since 2026-04-30",
}
RENAMED = {
    "claude-3-5-haiku-latest": "claude-3-5-haiku",
    "claude-3-7-sonnet-latest": "claude-3-7-sonnet",
    "claude-3-opus-latest": "claude-3-opus",
}
TOO_OLD = {"claude-2", "claude-v1"}


def test_entries_of_one_model_and_speed_do_not_overlap_and_leave_no_gap() -> None:
    for key in {(entry.model, entry.speed) for entry in LIST.entries}:
        same = sorted(
            (entry for entry in LIST.entries if (entry.model, entry.speed) == key),
            key=lambda entry: entry.effective_from or date.min,
        )
        assert all(earlier.effective_to == later.effective_from for earlier, later in pairwise(same)), key


def test_entry_ids_are_unique() -> None:
    assert len({entry.id for entry in LIST.entries}) == len(LIST.entries)


def test_every_entry_names_the_page_that_states_it() -> None:
    assert all(entry.source.startswith("https://") for entry in LIST.entries)


@pytest.mark.parametrize("entry", CLAUDE, ids=lambda entry: entry.id)
def test_a_claude_entry_prices_all_kinds_and_writes_cost_one_and_a_quarter_and_two_inputs(entry: PriceEntry) -> None:
    for rates in (entry.mtok, *([entry.long_prompt.mtok] if entry.long_prompt else [])):
        assert all((rate := rates.of(kind)) is not None and rate > 0 for kind in TOKEN_KINDS)
        assert rates.input is not None
        if entry.model != "claude-3-haiku":  # published as rounded figures
            assert (rates.cache_creation_5m, rates.cache_creation_1h) == (
                rates.input * Decimal("1.25"),
                rates.input * 2,
            )


@pytest.mark.parametrize("entry", [entry for entry in CLAUDE if entry.speed == "fast"], ids=lambda entry: entry.id)
def test_fast_mode_multiplies_all_kinds_by_one_factor(entry: PriceEntry) -> None:
    standard = in_force(LIST._entries[entry.model, "standard"], entry.effective_from or date.min)
    assert standard is not None
    factors = {(entry.mtok.of(kind) or 0) / (standard.mtok.of(kind) or 1) for kind in TOKEN_KINDS}
    assert factors in ({Decimal(2)}, {Decimal(6)})


def test_every_alias_stands_for_a_model_that_has_a_price() -> None:
    assert {alias.model for alias in LIST.aliases} <= {entry.model for entry in LIST.entries}


@pytest.mark.parametrize("day", HEAVY_DAYS, ids=str)
def test_claude_prices_agree_with_genai_prices(day: date) -> None:
    theirs = [entry for entry in genai_base.entries_of("anthropic") if in_force([entry], day)]
    assert len(theirs) > 20
    for entry in theirs:
        model = RENAMED.get(entry.model, entry.model)
        if model in TOO_OLD or (model, day) in OURS_ONLY:
            continue
        ours = in_force(LIST._entries[model, "standard"], day)
        assert ours is not None
        if model == "claude-sonnet-5-5" and day < date(2026, 10, 7):
            continue  # genai-prices has today's cache read price for all days
        assert (ours.mtok, ours.long_prompt, ours.web_search) == (entry.mtok, entry.long_prompt, entry.web_search), (
            model
        )


def test_other_models_are_those_of_genai_prices() -> None:
    assert genai_base.FILE.read_text() == genai_base.price_file(), "see tests/pricing/genai_base.py"


def test_a_list_in_which_two_prices_hold_on_one_day_is_refused() -> None:
    first = PriceEntry(model="m", mtok=Rates(input=Decimal(1)), source="https://example.com")
    second = PriceEntry(
        model="m", mtok=Rates(input=Decimal(2)), source="https://example.com", effective_from=date(2026, 1, 1)
    )
    with pytest.raises(InvalidInput, match="hold on 2026-01-01"):
        PriceList([first, second])
    with pytest.raises(InvalidInput, match="hold on the first day"):
        PriceList([first, first])
