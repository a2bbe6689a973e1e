"""`stackspend mappings`: import a table, export it again."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

TABLE = "kind,pattern,team,cost_centre,project\nemail,alice@acme.example,Platform,,\ndomain,acme.example,,4711,\n"


@pytest.fixture
def acme(shell: Shell) -> Shell:
    """A shell where Acme exists and the table lies in `rules.csv`."""
    assert shell("init", "--organization", "Acme", "--email", "owner@acme.example").code == 0
    Path("rules.csv").write_text(TABLE)
    return shell


def test_what_was_imported_is_exported(acme: Shell) -> None:
    ran = acme("mappings", "import", "rules.csv")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "+ email alice@acme.example: team Platform",
        "+ domain acme.example: cost centre 4711",
        "2 added, 0 changed, 0 removed, 0 unchanged.",
    ]
    assert acme("mappings", "export").stdout == TABLE


def test_a_dry_run_tells_what_would_change_and_writes_nothing(acme: Shell) -> None:
    acme("mappings", "import", "rules.csv")
    Path("new.csv").write_text("kind,pattern,team\nemail,alice@acme.example,Payments\n")
    assert acme("mappings", "import", "new.csv", "--dry-run").stdout == (
        "~ email alice@acme.example: team Platform becomes team Payments\n"
        "- domain acme.example: cost centre 4711\n"
        "0 added, 1 changed, 1 removed, 0 unchanged. Nothing was written.\n"
    )
    assert acme("mappings", "export").stdout == TABLE


def test_an_organization_is_named_where_there_are_several(acme: Shell) -> None:
    acme("init", "--organization", "Rival", "--email", "owner@rival.example")
    unnamed = acme("mappings", "import", "rules.csv")
    assert (unnamed.code, unnamed.stderr) == (
        2,
        "Say which organization with --organization; there are: Acme, Rival.\n",
    )
    assert acme("mappings", "import", "rules.csv", "--organization", "Rival").code == 0
    assert acme("mappings", "export", "--organization", "Acme").stdout == TABLE.splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        pytest.param(["nope.csv"], 2, "The file nope.csv cannot be read: No such file or directory.", id="no file"),
        pytest.param(["."], 2, "The file . cannot be read: Is a directory.", id="a folder"),
        pytest.param(["wrong.csv"], 2, "Line 2: There is no kind of rule 'mail'", id="a wrong line"),
        pytest.param(["rules.csv", "--organization", "X"], 1, "There is no organization 'X'", id="no organization"),
        pytest.param([], 2, 'Command "mappings import" parameter FILE requires an argument.', id="no argument"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(acme: Shell, arguments: list[str], code: int, why: str) -> None:
    Path("wrong.csv").write_text("kind,pattern,team\nmail,alice@acme.example,Payments\n")
    ran = acme("mappings", "import", *arguments)
    assert (ran.code, ran.stdout, ran.stderr.count("\n")) == (code, "", 1)
    assert ran.stderr.startswith(why)
    assert acme("mappings", "export").stdout.count("\n") == 1
