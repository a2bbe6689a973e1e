"""`stackspend prices import`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

TOML = '[[override]]\nmodel = "claude-opus-5-5"\nmtok = { input = 3.5 }\neffective_from = 2026-01-01\n'
JSON = '{"override": [{"model": "claude-*", "discount_percent": 12.5}]}'


@pytest.fixture
def acme(shell: Shell) -> Shell:
    """A shell where Acme exists."""
    assert shell("init", "--organization", "Acme", "--email", "owner@acme.example").code == 0
    return shell


def test_an_import_tells_what_it_changed(acme: Shell) -> None:
    Path("prices.toml").write_text(TOML)
    Path("prices.json").write_text(JSON)
    assert acme("prices", "import", "prices.toml").stdout == (
        "+ override:claude-opus-5-5@2026-01-01\n1 added, 0 removed, 0 unchanged.\n"
    )
    assert acme("prices", "import", "prices.json").stdout == (
        "+ override:claude-*\n- override:claude-opus-5-5@2026-01-01\n1 added, 1 removed, 0 unchanged.\n"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("[[override", "The price overrides in prices.toml cannot be read", id="no TOML"),
        pytest.param('[[override]]\nmodel = "m"\n', "Price override 1 (m): give exactly one of", id="no rate"),
        pytest.param(TOML * 2, "Two prices of claude-opus-5-5 standard hold on", id="contradiction"),
    ],
)
def test_a_file_that_cannot_be_meant_is_one_sentence(acme: Shell, text: str, why: str) -> None:
    Path("prices.toml").write_text(text)
    ran = acme("prices", "import", "prices.toml")
    assert (ran.code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert ran.stderr.startswith(why)
