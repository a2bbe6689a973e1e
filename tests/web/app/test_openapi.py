"""What OpenAPI says of the app API."""

from typing import Any

import msgspec
from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components
from openapi_spec_validator import validate

from stackspend.settings import read_settings
from stackspend.web.app_api import SESSION_SCHEME, app_router
from stackspend.web.session_cookie import session_scheme


def described() -> Any:
    """The document as clients read it."""
    schemes = Components(security_schemes={SESSION_SCHEME: session_scheme(read_settings({}))})
    config = OpenAPIConfig(title="StackSpend", version="1", components=schemes, use_handler_docstrings=True)
    return msgspec.to_builtins(Litestar([app_router()], openapi_config=config).openapi_schema.to_schema())


def test_it_is_valid_openapi_3_1() -> None:
    document = described()
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_refusal_is_the_envelope() -> None:
    refusals = {
        (path, method, status): answer["content"]["application/json"]["schema"]
        for path, operations in described()["paths"].items()
        for method, operation in operations.items()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
    }
    assert {key for key, schema in refusals.items() if schema != {"$ref": "#/components/schemas/Refusal"}} == set()


def test_every_operation_says_what_it_is_and_needs_the_session() -> None:
    operations = [operation for path in described()["paths"].values() for operation in path.values()]
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert all(operation["security"] == [{"session": []}] for operation in operations)
