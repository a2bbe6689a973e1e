"""Two nodes on one PostgreSQL catalog: what ends on the one is over on the other within two seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.removal import Removal
from tests.captured import capture
from tests.postgresql import PostgreSQL
from tests.running import RunningServer, running_server
from tests.web.door.sending import JSON, PATIENCE, ask, authorized, await_booked, export_all

APP, KEYS = "/api/v1/app", "/api/v1/public/api-keys"
COOKIE = "stackspend_session"
Nodes = tuple[RunningServer, RunningServer]


@contextmanager
def running_nodes(folder: Path, postgresql: PostgreSQL) -> Iterator[Nodes]:
    """Two servers with a spool and a ledger each, and one catalog. Both know the ingest key of the first."""
    url = postgresql.new_database()
    for name in ("one", "two"):
        (folder / name).mkdir()
    with running_server(folder / "one", catalog_url=url) as one, running_server(folder / "two", catalog_url=url) as two:
        yield one, two


@pytest.fixture(scope="module")
def nodes(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with running_nodes(tmp_path_factory.mktemp("nodes"), postgresql) as running:
        yield running


@pytest.fixture(scope="module")
def owner(nodes: Nodes) -> str:
    """The cookie of the owner's session, who signed in on the first node."""
    return signed_in(nodes[0])


def signed_in(node: RunningServer) -> str:
    return httpx.get(node.sign_in_url).cookies[COOKIE]


def call(node: RunningServer, cookie: str, method: str, path: str, body: Any = None) -> Any:
    """What the app API answers to a session, which must have worked."""
    answer = httpx.request(method, f"{node.base_url}{APP}{path}", json=body, headers=by(cookie))
    assert answer.is_success, answer.text
    return answer.json()["data"]


def by(cookie: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={cookie}"}


def sees(node: RunningServer, cookie: str) -> int:
    return httpx.get(f"{node.base_url}{APP}/me", headers=by(cookie)).status_code


def joined(node: RunningServer, owner: str, email: str) -> tuple[str, str]:
    """The member's id and the cookie of the session of somebody who was invited and came, on this node."""
    link = call(node, owner, "POST", "/invitations", {"email": email, "role": "member"})["url"]
    acceptance = {"secret": link.partition("#")[2], "name": "Bob", "password": "quiet lantern paints"}
    answer = httpx.post(f"{node.base_url}/api/v1/sign-in/invitation/accept", json=acceptance)
    assert answer.is_success, answer.text
    [member] = [one for one in call(node, owner, "GET", "/members") if one["email"] == email]
    return member["id"], answer.cookies[COOKIE]


def last_opened(use: Callable[[], int]) -> float:
    """When the last request began that was still let in; asked again and again until one is refused."""
    deadline = time.monotonic() + PATIENCE
    began = 0.0
    while (status := use()) != 401:
        assert status in {200, 202}
        assert time.monotonic() < deadline, "It still opens."
        began = time.monotonic()
    return began


def test_a_session_that_is_ended(nodes: Nodes, owner: str) -> None:
    one, two = nodes
    _, bob = joined(one, owner, "bob@acme.example")
    assert sees(two, bob) == 200

    [session] = call(one, bob, "GET", "/account/sessions")
    call(one, bob, "POST", f"/account/sessions/{session['id']}/end")
    ended_at = time.monotonic()

    assert last_opened(lambda: sees(two, bob)) < ended_at + 2


def test_a_member_who_is_removed(nodes: Nodes, owner: str) -> None:
    one, two = nodes
    member_id, carol = joined(two, owner, "carol@acme.example")
    assert sees(two, carol) == 200

    call(one, owner, "DELETE", f"/members/{member_id}")
    removed_at = time.monotonic()

    assert last_opened(lambda: sees(two, carol)) < removed_at + 2


def test_a_member_whose_role_is_lowered(nodes: Nodes, owner: str) -> None:
    one, two = nodes
    member_id, dave = joined(two, owner, "dave@acme.example")

    call(one, owner, "PUT", f"/members/{member_id}", {"role": "viewer"})
    lowered_at = time.monotonic()

    assert last_opened(lambda: sees(two, dave)) < lowered_at + 2


@pytest.mark.parametrize("use", ["at the door", "on the read API"])
def test_a_key_that_is_revoked(nodes: Nodes, owner: str, use: str) -> None:
    one, two = nodes
    made = call(one, owner, "POST", "/api-keys", {"name": use, "scopes": ["usage:write", "keys:write"]})
    key = {"X-API-Key": made["key"]}

    def opened() -> int:
        if use == "at the door":
            return ask(two, "/v1/logs", b"{}", JSON | key).status
        return ask(two, KEYS, b"", key, method="GET").status

    assert opened() in {200, 202}

    call(one, owner, "POST", f"/api-keys/{made['api_key']['id']}/revoke")
    revoked_at = time.monotonic()

    assert last_opened(opened) < revoked_at + 2


def test_an_organization_that_is_deleted(postgresql: PostgreSQL, tmp_path: Path) -> None:
    """Nobody gets in anywhere, and both ledgers hold nothing of it, though each node had booked some of it."""
    with running_nodes(tmp_path, postgresql) as (one, two):
        key = authorized(one)
        exports = capture("j_user3").exports
        export_all(one, exports)
        for sent in exports:
            assert ask(two, sent.path, sent.body, dict(sent.headers) | key).status == 202
        await_booked(two)
        owner = signed_in(one)

        call(one, owner, "POST", "/organization/delete", {"name": "Acme"})
        deleted_at = time.monotonic()

        for node in (one, two):
            assert last_opened(lambda node=node: ask(node, "/v1/logs", b"{}", key).status) < deleted_at + 2  # type: ignore[misc]
            assert last_opened(lambda node=node: sees(node, owner)) < deleted_at + 2  # type: ignore[misc]
            await_line(node, "organization_erased")
    for node in (one, two):
        assert held(node) == set()


def await_line(node: RunningServer, event: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while event not in node.log.read_text():
        assert time.monotonic() < deadline, f"There is no {event} in {node.log}."
        time.sleep(0.05)


def held(node: RunningServer) -> set[UUID]:
    """Whether a stopped node's ledger has anything of the organization."""
    database = LedgerDatabase.open(f"chdb://{node.data_dir}/ledger")
    try:
        return Removal(database).held([UUID(node.organization_id)])
    finally:
        database.close()
