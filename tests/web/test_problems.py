"""The table of problems, over HTTP."""

from collections.abc import Iterator

import pytest
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.testing import TestClient
from structlog.testing import capture_logs

from stackspend import errors
from stackspend.errors import PermanentError, RateLimited, StackSpendError, TransientError
from stackspend.web.envelope import stamp_request_id
from stackspend.web.problems import ARMS, EXCEPTION_HANDLERS, Arm, arm_of


def descendants(error: type[StackSpendError]) -> Iterator[type[StackSpendError]]:
    for child in error.__subclasses__():
        yield child
        yield from descendants(child)


@get("/fail/{name:str}")
async def fail(name: FromPath[str]) -> None:
    raise getattr(errors, name, ZeroDivisionError)("The provider is on holiday.")


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    app = Litestar([fail], exception_handlers=EXCEPTION_HANDLERS, before_send=[stamp_request_id], openapi_config=None)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_every_error_of_the_tree_has_a_row() -> None:
    tree = {error for error in descendants(StackSpendError) if error.__module__ == errors.__name__}
    assert {error for error in tree if arm_of(error("")) not in ARMS} == {PermanentError}


@pytest.mark.parametrize("arm", ARMS, ids=lambda arm: arm.error.__name__)
def test_an_error_is_answered_in_the_envelope(client: TestClient[Litestar], arm: Arm) -> None:
    answer = client.get(f"/fail/{arm.error.__name__}")
    assert answer.status_code == arm.status
    assert answer.json() == {
        "data": None,
        "error": {"code": arm.code, "message": "The provider is on holiday."},
        "meta": {"request_id": answer.headers["x-request-id"]},
    }


def test_only_what_may_pass_is_worth_a_retry_and_soon() -> None:
    assert [arm.error for arm in ARMS if arm.retryable] == [RateLimited, TransientError]


def test_a_retry_is_asked_for_within_claude_codes_patience(client: TestClient[Litestar]) -> None:
    assert client.get("/fail/TransientError").headers["retry-after"] == "1"
    assert "retry-after" not in client.get("/fail/NotFound").headers


def test_a_bug_is_logged_and_says_nothing_of_itself(client: TestClient[Litestar]) -> None:
    with capture_logs() as logged:
        answer = client.get("/fail/Bug")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "INTERNAL")
    assert "holiday" not in answer.text
    assert logged[0]["request_id"] == answer.headers["x-request-id"]


def test_the_log_of_a_bug_names_the_route_but_not_what_stood_in_the_path(client: TestClient[Litestar]) -> None:
    with capture_logs() as logged:
        client.get("/fail/ss_signin_hunter2")

    assert "/fail/" in logged[0]["route"]
    assert "hunter2" not in str(logged)


def test_what_is_nowhere_says_where_to_look(client: TestClient[Litestar]) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        {"code": "NOT_FOUND", "message": "There is nothing at /nowhere; /api/openapi.json lists what there is."},
    )


def test_another_method_is_told_which_there_are(client: TestClient[Litestar]) -> None:
    answer = client.delete("/fail/NotFound")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert "GET" in answer.headers["allow"]
