"""What an exporter is answered: the export response of its signal, or a `Status`, in the request's encoding."""

import msgspec
from google.protobuf.message import Message
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from stackspend.otlp.export import Encoding, SetAside, Signal

_REJECTED = {
    Signal.METRICS: "rejected_data_points",
    Signal.LOGS: "rejected_log_records",
    Signal.TRACES: "rejected_spans",
}
_RESPONSE: dict[Signal, type[Message]] = {
    Signal.METRICS: ExportMetricsServiceResponse,
    Signal.LOGS: ExportLogsServiceResponse,
    Signal.TRACES: ExportTraceServiceResponse,
}


def export_response(signal: Signal, encoding: Encoding, set_aside: tuple[SetAside, ...] = ()) -> bytes:
    """Full success (`{}` in JSON, no bytes in protobuf), or partial success naming the first record set aside."""
    if not set_aside:
        return b"{}" if encoding is Encoding.JSON else b""
    message = f"{len(set_aside)} could not be read; the first, {set_aside[0].where}: {set_aside[0].reason}"
    field = _REJECTED[signal]
    if encoding is Encoding.PROTOBUF:
        partial = {field: len(set_aside), "error_message": message}
        return _RESPONSE[signal](partial_success=partial).SerializeToString()
    head, *tail = field.split("_")
    name = head + "".join(word.capitalize() for word in tail)
    # int64 is a string in OTLP/JSON.
    return msgspec.json.encode({"partialSuccess": {name: str(len(set_aside)), "errorMessage": message}})


def status_body(encoding: Encoding, code: int, message: str) -> bytes:
    """A google.rpc.Status with a gRPC `code` and a `message`: the body OTLP/HTTP asks for on every failure."""
    if encoding is Encoding.JSON:
        return msgspec.json.encode({"code": code, "message": message})
    status: bytes = Status(code=code, message=message).SerializeToString()
    return status
