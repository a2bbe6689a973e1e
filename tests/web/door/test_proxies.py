"""Who asks, behind a proxy: taken from its header where it is trusted, and from nobody else's."""

import json
import time
from collections.abc import Iterator

import pytest

from stackspend.access.attempts import PER_ADDRESS
from tests.running import RunningServer, running_server
from tests.web.door.organizations import new_key
from tests.web.door.sending import JSON, PATIENCE, ask

KEYS = "/api/v1/public/api-keys"
AUDIT = "/api/v1/public/audit"
RESET = "/api/v1/sign-in/reset"
MAIL_SERVER = "smtp://127.0.0.1:9"  # which is asked for nothing: letters to nobody are not sent
BEHIND = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "Forwarded": "for=6.6.6.6"}


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for which we are a proxy."""
    folder = tmp_path_factory.mktemp("trusting")
    with running_server(folder, trusted_proxies="127.0.0.0/8", smtp_url=MAIL_SERVER, smtp_from="s@x.example") as one:
        yield one


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for which we are anybody."""
    with running_server(tmp_path_factory.mktemp("direct"), smtp_url=MAIL_SERVER, smtp_from="s@x.example") as one:
        yield one


@pytest.fixture(params=["behind a trusted proxy", "from anybody"])
def asked(request: pytest.FixtureRequest) -> tuple[RunningServer, str]:
    """A server, and who asks it with the headers of BEHIND."""
    if request.param == "from anybody":
        return request.getfixturevalue("direct"), "127.0.0.1"
    return request.getfixturevalue("trusting"), "203.0.113.9"


def network_seen(server: RunningServer, admin: dict[str, str], key_id: str) -> str:
    """Where a key was last used from, once that is noted."""
    deadline = time.monotonic() + PATIENCE
    while not (seen := ask(server, f"{KEYS}/{key_id}/users", b"", admin, method="GET").json["data"]["senders"]):
        assert time.monotonic() < deadline, "The use of the key is not noted."
        time.sleep(0.05)
    return str(seen[0]["network"])


@pytest.mark.parametrize("by", ["export", "question"])
def test_the_use_of_a_key_is_noted_of_who_used_it(asked: tuple[RunningServer, str], by: str) -> None:
    server, address = asked
    admin = {"X-API-Key": new_key(server, scopes=["admin"])}
    wanted = json.dumps({"name": by, "scopes": ["usage:write", "line_items:read"]}).encode()
    made = ask(server, KEYS, wanted, JSON | admin).json["data"]
    used = BEHIND | {"X-API-Key": made["key"]}
    if by == "export":
        assert ask(server, "/v1/logs", b"{}", JSON | used).status == 202
    else:
        ask(server, "/api/v1/public/line-items?start_date=2026-11-01&end_date=2026-11-30", b"", used, method="GET")

    assert network_seen(server, admin, made["api_key"]["id"]) == f"{address.rpartition('.')[0]}.0/24"


def test_the_audit_names_who_asked(asked: tuple[RunningServer, str]) -> None:
    server, address = asked
    admin = {"X-API-Key": new_key(server, scopes=["admin"])}
    assert ask(server, KEYS, b'{"name": "CI", "scopes": ["spend:read"]}', JSON | admin | BEHIND).status == 201

    newest, *_ = ask(server, AUDIT, b"", admin, method="GET").json["data"]
    assert (newest["action"], newest["by"]["address"]) == ("key.created", address)


def reset(server: RunningServer, n: int, forwarded_for: str) -> int:
    """The status of asking for a letter to one more person who is no member."""
    body = json.dumps({"email": f"nobody{n}@{server.organization_id}.example"}).encode()
    return ask(server, RESET, body, JSON | {"X-Forwarded-For": forwarded_for}).status


def test_a_limit_is_that_of_each_who_is_behind_the_proxy(trusting: RunningServer) -> None:
    statuses = [reset(trusting, n, f"{n % 250}.6.6.6, 203.0.113.77") for n in range(PER_ADDRESS + 1)]
    assert (set(statuses[:-1]), statuses[-1]) == ({200}, 429)
    assert reset(trusting, 99, "203.0.113.78") == 200


def test_a_header_that_is_made_up_gets_round_no_limit(direct: RunningServer) -> None:
    statuses = [reset(direct, n, f"203.0.113.{n}") for n in range(PER_ADDRESS + 1)]
    assert (set(statuses[:-1]), statuses[-1]) == ({200}, 429)
