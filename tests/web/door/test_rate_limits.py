"""A key's rate limits over HTTP: requests of the public API, and records at the door."""

import json
from collections.abc import Iterator

import pytest

from tests.ledger.telemetry import logs, record
from tests.running import RunningServer, running_server
from tests.web.door.organizations import new_key
from tests.web.door.sending import PROTOBUF, HttpAnswer, ask, authorized

LINE_ITEMS = "/api/v1/public/line-items?start_date=2026-11-01&end_date=2026-11-30"
# Refused until their debt is paid off, which takes longer than any machine takes for the next request.
TOO_MANY = json.dumps(logs([record("user_prompt", 0)] * 1_000)).encode()


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that lets a key read three times a minute and send one record a second."""
    folder = tmp_path_factory.mktemp("limited")
    with running_server(folder, api_requests_per_minute="3", ingest_records_per_second="1") as server:
        yield server


def read(server: RunningServer, key: str) -> HttpAnswer:
    return ask(server, LINE_ITEMS, b"", {"X-API-Key": key}, method="GET")


def test_a_key_reads_until_its_requests_are_used_up(limited: RunningServer) -> None:
    answers = [read(limited, limited.api_key) for _ in range(4)]

    refused = answers[-1]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"].partition(";t=")[0] for answer in answers[:3]] == [
        '"default";r=2',
        '"default";r=1',
        '"default";r=0',
    ]
    assert refused.headers["ratelimit-policy"] == '"default";q=3;w=60'
    assert refused.json["error"]["code"] == "RATE_LIMITED"
    assert 1 <= int(refused.headers["retry-after"]) <= 20  # one comes back every 60 / 3 s


def test_a_key_without_the_scope_uses_its_requests_up_all_the_same(limited: RunningServer) -> None:
    key = new_key(limited, scopes=["usage:write"])

    assert [read(limited, key).status for _ in range(4)] == [403, 403, 403, 429]


def test_a_stranger_is_told_of_no_limit(limited: RunningServer) -> None:
    assert "ratelimit" not in read(limited, "hunter2").headers


def test_a_key_that_sent_too_many_records_is_asked_to_come_back_in_a_second(limited: RunningServer) -> None:
    first = ask(limited, "/v1/logs", TOO_MANY, authorized(limited))
    second = ask(limited, "/v1/logs", b"{}", authorized(limited))

    assert (first.status, second.status, second.headers["retry-after"]) == (202, 429, "1")
    assert second.json["code"] == 8  # RESOURCE_EXHAUSTED
    assert second.message.startswith("RATE_LIMITED: This API key has used up its 1 records in a second;")


def test_the_refusal_is_written_as_the_export_is(limited: RunningServer) -> None:
    key = new_key(limited)
    ask(limited, "/v1/logs", TOO_MANY, {"Content-Type": "application/json", "X-API-Key": key})

    answer = ask(limited, "/v1/logs", b"", PROTOBUF | {"X-API-Key": key})

    assert (answer.status, answer.message[:13]) == (429, "RATE_LIMITED:")


def test_an_empty_export_costs_nothing(limited: RunningServer) -> None:
    key = {"Content-Type": "application/json", "X-API-Key": new_key(limited)}

    assert [ask(limited, "/v1/logs", b"{}", key).status for _ in range(5)] == [202] * 5
