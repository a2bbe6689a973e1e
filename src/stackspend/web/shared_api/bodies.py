"""Bodies that a route reads itself: of one of several media types, and only when it is known who asks.

Litestar reads a declared `data` before it asks for the key, and would tell a stranger what is wrong with the body.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType

from stackspend.errors import UnsupportedMedia

JSON = "application/json"
MAX_BODY = 2_000_000  # bytes; ten thousand mapping rules are about half of it
TEXT = Schema(type=OpenAPIType.STRING)


class Body(msgspec.Struct, frozen=True):
    """The bytes of a request, and the media type of them."""

    media: str
    content: bytes


async def read_body(request: Request[object, object, State], *media: str) -> Body:
    """The body of the request. Raises UnsupportedMedia unless it says that it is one of `media`."""
    said, _ = request.content_type
    if said.lower() not in media:
        wanted = " or ".join(media)
        raise UnsupportedMedia(f"The body is {said or 'of no type'}; send it with Content-Type: {wanted}.")
    return Body(said.lower(), await request.body())


def operation_with(content: Mapping[str, Schema]) -> type[Operation]:
    """What makes OpenAPI describe the body of a route that declares none; schemas by media type."""

    @dataclass
    class OperationWithBody(Operation):
        def __post_init__(self) -> None:
            described = {media: OpenAPIMediaType(schema=schema) for media, schema in content.items()}
            self.request_body = RequestBody(content=described, required=True)

    return OperationWithBody
