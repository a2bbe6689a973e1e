"""A line of log for every answer: which route, how it ended and the request's id, by which a report finds the rest.

The route is named as it is declared, `/sign-in/{secret:str}`, never as it was asked: paths and queries hold secrets,
names and e-mail addresses. The OTLP door has no such lines, for a fleet would fill the disk with them.
"""

import structlog
from litestar.enums import ScopeType
from litestar.types import Message, Scope

from stackspend.web.envelope import request_id

log = structlog.get_logger(__name__)


async def log_answer(message: Message, scope: Scope) -> None:
    """A `before_send` hook of the application. `route` is `None` where there is no such path."""
    if message["type"] != "http.response.start" or scope["type"] == ScopeType.WEBSOCKET:
        return
    route = scope.get("path_template")
    log.info("answered", method=scope["method"], route=route, status=message["status"], request_id=request_id(scope))
