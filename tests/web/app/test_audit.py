"""The audit over HTTP: for who administers, with filters, and as a table that no spreadsheet calculates."""

import csv
import io

import pytest

from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client
from tests.web.app.programs import program

AUDIT = "/api/v1/app/audit"


async def test_a_change_is_in_the_audit_with_who_and_from_where(signed_in: Client) -> None:
    answer = await signed_in.patch("/api/v1/app/organization", json={"name": "Acme Inc", "cost_basis": "reported"})
    (entry,) = (await signed_in.get(AUDIT, params={"action": "organization.changed"})).json()["data"]
    assert (entry["by"]["kind"], entry["by"]["name"]) == ("member", "alice@acme.example")
    assert entry["by"]["request_id"] == answer.headers["x-request-id"]
    assert entry["by"]["address"]
    assert (entry["before"], entry["after"]) == ({"name": "Acme"}, {"name": "Acme Inc"})


async def test_choices_name_every_action_and_everybody(signed_in: Client) -> None:
    choices = (await signed_in.get(AUDIT + "/choices")).json()["data"]
    assert "key.revoked" in choices["actions"]
    assert choices["people"] == ["alice@acme.example", "the command line"]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        pytest.param({"action": "key.stolen"}, "There is no action 'key.stolen'", id="an action"),
        pytest.param({"since": "yesterday"}, "since is 'yesterday'; write an instant", id="an instant"),
        pytest.param({"cursor": "x"}, "The cursor 'x' is not one", id="a cursor"),
        pytest.param({"limit": "501"}, "limit is 501", id="too many"),
    ],
)
async def test_what_cannot_be_asked_is_refused(signed_in: Client, asked: dict[str, str], reason: str) -> None:
    answer = await signed_in.get(AUDIT, params=asked)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "＝1+1"])
async def test_no_cell_of_the_table_is_a_formula(signed_in: Client, catalog: Catalog, alice: Member, name: str) -> None:
    await catalog.add_connection(alice.organization_id, type_name="claude", name=name, by=COMMAND_LINE, at=NOON)
    answer = await signed_in.get(AUDIT + ".csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows[0]["subject"] == "'" + name
    assert [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@＝"))] == []


async def test_a_key_needs_the_scope_admin(browser: Client, catalog: Catalog, alice: Member) -> None:
    reads = await program(browser, catalog, alice.organization_id, "line_items:read")
    administers = await program(browser, catalog, alice.organization_id, "admin")
    for path in ("/audit", "/audit.csv", "/audit/choices"):
        assert (await reads.ask("GET", path)).status_code == 403
        assert (await administers.ask("GET", path)).status_code == 200
