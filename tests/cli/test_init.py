"""`stackspend init`: the interface that automation depends on."""

import asyncio
import itertools
import json
import sqlite3
from pathlib import Path
from uuid import UUID

import pytest

from stackspend.access import credential, keys
from stackspend.access.credential import Kind
from stackspend.access.scopes import READ_SCOPES
from stackspend.store.catalog import Catalog
from tests.cli.conftest import Ran, Shell

OPTIONS = {
    "--data-dir": "spend",
    "--organization": "Acme",
    "--email": "owner@example.com",
    "--provider": "claude",
    "--name": "Claude Team",
}


def command(**changed: str) -> list[str]:
    """The command of the documentation, with some options changed."""
    options = OPTIONS | {"--" + name.replace("_", "-"): value for name, value in changed.items()}
    return ["init", *itertools.chain.from_iterable(options.items())]


COMMAND = [*command(), "--json"]


def test_the_first_run_prints_one_object_with_everything(shell: Shell) -> None:
    ran = shell(*COMMAND)
    answer = json.loads(ran.stdout)
    assert (ran.code, ran.stderr, answer["changed"]) == (0, "", True)
    assert list(answer) == ["organization_id", "provider", "ingest_key", "api_key", "sign_in_url", "changed"]
    connection_id = UUID(answer["provider"].pop("connection_id"))
    endpoint = f"http://127.0.0.1:8080/api/v1/public/ingest/otel/claude/{connection_id}"
    assert answer["provider"] == {"type": "claude", "endpoint": endpoint}
    assert UUID(answer["organization_id"])
    assert keys.is_well_formed(answer["ingest_key"])
    assert keys.is_well_formed(answer["api_key"])
    assert credential.is_well_formed(
        answer["sign_in_url"].removeprefix("http://127.0.0.1:8080/sign-in/"), Kind.SIGN_IN_LINK
    )


def test_run_again_it_changes_nothing_and_says_so(shell: Shell) -> None:
    first, again = (json.loads(shell(*COMMAND).stdout) for _ in range(2))
    assert (again["ingest_key"], again["api_key"], again["changed"]) == (None, None, False)
    assert again["sign_in_url"] != first["sign_in_url"]
    assert {name: again[name] for name in ("organization_id", "provider")} == {
        name: first[name] for name in ("organization_id", "provider")
    }
    assert shell(*COMMAND).stderr == (
        "Nothing changed: all of this exists already.\n"
        "Keys that exist cannot be shown again; create new ones under Settings – API Keys.\n"
    )


def test_the_keys_may_do_what_they_are_for(shell: Shell, tmp_path: Path) -> None:
    answer = json.loads(shell(*COMMAND).stdout)
    ingest, reading = asyncio.run(find(tmp_path / "spend", answer["ingest_key"], answer["api_key"]))
    assert ingest == (frozenset({"usage:write"}), answer["provider"]["connection_id"])
    assert reading == (READ_SCOPES, "None")


async def find(folder: Path, *secrets: str) -> list[tuple[frozenset[str], str]]:
    """The scopes and the bound connection of each key."""
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{folder}/catalog.sqlite3")
    found = [await catalog.key_by_digest(credential.digest(secret)) for secret in secrets]
    await catalog.close()
    return [(key.scopes, str(key.connection_id)) for key in found if key is not None]


def test_it_works_beside_a_server_that_has_the_catalog_open(shell: Shell) -> None:
    shell(*COMMAND)
    with sqlite3.connect("spend/catalog.sqlite3") as server:
        server.execute("SELECT COUNT(*) FROM organizations").fetchone()
        ran = shell(*command(name="CI"), "--json")
    assert json.loads(ran.stdout)["changed"]


def test_without_json_it_tells_the_same_to_people(shell: Shell) -> None:
    ran = shell(*command())
    labels = [line.split("  ")[0] for line in ran.stdout.splitlines()]
    assert labels == ["Organization", "Provider", "Endpoint", "Ingest key", "API key", "Sign in"]
    assert "ss_live_" in ran.stdout
    assert "(exists already)" in shell(*command()).stdout


def test_addresses_are_those_that_people_reach(shell: Shell) -> None:
    ran = shell(*COMMAND, STACKSPEND_PUBLIC_URL="https://spend.example.com/")
    answer = json.loads(ran.stdout)
    assert answer["provider"]["endpoint"].startswith("https://spend.example.com/api/v1/public/ingest/otel/claude/")
    assert answer["sign_in_url"].startswith("https://spend.example.com/sign-in/ss_link_")


def test_the_port_of_the_server_to_come_stands_in_the_endpoint_and_in_the_link(shell: Shell) -> None:
    answer = json.loads(shell(*command(port="9000"), "--json").stdout)
    assert answer["provider"]["endpoint"].startswith("http://127.0.0.1:9000/api/v1/public/ingest/otel/claude/")
    assert answer["sign_in_url"].startswith("http://127.0.0.1:9000/sign-in/")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"email": "owner"}, "'owner' is not an e-mail address; write it", id="no address"),
        pytest.param({"organization": ""}, "The name of the organization is empty", id="no name"),
        pytest.param({"provider": "codex"}, "There is no provider type 'codex'", id="no such type"),
        pytest.param({"data_dir": "/dev/null/x"}, "The folder /dev/null/x of the catalog cannot be made", id="folder"),
        pytest.param({"public_url": "spend"}, "--public-url is 'spend', but it must be the address", id="no URL"),
    ],
)
def test_a_wrong_value_is_one_sentence_on_stderr_and_exit_code_2(
    shell: Shell, changed: dict[str, str], why: str
) -> None:
    ran = shell(*command(**changed))
    assert (ran.code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert ran.stderr.startswith(why)


def test_a_database_that_is_away_is_exit_code_1(shell: Shell) -> None:
    ran: Ran = shell(*COMMAND, STACKSPEND_CATALOG_URL="postgresql+psycopg://u:hunter2@/catalog?host=/nowhere")
    assert (ran.code, ran.stdout) == (1, "")
    assert "cannot be opened" in ran.stderr
    assert "hunter2" not in ran.stderr
