"""`stackspend check-key`: keys in files and on stdin, and whether this catalog knows them."""

import io
import json
from pathlib import Path

import pytest

from stackspend.access import keys
from tests.cli.conftest import Shell

STRANGER = keys.mint()


@pytest.fixture
def leaked(shell: Shell) -> str:
    """The ingest key of Acme, which lies in `logs/app.log`."""
    made = json.loads(shell("init", "--organization", "Acme", "--email", "owner@acme.example", "--json").stdout)
    Path("logs").mkdir()
    key: str = made["ingest_key"]
    Path("logs/app.log").write_text(f"started\nsending with {key}\n")
    return key


def test_a_key_of_this_catalog_is_named_and_to_be_revoked(shell: Shell, leaked: str) -> None:
    ran = shell("check-key", "logs/app.log")

    assert (ran.code, ran.stderr) == (1, "")
    assert ran.stdout == f'logs/app.log:2:14: {leaked[:12]}… is the API key "Ingest for Claude", active. Revoke it.\n'


def test_a_folder_is_read_with_all_that_is_in_it(shell: Shell, leaked: str) -> None:
    Path("logs/more").mkdir()
    Path("logs/more/a.log").write_text(STRANGER)

    lines = shell("check-key", "logs").stdout.splitlines()

    assert len(lines) == 2
    assert (
        lines[1] == f"logs/more/a.log:1:1: {STRANGER[:12]}… is a well-formed API key that this catalog does not know."
    )


def test_a_key_is_never_printed_whole(shell: Shell, leaked: str) -> None:
    ran = shell("check-key", "logs")

    assert leaked[13:] not in ran.stdout + ran.stderr


def test_stdin_is_read_where_no_file_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"\n{STRANGER}".encode())))

    ran = shell("check-key", "--offline")

    assert ran.stdout == f"stdin:2:1: {STRANGER[:12]}… is a well-formed API key; the catalog was not asked.\n"


def test_no_key_is_no_answer_and_no_failure(shell: Shell) -> None:
    Path("clean.txt").write_text("ss_live_" + "x" * 49)

    assert shell("check-key", "clean.txt") == shell("check-key", "clean.txt", "--offline")
    assert shell("check-key", "clean.txt").code == 0


def test_a_catalog_is_not_made_for_a_check(shell: Shell) -> None:
    Path("a.txt").write_text(STRANGER)

    assert shell("check-key", "a.txt").stdout.endswith("the catalog was not asked.\n")
    assert not Path("data").exists()


def test_a_catalog_that_is_away_does_not_hide_what_was_found(shell: Shell) -> None:
    Path("a.txt").write_text(STRANGER)

    ran = shell("check-key", "a.txt", STACKSPEND_CATALOG_URL="postgresql+psycopg://nobody@127.0.0.1:9/none")

    assert ran.code == 1
    assert ran.stdout.endswith("the catalog was not asked.\n")
    assert ran.stderr.startswith("Whether the keys are known here could not be found out: The catalog")


def test_a_file_that_is_not_there_is_one_sentence(shell: Shell) -> None:
    ran = shell("check-key", "nope.txt")

    assert (ran.code, ran.stderr) == (2, "The file nope.txt cannot be read: No such file or directory.\n")
