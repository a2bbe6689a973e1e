"""Mapping rules over HTTP: for a program with a key, and for who is signed in."""

from typing import Any

import pytest

from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client
from tests.web.app.programs import Program, program

APP = "/api/v1/app/mappings"
CSV = {"Content-Type": "text/csv; charset=utf-8"}
TABLE = "kind,pattern,team,cost_centre,project\nemail,Alice@Acme.example,Platform,,\ndomain,acme.example,,4711,\n"
PERSON = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Platform")
DOMAIN = MappingRule(MappingKind.DOMAIN, "acme.example", cost_centre="4711")


@pytest.fixture
async def writer(browser: Client, catalog: Catalog, alice: Member) -> Program:
    """A program of Acme that may read and change rules."""
    return await program(browser, catalog, alice.organization_id, "mappings:read", "mappings:write")


@pytest.fixture
async def rival(browser: Client, catalog: Catalog, charlie: Member) -> Program:
    """The same of Rival."""
    return await program(browser, catalog, charlie.organization_id, "mappings:read", "mappings:write")


def rule(kind: str, pattern: str, **fields: str) -> dict[str, Any]:
    return {"kind": kind, "pattern": pattern, "team": None, "cost_centre": None, "project": None, **fields}


async def test_a_table_is_imported_and_answers_what_it_changes(writer: Program) -> None:
    answer = await writer.ask("PUT", "/mappings", content=TABLE, headers=CSV)
    assert (answer.status_code, answer.json()["data"]) == (
        200,
        {
            "added": [
                rule("email", "alice@acme.example", team="Platform"),
                rule("domain", "acme.example", cost_centre="4711"),
            ],
            "changed": [],
            "removed": [],
            "unchanged": 0,
        },
    )


async def test_a_list_that_was_answered_can_be_sent_back(writer: Program) -> None:
    await writer.ask("PUT", "/mappings", content=TABLE, headers=CSV)
    listed = (await writer.ask("GET", "/mappings")).json()["data"]
    assert [(one["pattern"], one["created_at"]) for one in listed] == [
        ("alice@acme.example", "2026-11-22T12:00:00Z"),
        ("acme.example", "2026-11-22T12:00:00Z"),
    ]
    assert listed[0]["created_by"].startswith("CI (ss_live_")
    change = (await writer.ask("PUT", "/mappings", json=listed)).json()["data"]
    assert change == {"added": [], "changed": [], "removed": [], "unchanged": 2}


async def test_a_dry_run_tells_and_writes_nothing(writer: Program, catalog: Catalog, alice: Member) -> None:
    await catalog.replace_mapping_rules(alice.organization_id, [PERSON], by=COMMAND_LINE, at=NOON)
    moved = [rule("email", "alice@acme.example", team="Payments")]
    change = (await writer.ask("PUT", "/mappings?dry_run=true", json=moved)).json()["data"]
    assert [(one["before"]["team"], one["after"]["team"]) for one in change["changed"]] == [("Platform", "Payments")]
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON]


async def test_one_rule_is_set_and_removed(writer: Program) -> None:
    wanted = rule("tag", "team=checkout", project="Checkout")
    assert (await writer.ask("POST", "/mappings", json=wanted)).json()["data"]["added"] == [wanted]
    removed = await writer.ask("DELETE", "/mappings", params={"kind": "tag", "pattern": "Team = Checkout"})
    assert (removed.status_code, removed.json()["data"]) == (200, wanted)
    again = await writer.ask("DELETE", "/mappings", params={"kind": "tag", "pattern": "team=checkout"})
    assert (again.status_code, again.json()["error"]["message"]) == (
        404,
        "There is no mapping rule for the tag team=checkout here.",
    )


async def test_who_is_signed_in_does_the_same(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    await signed_in.put(APP, content=TABLE, headers=CSV)
    assert [one["created_by"] for one in (await signed_in.get(APP)).json()["data"]] == ["alice@acme.example"] * 2
    await signed_in.request("DELETE", APP, params={"kind": "email", "pattern": "alice@acme.example"})
    await signed_in.post(APP, json=rule("email", "bob@acme.example", team="Platform"))
    assert [one.pattern for one in await catalog.mapping_rules(alice.organization_id)] == [
        "bob@acme.example",
        "acme.example",
    ]


async def test_another_organization_neither_sees_nor_touches_them(
    writer: Program, rival: Program, catalog: Catalog, alice: Member
) -> None:
    await writer.ask("PUT", "/mappings", content=TABLE, headers=CSV)
    assert (await rival.ask("GET", "/mappings")).json()["data"] == []
    removed = await rival.ask("DELETE", "/mappings", params={"kind": "domain", "pattern": "acme.example"})
    assert removed.status_code == 404
    assert (await rival.ask("PUT", "/mappings", json=[])).json()["data"]["removed"] == []
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON, DOMAIN]


async def test_a_rule_for_a_key_needs_a_key_of_ones_own(
    writer: Program, catalog: Catalog, alice: Member, charlie: Member
) -> None:
    own, theirs = [(await catalog.keys(owner.organization_id))[0].id for owner in (alice, charlie)]
    good = await writer.ask("POST", "/mappings", json=rule("key", str(own), team="Platform"))
    assert good.json()["data"]["added"][0]["pattern"] == str(own)
    refused = await writer.ask("POST", "/mappings", json=rule("key", str(theirs), team="Platform"))
    assert (refused.status_code, refused.json()["error"]["message"]) == (
        400,
        f"There is no API key with the id {theirs} in this organization.",
    )


@pytest.mark.parametrize(
    ("given", "status", "why"),
    [
        pytest.param({"content": "mail;x", "headers": CSV}, 400, "Line 1: The cells are separated by", id="CSV"),
        pytest.param({"json": [rule("email", "x", team="A")]}, 400, "Rule 1: 'x' is not an e-mail address", id="rule"),
        pytest.param({"json": [{"kind": "tag"}]}, 400, "missing required field `pattern`", id="shape"),
        pytest.param({"json": [rule("tag", "a=b", cost_center="1")]}, 400, "unknown field `cost_center`", id="field"),
        pytest.param({"content": b"\xff", "headers": {"Content-Type": "application/json"}}, 400, "body", id="bytes"),
        pytest.param({"content": "x", "headers": {"Content-Type": "text/plain"}}, 415, "text/plain", id="media type"),
        pytest.param({"content": "x" * 2_000_001, "headers": CSV}, 413, "", id="too large"),
    ],
)
async def test_a_body_that_cannot_be_meant_changes_nothing(
    writer: Program, catalog: Catalog, alice: Member, given: dict[str, Any], status: int, why: str
) -> None:
    await catalog.replace_mapping_rules(alice.organization_id, [PERSON], by=COMMAND_LINE, at=NOON)
    answer = await writer.ask("PUT", "/mappings", **given)
    assert answer.status_code == status
    assert why in answer.json()["error"]["message"]
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
async def test_a_key_needs_the_scope_whatever_the_body(
    browser: Client, catalog: Catalog, alice: Member, method: str
) -> None:
    reads, writes = [
        await program(browser, catalog, alice.organization_id, scope) for scope in ("mappings:read", "mappings:write")
    ]
    wrong = writes if method == "GET" else reads
    answer = await wrong.ask(method, "/mappings", content="x", params={"kind": "tag", "pattern": "a=b"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INVALID_SCOPE")
    nobody = await Program(browser, "nonsense").ask(method, "/mappings", params={"kind": "tag", "pattern": "a=b"})
    assert nobody.status_code == 401


async def test_the_rules_are_taken_along_as_the_import_reads_them(writer: Program) -> None:
    await writer.ask("PUT", "/mappings", content=TABLE + "tag,team=x,=1+1,,\n", headers=CSV)
    answer = await writer.ask("GET", "/mappings.csv")
    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="mappings.csv"',
    )
    assert "tag,team=x,'=1+1,," in answer.text  # no cell is a formula
    again = await writer.ask("PUT", "/mappings", content=answer.text, headers=CSV)
    assert again.json()["data"] == {"added": [], "changed": [], "removed": [], "unchanged": 3}
