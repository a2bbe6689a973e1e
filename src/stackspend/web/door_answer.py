"""What exporters are answered: an export response or an OTLP `Status`, with the headers that go with its status.

Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp; what the client retries was measured on Claude Code 2.1.
"""

import msgspec

from stackspend.errors import StackSpendError
from stackspend.otlp.answer import export_response, status_body
from stackspend.otlp.export import Encoding, SetAside, Signal
from stackspend.web.problems import INTERNAL, RETRY_AFTER_SECONDS, Arm, arm_of


class MethodNotAllowed(StackSpendError):
    """A path that exists, asked with another method than POST."""


class Answer(msgspec.Struct, frozen=True):
    """A status, the header lines in wire format but for those of the connection, and the body."""

    status: int
    headers: bytes
    body: bytes


_METHOD_NOT_ALLOWED = Arm(MethodNotAllowed, 405, "METHOD_NOT_ALLOWED", retryable=False)
# An exporter never sends a batch again after a 500, so a fault of ours is a 503 here: the batch may yet be kept.
FAULT = Arm(StackSpendError, 503, "UNAVAILABLE", retryable=True)
# What an exporter sends again, and then after the same time: it gives up on what it would have to wait longer for.
_RETRYABLE = {429, FAULT.status}
# google.rpc.Code, by HTTP status.
_RPC_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 413: 3, 415: 3, 429: 8, 503: 14}

# The Office add-in is browser code: its exports are cross-origin requests with an Authorization header.
_CORS = (
    b"access-control-allow-origin: *\r\n"
    b"access-control-allow-methods: POST, OPTIONS\r\n"
    b"access-control-allow-headers: Authorization, Content-Type, Content-Encoding, X-API-Key, User-Agent\r\n"
    b"access-control-max-age: 7200\r\n"
)
PREFLIGHT = Answer(204, _CORS, b"")


def accepted(signal: Signal, encoding: Encoding, set_aside: tuple[SetAside, ...]) -> Answer:
    """The export is on disk; `set_aside` are the records of it that could not be read."""
    if not set_aside:
        return _WHOLE[encoding]
    return _with_body(202, encoding, export_response(signal, encoding, set_aside))


def refused(error: Exception, encoding: Encoding) -> Answer:
    """The export was not accepted, and why."""
    arm = arm_at_the_door(error)
    reason = error.message if isinstance(error, StackSpendError) else "StackSpend failed; send the export again."
    body = status_body(encoding, _RPC_CODES[arm.status], f"{arm.code}: {reason}")
    return _with_body(arm.status, encoding, body)


def arm_at_the_door(error: Exception) -> Arm:
    """The row of the table of errors, where a fault of ours may be retried."""
    if isinstance(error, MethodNotAllowed):
        return _METHOD_NOT_ALLOWED
    arm = arm_of(error) if isinstance(error, StackSpendError) else INTERNAL
    return FAULT if arm is INTERNAL else arm


def answer_encoding(content_type: bytes | None) -> Encoding:
    """The encoding of the answer to a request of this content type, which need not be one of OTLP's."""
    return Encoding.PROTOBUF if b"protobuf" in (content_type or b"") else Encoding.JSON


def _with_body(status: int, encoding: Encoding, body: bytes) -> Answer:
    headers = _CORS + b"content-type: %b\r\ncontent-length: %d\r\n" % (encoding.value.encode(), len(body))
    if status == _METHOD_NOT_ALLOWED.status:
        headers += b"allow: POST, OPTIONS\r\n"
    if status in _RETRYABLE:
        headers += b"retry-after: %d\r\n" % RETRY_AFTER_SECONDS
    return Answer(status, headers, body)


# All signals have the same answer when nothing was set aside.
_WHOLE = {encoding: _with_body(202, encoding, export_response(Signal.LOGS, encoding)) for encoding in Encoding}
