"""The one table from errors to HTTP: status, code, and whether a retry may help.

The OTLP door uses the table's statuses and words them as OTLP `Status` messages; everything else answers the envelope.
"""

from collections.abc import Iterable

import msgspec
import structlog
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ExceptionHandlersMap

from stackspend.errors import (
    Conflict,
    CrossSite,
    InsufficientRole,
    InvalidInput,
    InvalidScope,
    NotFound,
    NotOtlp,
    RateLimited,
    StackSpendError,
    TooLarge,
    TransientError,
    Unauthenticated,
    UnsupportedMedia,
)
from stackspend.web.envelope import Meta, request_id

log = structlog.get_logger(__name__)


class Arm(msgspec.Struct, frozen=True):
    """One row of the table; `retryable` answers carry `Retry-After`."""

    error: type[StackSpendError]
    status: int
    code: str
    retryable: bool


ARMS: tuple[Arm, ...] = (
    Arm(InvalidInput, 400, "INVALID_INPUT", retryable=False),
    Arm(NotOtlp, 400, "NOT_OTLP", retryable=False),
    Arm(Unauthenticated, 401, "UNAUTHENTICATED", retryable=False),
    Arm(InvalidScope, 403, "INVALID_SCOPE", retryable=False),
    Arm(InsufficientRole, 403, "INSUFFICIENT_ROLE", retryable=False),
    Arm(CrossSite, 403, "CROSS_SITE", retryable=False),
    Arm(NotFound, 404, "NOT_FOUND", retryable=False),
    Arm(Conflict, 409, "CONFLICT", retryable=False),
    Arm(TooLarge, 413, "TOO_LARGE", retryable=False),
    Arm(UnsupportedMedia, 415, "UNSUPPORTED_MEDIA", retryable=False),
    Arm(RateLimited, 429, "RATE_LIMITED", retryable=True),
    Arm(TransientError, 503, "UNAVAILABLE", retryable=True),
)
INTERNAL = Arm(StackSpendError, 500, "INTERNAL", retryable=False)

# What Litestar itself refuses before a handler runs, in the words of the table.
_FRAMEWORK_CODES = {400: "INVALID_INPUT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}
_FRAMEWORK_CODES |= {413: "TOO_LARGE", 415: "UNSUPPORTED_MEDIA"}

# Claude Code throws a batch away when it is told to wait for longer than its own ten seconds.
RETRY_AFTER_SECONDS = 1


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What was refused: a code for programs, a sentence for people."""

    code: str
    message: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope of a refusal."""

    data: None = None
    error: Problem
    meta: Meta


def arm_of(error: StackSpendError) -> Arm:
    """The row of the nearest class in the error's ancestry; `INTERNAL` when the table has none."""
    arms = {arm.error: arm for arm in ARMS}
    return next((arms[ancestor] for ancestor in type(error).__mro__ if ancestor in arms), INTERNAL)


def refusals(*errors: type[StackSpendError]) -> dict[int, ResponseSpec]:
    """What OpenAPI says of a route that may raise these: the `responses` of its handler.

    `TransientError` is always among them, since every route asks a store.
    """
    codes: dict[int, list[str]] = {}
    for arm in (arm_of(error("")) for error in (*errors, TransientError)):
        codes.setdefault(arm.status, []).append(arm.code)
    return {
        status: ResponseSpec(data_container=Refusal, description=" or ".join(names), generate_examples=False)
        for status, names in codes.items()
    }


def _refuse(
    request: Request[object, object, State], arm: Arm, message: str, *, retry_after: int = RETRY_AFTER_SECONDS
) -> Response[Refusal]:
    refusal = Refusal(error=Problem(code=arm.code, message=message), meta=Meta(request_id=request_id(request.scope)))
    headers = {"Retry-After": str(retry_after)} if arm.retryable else {}
    return Response(refusal, status_code=arm.status, media_type="application/json", headers=headers)


def answer_refused(request: Request[object, object, State], error: StackSpendError) -> Response[Refusal]:
    """Our own errors, by the table."""
    arm = arm_of(error)
    if arm is INTERNAL:
        return answer_bug(request, error)
    if isinstance(error, RateLimited):
        return _refuse(request, arm, error.message, retry_after=error.retry_after)
    if arm.retryable:
        log.warning("a request could not be answered", request_id=request_id(request.scope), exc_info=error)
    return _refuse(request, arm, error.message)


def answer_framework_refusal(request: Request[object, object, State], error: HTTPException) -> Response[Refusal]:
    """What Litestar refuses: no such route, another method, a body or parameter of another shape."""
    if error.status_code >= 500:
        return answer_bug(request, error)
    code = _FRAMEWORK_CODES.get(error.status_code, "REFUSED")
    response = _refuse(
        request, Arm(StackSpendError, error.status_code, code, retryable=False), _sentence(request, error)
    )
    response.headers.update(error.headers or {})
    return response


def answer_bug(request: Request[object, object, State], error: Exception) -> Response[Refusal]:
    """Anything else is a bug of ours: logged with its trace, answered without it."""
    # The route, not the path: the path of a sign-in link holds its secret.
    route = request.scope.get("path_template")
    log.error("a request failed", request_id=request_id(request.scope), route=route, exc_info=error)
    message = "StackSpend failed at this request; the server's log has the reason under this request id."
    return _refuse(request, INTERNAL, message)


def _sentence(request: Request[object, object, State], error: HTTPException) -> str:
    if isinstance(error, NotFoundException):
        return f"There is nothing at {request.url.path}; /api/openapi.json lists what there is."
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return f"The request is not as it should be: {'; '.join(_faults(error.extra))}."
    return f"{request.method} {request.url.path} was refused: {error.detail}."


def _faults(extra: Iterable[object]) -> Iterable[str]:
    for fault in extra:
        if isinstance(fault, dict):
            yield f"{fault['key']}: {fault['message']}" if fault.get("key") else str(fault.get("message"))


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    StackSpendError: answer_refused,
    HTTPException: answer_framework_refusal,
    Exception: answer_bug,
}
