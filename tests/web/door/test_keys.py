"""Who may export where: the key's spelling, its state, its scope, its provider, its organization."""

from collections.abc import Callable

import pytest

from stackspend.access.keys import mint
from tests.running import RunningServer
from tests.web.door.organizations import expire_keys, new_key, new_organization, new_provider
from tests.web.door.sending import JSON, ask

MALFORMED = "The API key is malformed: check that all of it was copied (ss_live_…)."


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(lambda key: ("Authorization", f"Bearer {key}"), id="Bearer"),
        pytest.param(lambda key: ("authorization", f"bearer {key}"), id="bearer in small letters"),
        pytest.param(lambda key: ("Authorization", f"BEARER  {key} "), id="capitals and white space"),
        pytest.param(lambda key: ("Authorization", f"Bearer%20{key}"), id="the spelling that is not decoded"),
        pytest.param(lambda key: ("X-API-Key", key), id="X-API-Key"),
    ],
)
def test_a_key_is_read(server: RunningServer, header: Callable[[str], tuple[str, str]]) -> None:
    name, value = header(server.ingest_key)

    assert ask(server, "/v1/logs", b"{}", {**JSON, name: value}).status == 202


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        pytest.param({}, "The request carries no API key; send", id="no key"),
        pytest.param({"Authorization": ""}, "The request carries no API key; send", id="an empty header"),
        pytest.param({"Authorization": "Basic YTpi"}, "The Authorization header holds no bearer key", id="Basic"),
        pytest.param({"Authorization": "Bearer"}, "The Authorization header holds no bearer key", id="Bearer alone"),
        pytest.param({"Authorization": "Bearer hunter2"}, MALFORMED, id="something else"),
        pytest.param({"X-API-Key": "ss_live_" + "é" * 49}, MALFORMED, id="characters that no key has"),
        pytest.param({"X-API-Key": mint()[:-1]}, MALFORMED, id="cut off at its end"),
        pytest.param({"X-API-Key": mint()}, "This API key is not known here; check", id="of another installation"),
    ],
)
def test_a_request_without_a_good_key_is_refused(server: RunningServer, headers: dict[str, str], reason: str) -> None:
    encoded = {name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()}

    answer = ask(server, "/v1/logs", b"{}", JSON | encoded)

    assert (answer.status, answer.json["code"]) == (401, 16)
    assert answer.message.startswith(f"UNAUTHENTICATED: {reason}")


def test_a_revoked_key_is_refused(server: RunningServer) -> None:
    key = new_key(server, revoked=True)

    answer = ask(server, "/v1/logs", b"{}", JSON | {"X-API-Key": key})

    assert answer.status == 401
    assert answer.message.startswith(f"UNAUTHENTICATED: The API key {key[:12]}… is revoked; create a new one")


def test_an_expired_key_is_refused(server: RunningServer) -> None:
    key = new_key(server)
    expire_keys(server, prefix=key[:12])

    answer = ask(server, "/v1/logs", b"{}", JSON | {"X-API-Key": key})

    assert answer.status == 401
    assert f"{key[:12]}… is expired" in answer.message


def test_a_key_that_may_only_read_is_refused(server: RunningServer) -> None:
    key = new_key(server, scopes=["line_items:read", "rollups:read"])

    answer = ask(server, "/v1/logs", b"{}", JSON | {"X-API-Key": key})

    assert (answer.status, answer.json["code"]) == (403, 7)
    lacks = "lacks the scope usage:write (it has line_items:read, rollups:read)."
    assert answer.message == f"INVALID_SCOPE: The API key {key[:12]}… {lacks}"


def test_a_key_of_another_provider_is_refused_and_told_where_it_belongs(server: RunningServer) -> None:
    second = new_provider(server, "Second")
    key = new_key(server, bound_to=second)

    answer = ask(server, "/v1/logs", b"{}", JSON | {"X-API-Key": key})

    assert answer.status == 403
    assert f"is bound to the provider {second}, not to {server.connection_id}; use the endpoint" in answer.message


def test_a_key_bound_to_no_provider_may_send_to_each(server: RunningServer) -> None:
    key = {"X-API-Key": new_key(server)}
    second = f"/api/v1/public/ingest/otel/claude/{new_provider(server, 'Third')}/v1/logs"

    assert ask(server, "/v1/logs", b"{}", JSON | key).status == 202
    assert ask(server, second, b"{}", JSON | key).status == 202


def test_a_provider_of_another_organization_looks_like_one_that_is_not_there(server: RunningServer) -> None:
    charlie = new_organization(server, "Charlie's")
    key = {"X-API-Key": charlie.ingest_key}
    nobody = "00000000-0000-4000-8000-000000000000"

    acmes = ask(server, "/v1/logs", b"{}", JSON | key)
    nobodys = ask(server, f"/api/v1/public/ingest/otel/claude/{nobody}/v1/logs", b"{}", JSON | key)

    assert (acmes.status, nobodys.status) == (404, 404)
    assert acmes.body.replace(server.connection_id.encode(), nobody.encode()) == nobodys.body
    assert {**acmes.headers, "date": ""} == {**nobodys.headers, "date": ""}


def test_without_a_key_nothing_tells_whether_a_provider_exists(server: RunningServer) -> None:
    nobody = "/api/v1/public/ingest/otel/claude/00000000-0000-4000-8000-000000000000/v1/logs"

    assert ask(server, "/v1/logs", b"{}", JSON).body == ask(server, nobody, b"{}", JSON).body


def test_a_key_works_as_soon_as_it_is_made(server: RunningServer) -> None:
    for _ in range(3):
        assert ask(server, "/v1/logs", b"{}", JSON | {"X-API-Key": new_key(server)}).status == 202
