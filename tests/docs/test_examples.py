"""The files that the pages show can be read as they stand."""

import re

import pytest

from stackspend.access.leaks import KEY_PATTERN
from stackspend.access.scopes import SCOPES, Scope
from stackspend.ledger.mapping_csv import read_csv, write_csv
from stackspend.ledger.mapping_rules import read_rules
from stackspend.pricing import default_price_list, parse_overrides
from tests.docs.pages import ROOT


def shown(page: str, language: str) -> str:
    block = re.search(rf"^```{language}\n(.*?)^```$", (ROOT / "docs" / page).read_text(), re.DOTALL | re.MULTILINE)
    assert block is not None
    return block[1]


def test_the_table_of_mapping_rules_is_written_as_it_is_read() -> None:
    table = shown("mappings.md", "csv")

    assert write_csv(read_rules(read_csv(table.encode()), keys=())) == table


def test_the_price_overrides_do_not_contradict_each_other() -> None:
    overrides = parse_overrides(shown("prices.md", "toml").encode(), "toml", name="prices.md")

    assert default_price_list().with_overrides(overrides).overrides == overrides
    assert [override.model for override in overrides] == ["claude-opus-5-5", "claude-*", "fast-and-cheap"]


def test_the_expression_for_leak_scanners_is_the_one_that_is_used() -> None:
    assert KEY_PATTERN in (ROOT / "docs/api-keys.md").read_text().splitlines()


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.scope)
def test_every_scope_is_documented(scope: Scope) -> None:
    row = f"| `{scope.scope}` | {scope.description} |"

    assert row in (ROOT / "docs/api-keys.md").read_text().splitlines()
