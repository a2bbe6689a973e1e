"""Price overrides over HTTP: for a program with a key, and for who is signed in."""

from typing import Any

import pytest

from stackspend.access.members import Member
from stackspend.pricing import read_overrides
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import Client
from tests.web.app.programs import Program, program

TOML = {"Content-Type": "application/toml"}
FILE = '[[override]]\nmodel = "claude-opus-5-5"\nmtok = { input = 0.1 }\neffective_from = 2026-01-01\n'
(RATE,) = read_overrides([{"model": "claude-opus-5-5", "mtok": {"input": "0.1"}, "effective_from": "2026-01-01"}])
ROUTE = "/price-overrides"


@pytest.fixture
async def writer(browser: Client, catalog: Catalog, alice: Member) -> Program:
    """A program of Acme that may read and change prices."""
    return await program(browser, catalog, alice.organization_id, "prices:read", "prices:write")


async def test_a_file_is_kept_exactly(writer: Program, catalog: Catalog, alice: Member) -> None:
    answer = await writer.ask("PUT", ROUTE, content=FILE, headers=TOML)
    change = answer.json()["data"]
    assert (answer.status_code, len(change["added"]), change["removed"], change["unchanged"]) == (200, 1, [], 0)
    assert change["added"][0]["mtok"]["input"] == "0.1"
    assert await catalog.price_overrides(alice.organization_id) == [RATE]


async def test_what_was_answered_can_be_sent_back(writer: Program) -> None:
    await writer.ask("PUT", ROUTE, content=FILE, headers=TOML)
    listed = (await writer.ask("GET", ROUTE)).json()["data"]
    change = (await writer.ask("PUT", ROUTE, json=listed)).json()["data"]
    assert change == {"added": [], "removed": [], "unchanged": 1}


async def test_a_dry_run_writes_nothing(writer: Program, catalog: Catalog, alice: Member) -> None:
    change = (await writer.ask("PUT", f"{ROUTE}?dry_run=true", content=FILE, headers=TOML)).json()["data"]
    assert [one["model"] for one in change["added"]] == ["claude-opus-5-5"]
    assert await catalog.price_overrides(alice.organization_id) == []


async def test_who_is_signed_in_does_the_same(signed_in: Client) -> None:
    await signed_in.put(f"/api/v1/app{ROUTE}", content=FILE, headers=TOML)
    listed = (await signed_in.get(f"/api/v1/app{ROUTE}")).json()["data"]["override"]
    assert [(one["model"], one["effective_from"]) for one in listed] == [("claude-opus-5-5", "2026-01-01")]


@pytest.mark.parametrize(
    ("given", "status", "why"),
    [
        pytest.param({"content": "[[override", "headers": TOML}, 400, "in the body cannot be read", id="no TOML"),
        pytest.param({"json": []}, 400, "There must be one list named 'override' in the body", id="another shape"),
        pytest.param({"json": {"override": [{"model": "m"}]}}, 400, "Price override 1 (m): give exactly", id="no rate"),
        pytest.param({"content": FILE * 2, "headers": TOML}, 400, "hold on 2026-01-01", id="a contradiction"),
        pytest.param({"content": FILE, "headers": {"Content-Type": "text/plain"}}, 415, "text/plain", id="media type"),
    ],
)
async def test_overrides_that_cannot_be_are_refused(
    writer: Program, catalog: Catalog, alice: Member, given: dict[str, Any], status: int, why: str
) -> None:
    answer = await writer.ask("PUT", ROUTE, **given)
    assert answer.status_code == status
    assert why in answer.json()["error"]["message"]
    assert await catalog.price_overrides(alice.organization_id) == []


async def test_another_organization_neither_sees_nor_touches_them(
    writer: Program, browser: Client, catalog: Catalog, alice: Member, charlie: Member
) -> None:
    await writer.ask("PUT", ROUTE, content=FILE, headers=TOML)
    rival = await program(browser, catalog, charlie.organization_id, "prices:read", "prices:write")
    assert (await rival.ask("GET", ROUTE)).json()["data"] == {"override": []}
    await rival.ask("PUT", ROUTE, json={"override": []})
    assert await catalog.price_overrides(alice.organization_id) == [RATE]


async def test_a_key_needs_the_scope(browser: Client, catalog: Catalog, alice: Member) -> None:
    reader = await program(browser, catalog, alice.organization_id, "prices:read")
    assert (await reader.ask("GET", ROUTE)).status_code == 200
    assert (await reader.ask("PUT", ROUTE, content=FILE, headers=TOML)).status_code == 403
