"""The OpenAPI 3.1 document at `/api/openapi.json`: Litestar's routes, and the OTLP door, which is none of them."""

import dataclasses

from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    Contact,
    License,
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Schema,
    SecurityScheme,
)
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.types import Method
from litestar.types.internal_types import PathParameterDefinition

from stackspend import __version__
from stackspend.otlp.body import MAX_BODY
from stackspend.otlp.export import Encoding, Signal
from stackspend.providers.types import PROVIDER_TYPES
from stackspend.settings import Settings
from stackspend.web.ingest_path import PREFIX
from stackspend.web.public_api import KEY_SCHEMES, PUBLIC_PREFIX
from stackspend.web.session_cookie import session_scheme

_DESCRIPTION = """What Claude agents cost, from OpenTelemetry. All amounts are estimates from usage telemetry, not an
invoice. Amounts are decimal strings in USD that were never rounded; null is unknown, never zero."""

_STATUSES = {
    "202": "Accepted and durable: the export response of the signal, with partialSuccess for what cannot be read.",
    "400": "Not OTLP: the message says where and why. Not retryable.",
    "401": "No API key, or one that is unknown, malformed, revoked or expired.",
    "403": "INVALID_SCOPE: the key lacks usage:write, or is bound to another provider of the organization.",
    "404": "No such provider of this organization, or a wrong path; the message tells the cure.",
    "405": "Exports are sent with POST.",
    "413": f"More than {MAX_BODY} bytes, on the wire or after gunzip.",
    "415": "Neither JSON nor protobuf, or compressed with something other than gzip.",
    "429": "RATE_LIMITED: more records a second than the key may send. Send the same body again after Retry-After.",
    "503": "Transient: send the same body again after Retry-After seconds.",
}


def openapi_config(settings: Settings) -> OpenAPIConfig:
    """How Litestar describes its routes."""
    schemes: dict[str, SecurityScheme | Reference] = {
        KEY_SCHEMES[0]: SecurityScheme(type="apiKey", name="X-API-Key", security_scheme_in="header"),
        KEY_SCHEMES[1]: SecurityScheme(type="http", scheme="bearer"),
        "session": session_scheme(settings),
    }
    return OpenAPIConfig(
        title="StackSpend",
        version=__version__,
        description=" ".join(_DESCRIPTION.split()),
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        contact=Contact(name="StackSpend"),
        path="/api",
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        components=Components(security_schemes=schemes),
    )


def _operation_id(handler: HTTPRouteHandler, _method: Method, path: list[str | PathParameterDefinition]) -> str:
    """The handler's own name, which is unique within each API; the two share some handlers."""
    return f"app_{handler.handler_name}" if "app" in path else handler.handler_name


def with_rate_limits(paths: dict[str, PathItem]) -> dict[str, PathItem]:
    """Every answer that a route of the public API can give because of its key's rate limit, written as a 503 is."""
    for path, item in paths.items():
        if path.startswith(PUBLIC_PREFIX):
            for operation in (item.get, item.put, item.post, item.patch, item.delete):
                if (
                    operation
                    and operation.responses
                    and isinstance(refused := operation.responses["503"], OpenAPIResponse)
                ):
                    operation.responses["429"] = dataclasses.replace(refused, description="RATE_LIMITED")
    return paths


def door_paths() -> dict[str, PathItem]:
    """The OTLP door's paths, one for each signal."""
    return {PREFIX + "{provider}/{connection_id}/v1/" + signal: PathItem(post=_export(signal)) for signal in Signal}


def _export(signal: Signal) -> Operation:
    names = [name for known in PROVIDER_TYPES for name in (known.type, *known.aliases)]
    anything = {encoding.value: OpenAPIMediaType(schema=_body_schema(encoding)) for encoding in Encoding}
    return Operation(
        tags=["Ingest"],
        summary=f"Export {signal}",
        operation_id=f"export_{signal}",
        description=f"An OTLP/HTTP export of {signal}, JSON or protobuf, gzip or plain.",
        security=[{scheme: []} for scheme in KEY_SCHEMES],
        parameters=[
            Parameter(
                name="provider",
                param_in="path",
                required=True,
                schema=Schema(type=OpenAPIType.STRING, enum=names),
            ),
            Parameter(
                name="connection_id",
                param_in="path",
                required=True,
                schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
            ),
        ],
        request_body=RequestBody(content=dict(anything), required=True),
        responses={
            status: OpenAPIResponse(description=meaning, content=dict(anything))
            for status, meaning in _STATUSES.items()
        },
    )


def _body_schema(encoding: Encoding) -> Schema:
    if encoding is Encoding.JSON:
        return Schema(type=OpenAPIType.OBJECT)
    return Schema(type=OpenAPIType.STRING, content_encoding="binary")
