"""What an exporter is answered, read with the messages that OpenTelemetry publishes."""

import msgspec
import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from stackspend.otlp.answer import export_response, status_body
from stackspend.otlp.export import Encoding, SetAside, Signal

TWO = (SetAside("$.resourceLogs[0]", "Expected `int`."), SetAside("$.resourceLogs[1]", "Expected `str`."))
SENTENCE = "2 could not be read; the first, $.resourceLogs[0]: Expected `int`."


@pytest.mark.parametrize(("encoding", "body"), [(Encoding.JSON, b"{}"), (Encoding.PROTOBUF, b"")])
@pytest.mark.parametrize("signal", Signal)
def test_full_success_is_an_empty_response(signal: Signal, encoding: Encoding, body: bytes) -> None:
    assert export_response(signal, encoding) == body


@pytest.mark.parametrize(
    ("signal", "field"),
    [
        (Signal.LOGS, "rejectedLogRecords"),
        (Signal.METRICS, "rejectedDataPoints"),
        (Signal.TRACES, "rejectedSpans"),
    ],
)
def test_partial_success_counts_and_names_the_first(signal: Signal, field: str) -> None:
    answer = msgspec.json.decode(export_response(signal, Encoding.JSON, TWO))

    assert answer == {"partialSuccess": {field: "2", "errorMessage": SENTENCE}}


def test_partial_success_in_protobuf() -> None:
    logs, metrics, traces = ExportLogsServiceResponse(), ExportMetricsServiceResponse(), ExportTraceServiceResponse()

    logs.ParseFromString(export_response(Signal.LOGS, Encoding.PROTOBUF, TWO))
    metrics.ParseFromString(export_response(Signal.METRICS, Encoding.PROTOBUF, TWO))
    traces.ParseFromString(export_response(Signal.TRACES, Encoding.PROTOBUF, TWO))

    assert (logs.partial_success.rejected_log_records, logs.partial_success.error_message) == (2, SENTENCE)
    assert metrics.partial_success.rejected_data_points == traces.partial_success.rejected_spans == 2


def test_a_failure_is_a_status_in_the_encoding_of_the_request() -> None:
    status = Status()
    status.ParseFromString(status_body(Encoding.PROTOBUF, 16, "Who is there?"))

    assert (status.code, status.message) == (16, "Who is there?")
    assert status_body(Encoding.JSON, 16, "Who is there?") == b'{"code":16,"message":"Who is there?"}'
