"""One server for all tests of the public API, with usage of Acme in it, and Charlie's organization with none."""

import json
from collections.abc import Iterator

import pytest

from tests.captured import capture
from tests.ledger.telemetry import Body, Value, logs, record
from tests.running import RunningServer, running_server
from tests.web.door.organizations import new_organization
from tests.web.door.sending import ask, authorized, await_booked, export_all

RECORDED = ("j_user1", "f_metrics_only", "new_i_resume", "f_res_escaped", "c_protobuf_delta")
STRANGE_NAMES = ("", "O'Neill", 'a "b"', "tab\tand\nline", "back\\slash", "100%", "ünïcode 😀", "-", "=", "a:b", "a=b")


def strangely_named() -> Body:
    """Requests on three days whose model, skill, user and session have names that are hard to quote."""
    return logs(
        request(day, name, f"req_{day}_{number}") for day in range(3) for number, name in enumerate(STRANGE_NAMES)
    )


def request(day: int, name: str, identity: str) -> Body:
    named: dict[str, Value] = {"model": name, "skill__name": name, "user__id": name, "session__id": name}
    return record("api_request", day * 86_400, **named, request_id=identity, cost_usd=0.1, input_tokens=3)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Acme's server; Acme has usage of three weeks."""
    with running_server(tmp_path_factory.mktemp("public_api")) as running:
        export_all(running, [sent for name in RECORDED for sent in capture(name).exports])
        strange = json.dumps(strangely_named()).encode()
        assert ask(running, "/v1/logs", strange, authorized(running)).status == 202
        await_booked(running)
        yield running


@pytest.fixture(scope="package")
def charlie(server: RunningServer) -> RunningServer:
    """The same server as Charlie's organization sees it."""
    return new_organization(server, "Charlie's")
