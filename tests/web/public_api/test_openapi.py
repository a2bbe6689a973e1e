"""The OpenAPI document: valid, and complete."""

import re
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from openapi_spec_validator import validate

from stackspend.otlp.export import Signal
from tests.application import APPLICATION
from tests.running import RunningServer
from tests.web.door.sending import ask

ENTRANCE = "/api/v1/sign-in"  # who comes there is not signed in yet
ROUTES = sorted(
    (re.sub(r":\w+}", "}", route.path_format), method)
    for route in APPLICATION.routes
    if isinstance(route, HTTPRoute) and route.path.startswith("/api/v1/")
    for method in route.methods
    if method != "OPTIONS"
)


@pytest.fixture(scope="module")
def document(server: RunningServer) -> dict[str, Any]:
    answered = ask(server, "/api/openapi.json", b"", {}, method="GET").json
    assert isinstance(answered, dict)
    return answered


def test_it_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    validate(document)


@pytest.mark.parametrize(("path", "method"), ROUTES, ids=lambda part: part)
def test_every_route_is_described(document: dict[str, Any], path: str, method: str) -> None:
    operation = document["paths"][path][method.lower()]

    assert operation["summary"]
    assert operation["operationId"]
    assert operation["responses"].keys() >= {"503"}
    if path.startswith(ENTRANCE):
        assert operation["security"] == [{}], "who comes there has no credentials yet"
    else:
        assert operation["security"], "a route of the API that anyone may ask"
        assert {} not in operation["security"], "a route of the API that anyone may ask"
        assert "401" in operation["responses"]


@pytest.mark.parametrize("signal", Signal)
def test_the_door_is_described(document: dict[str, Any], signal: Signal) -> None:
    export = document["paths"][f"/api/v1/public/ingest/otel/{{provider}}/{{connection_id}}/v1/{signal}"]["post"]

    assert export["requestBody"]["content"].keys() == {"application/json", "application/x-protobuf"}
    assert export["responses"].keys() == {"202", "400", "401", "403", "404", "405", "413", "415", "429", "503"}
    assert {parameter["name"] for parameter in export["parameters"]} == {"provider", "connection_id"}


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    assert len(set(names)) == len(names)
