"""What the public API refuses: in the envelope, with a code for programs and a sentence for people."""

import pytest

from stackspend.access.keys import mint
from tests.running import RunningServer
from tests.web.door.organizations import new_key
from tests.web.door.sending import ask

DAYS = "start_date=2026-11-01&end_date=2026-11-30"
LINE_ITEMS = f"/api/v1/public/line-items?{DAYS}"
ROLLUPS = f"/api/v1/public/rollups/daily?{DAYS}"
USE_NEXT_CURSOR = "use meta.next_cursor"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("/line-items", "start_date is missing: give a day as YYYY-MM-DD.", id="no days"),
        pytest.param(
            "/line-items?start_date=2026-11-01", "end_date is missing: give a day as YYYY-MM-DD.", id="no end"
        ),
        pytest.param("/rollups/daily?group_by=model", "start_date is missing", id="no days for a rollup"),
        pytest.param(
            f"/rollups/daily?{DAYS}",
            "group_by is None, and must be one of provider, connection,",
            id="no group",
        ),
        pytest.param(
            f"/rollups/daily?{DAYS}&group_by=mood", "group_by is 'mood', and must be one of", id="no such group"
        ),
        pytest.param(
            "/line-items?start_date=2026-11-31&end_date=2026-12-01",
            "start_date is '2026-11-31', and must be a day as YYYY-MM-DD.",
            id="a day that does not exist",
        ),
        pytest.param(
            "/line-items?start_date=20261101&end_date=x", "start_date is '20261101'", id="a day without dashes"
        ),
        pytest.param(
            "/line-items?start_date=2026-W45-1&end_date=2026-11-30", "start_date is '2026-W45-1'", id="a day of a week"
        ),
        pytest.param(
            "/line-items?start_date=2026-11-02&end_date=2026-11-01",
            "end_date 2026-11-01 is before start_date 2026-11-02.",
            id="the end before the start",
        ),
        pytest.param(f"/line-items?{DAYS}&limit=0", "limit is 0, and must be from 1 to 1,000.", id="limit 0"),
        pytest.param(f"/line-items?{DAYS}&limit=1001", "limit is 1001, and must be from 1 to 1,000.", id="limit 1001"),
        pytest.param(f"/line-items?{DAYS}&limit=many", "limit: ", id="a limit in words"),
        pytest.param(f"/line-items?{DAYS}&attribution=guessed", "attribution is 'guessed', and must be", id="guessed"),
        pytest.param(f"/line-items?{DAYS}&cursor=x", USE_NEXT_CURSOR, id="a cursor of nothing"),
        pytest.param(f"/line-items?{DAYS}&cursor=2026-11-22:x", USE_NEXT_CURSOR, id="a cursor of no line item"),
        pytest.param(
            f"/line-items?{DAYS}&cursor=noon:x", "cursor is 'noon', and must be a day", id="a cursor of no day"
        ),
        pytest.param(f"/line-items?{DAYS}&cursor=", USE_NEXT_CURSOR, id="an empty cursor"),
        pytest.param(
            f"/rollups/daily?{DAYS}&group_by=model&cursor=2026-11-22", USE_NEXT_CURSOR, id="a day for a cursor"
        ),
        pytest.param(
            f"/rollups/daily?{DAYS}&group_by=model&cursor=2026-11-22:00000000-0000-4000-8000-000000000000",
            USE_NEXT_CURSOR,
            id="the cursor of line items for a rollup",
        ),
    ],
)
def test_a_wrong_question_is_refused_with_what_is_wrong(server: RunningServer, path: str, message: str) -> None:
    answer = ask(server, f"/api/v1/public{path}", b"", {"X-API-Key": server.api_key}, method="GET")

    assert (answer.status, answer.json["data"], answer.json["error"]["code"]) == (400, None, "INVALID_INPUT")
    assert message in answer.json["error"]["message"]
    assert answer.json["meta"]["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        pytest.param({}, "The request carries no API key", id="no key"),
        pytest.param({"X-API-Key": "hunter2"}, "The API key is malformed", id="malformed"),
        pytest.param({"X-API-Key": mint()}, "This API key is not known here", id="unknown"),
    ],
)
def test_a_stranger_is_told_nothing_but_that(server: RunningServer, headers: dict[str, str], message: str) -> None:
    answer = ask(server, "/api/v1/public/line-items?limit=-1", b"", headers, method="GET")

    assert (answer.status, answer.json["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert answer.json["error"]["message"].startswith(message)


def test_a_revoked_key_reads_nothing(server: RunningServer) -> None:
    key = new_key(server, scopes=["line_items:read"], revoked=True)

    assert ask(server, LINE_ITEMS, b"", {"X-API-Key": key}, method="GET").status == 401


@pytest.mark.parametrize(
    ("path", "scope"),
    [(LINE_ITEMS, "line_items:read"), (ROLLUPS + "&group_by=model", "rollups:read")],
    ids=["line items", "rollups"],
)
def test_a_key_without_the_scope_is_told_which(server: RunningServer, path: str, scope: str) -> None:
    answer = ask(server, path, b"", {"X-API-Key": server.ingest_key}, method="GET")

    assert (answer.status, answer.json["error"]["code"]) == (403, "INVALID_SCOPE")
    assert f"lacks the scope {scope} (it has usage:write)." in answer.json["error"]["message"]


def test_each_scope_opens_its_own_route_only(server: RunningServer) -> None:
    key = {"X-API-Key": new_key(server, scopes=["line_items:read"])}

    assert ask(server, LINE_ITEMS, b"", key, method="GET").status == 200
    assert ask(server, ROLLUPS + "&group_by=model", b"", key, method="GET").status == 403


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        pytest.param("GET", "/api/v1/public/spendings", 404, "NOT_FOUND", id="no such route"),
        pytest.param("POST", "/api/v1/public/line-items", 405, "METHOD_NOT_ALLOWED", id="another method"),
    ],
)
def test_what_is_not_there_is_said_in_the_envelope(
    server: RunningServer, method: str, path: str, status: int, code: str
) -> None:
    answer = ask(server, path, b"", {"X-API-Key": server.api_key}, method=method)

    assert (answer.status, answer.json["data"], answer.json["error"]["code"]) == (status, None, code)
