"""The page of the API names every route, field, parameter, scope and code of an error."""

import msgspec
import pytest
from litestar.openapi.spec import Parameter

from stackspend.access.scopes import SCOPES
from stackspend.reports.answer import LineItemView
from stackspend.reports.explanation import LineItemExplanation
from stackspend.reports.question import Dimension
from stackspend.web.problems import ARMS, INTERNAL, Arm
from tests.application import APPLICATION
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs/api.md").read_text()
ROUTES = APPLICATION.openapi_schema.paths or {}
WITHOUT_PARAMETERS = {
    "/api/v1/public/api-keys",
    "/api/v1/public/audit/choices",
    "/api/v1/public/budgets",
    "/api/v1/public/mappings.csv",
}
FIELDS = {field.name for view in (LineItemView, LineItemExplanation) for field in msgspec.structs.fields(view)}


@pytest.mark.parametrize("path", ROUTES)
def test_a_route_is_named(path: str) -> None:
    assert f"{path}`" in PAGE


@pytest.mark.parametrize("word", [*sorted(FIELDS), *Dimension, *(scope.scope for scope in SCOPES)])
def test_a_field_a_group_or_a_scope_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize(
    "path", [path for path in ROUTES if path.startswith("/api/v1/public/") and "ingest" not in path]
)
def test_every_parameter_of_a_public_route_is_named(path: str) -> None:
    route = ROUTES[path]
    operations = [operation for operation in (route.get, route.put, route.post, route.delete) if operation]

    given = [parameter for operation in operations for parameter in operation.parameters or ()]
    names = {parameter.name for parameter in given if isinstance(parameter, Parameter)}

    assert names or path in WITHOUT_PARAMETERS
    assert {name for name in names if f"`{name}`" not in PAGE and f"{{{name}}}" not in PAGE} == set()


@pytest.mark.parametrize("arm", [*ARMS, INTERNAL], ids=lambda arm: arm.code)
def test_an_error_is_listed_with_its_status(arm: Arm) -> None:
    assert f"| {arm.status} | `{arm.code}` |" in PAGE
