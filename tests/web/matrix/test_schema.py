"""What the application answers is what its OpenAPI says, whatever it is asked: no 5xx, no other status, no other shape.

schemathesis makes the questions: good ones by the document, and such that go against it. They are the same each time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stackspend.access.members import Role
from tests.application import APPLICATION
from tests.web.matrix.routes import APP, by_key, by_session
from tests.web.matrix.world import World

CHECKS: list[schemathesis.CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
Operation = APIOperation[Any, Any, Any, Any]
QUESTIONS = 4  # of each operation and asker
HOST = "http://server.example"
# The OTLP door is none of Litestar's routes (tests/web/door asks it); the others end what the next question needs.
LEFT_OUT = ("/ingest/", "/app/sign-out", "/app/sample")


def operations() -> Iterator[Operation]:
    document = APPLICATION.openapi_schema.to_schema()
    for found in from_dict(document).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if not any(part in operation.path for part in LEFT_OUT):
            yield operation


CASES = [
    pytest.param(asker, operation, id=f"{asker}: {operation.label}")
    for operation in operations()
    for asker in (["owner", "member"] if operation.path.startswith(APP) else ["key"])
]


@pytest.fixture(scope="module")
def askers(world: World) -> dict[str, dict[str, str]]:
    return {
        "owner": by_session(world.session(world.alice)),
        "member": by_session(world.session(world.bob(Role.MEMBER))),
        "key": by_key(world.key(world.acme)),
    }


@pytest.mark.parametrize(("asker", "operation"), CASES)
def test_no_answer_is_a_fault_or_not_described(
    world: World, askers: dict[str, dict[str, str]], asker: str, operation: Operation
) -> None:
    questions = st.one_of(
        operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE)
    )

    @seed(20261125)
    @settings(
        max_examples=QUESTIONS,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(questions)
    def holds(case: "Case[Any]") -> None:
        case.validate_response(asked(world, case, askers[asker]), checks=CHECKS)

    holds()


def asked(world: World, case: "Case[Any]", credentials: dict[str, str]) -> Any:
    """The answer to a question that brings these credentials and no others."""
    made = case.as_transport_kwargs(base_url=HOST)
    own = {name: value for name, value in made["headers"].items() if name.lower() not in {"cookie", "x-api-key"}}
    world.client.cookies.clear()
    return world.client.request(
        made["method"],
        made["url"].removeprefix(HOST),
        params=made.get("params"),
        headers={**own, **credentials},
        follow_redirects=False,
        **{"json" if name == "json" else "content": made[name] for name in ("json", "data") if name in made},
    )
