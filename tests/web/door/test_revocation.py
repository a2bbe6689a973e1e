"""A key that is revoked on one node opens nothing on any node two seconds later, at the door and on the read API."""

import json
import time
from collections.abc import Callable, Iterator

import pytest

from tests.running import RunningServer, running_server
from tests.web.door.organizations import new_key
from tests.web.door.sending import JSON, PATIENCE, ask

KEYS = "/api/v1/public/api-keys"
Nodes = tuple[RunningServer, RunningServer]


@pytest.fixture(scope="module")
def nodes(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Two servers with a spool and a ledger each, and one catalog."""
    catalog = f"sqlite+aiosqlite:///{server.data_dir}/catalog.sqlite3"
    with running_server(tmp_path_factory.mktemp("two"), catalog_url=catalog) as two:
        yield server, two


def send(node: RunningServer, key: str) -> int:
    return ask(node, "/v1/logs", b"{}", JSON | {"X-API-Key": key}).status


def read(node: RunningServer, key: str) -> int:
    return ask(node, KEYS, b"", {"X-API-Key": key}, method="GET").status


def last_accepted(use: Callable[[], int]) -> float:
    """When the last request began that the key still opened; asked again and again until it is refused."""
    deadline = time.monotonic() + PATIENCE
    began = 0.0
    while (status := use()) != 401:
        assert status in {200, 202}
        assert time.monotonic() < deadline, "The key is still good."
        began = time.monotonic()
    return began


@pytest.mark.parametrize("use", [send, read], ids=["at the door", "on the read API"])
def test_a_key_revoked_on_one_node_opens_nothing_on_the_other_after_two_seconds(
    nodes: Nodes, use: Callable[[RunningServer, str], int]
) -> None:
    one, two = nodes
    admin = {"X-API-Key": new_key(one, scopes=["admin"])}
    wanted = json.dumps({"name": "Doomed", "scopes": ["usage:write", "keys:write"]}).encode()
    made = ask(one, KEYS, wanted, JSON | admin).json["data"]
    doomed, place = made["key"], f"{KEYS}/{made['api_key']['id']}"
    assert {use(node, doomed) for node in nodes} <= {200, 202}

    assert ask(one, f"{place}/revoke", b"", admin).status == 200
    revoked_at = time.monotonic()

    assert last_accepted(lambda: use(two, doomed)) < revoked_at + 2
    assert last_accepted(lambda: use(one, doomed)) < revoked_at + 2
