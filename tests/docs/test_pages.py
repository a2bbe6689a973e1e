"""The documentation names what exists, and names nothing that does not."""

import re
from pathlib import Path

import pytest

from stackspend.settings import SETTINGS, Setting
from tests.docs.pages import PAGES, ROOT, everything_written, shell_commands

LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_a_setting_is_documented_with_its_default_and_meaning(setting: Setting) -> None:
    default = f"`{setting.default}`" if setting.default else "none"
    row = f"| `{setting.variable}` | {default} | {setting.meaning} |"

    assert row in (ROOT / "docs/settings.md").read_text().splitlines()


def test_every_setting_that_a_page_names_exists() -> None:
    named = set(re.findall(r"STACKSPEND_[A-Z_]+[A-Z]", everything_written()))

    assert named == {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        links = {(page.parent / link).resolve() for link in LINK.findall(page.read_text())}
        ahead += sorted(link for link in links - reached if link.suffix == ".md")

    assert set(PAGES) - reached == set()


def test_every_make_target_in_a_shell_block_exists() -> None:
    targets = re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    called = {words[1] for words in shell_commands() if words[0] == "make"}

    assert called <= set(targets)
    assert {"run", "test"} <= called


def test_the_readme_lists_every_make_target() -> None:
    targets = re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    listed = re.findall(r"^\| `make ([a-z0-9-]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert set(listed) == set(targets) - {"help"}
