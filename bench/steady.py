"""How long an export waits for its 202 when exports come at a steady pace and the ledger books them meanwhile."""

import http.client
import time
import uuid
from urllib.parse import urlsplit

from bench.exports import NEW, logs_export
from tests.running import RunningServer


def steady_waits(server: RunningServer, *, records: int, per_second: int, seconds: int) -> list[float]:
    """The waits in seconds, shortest first, of exports sent one after the other over one connection, as a client does.

    An export that is due while the one before still waits is sent late, and its wait counts from when it was due.
    Raises AssertionError for an answer that is not 202.
    """
    address = urlsplit(server.endpoint)
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    headers = {"X-API-Key": server.ingest_key, "Content-Type": "application/json"}
    template = logs_export(records, nanoseconds=time.time_ns())
    waits = []
    began = time.monotonic()
    for number in range(per_second * seconds):
        due = began + number / per_second
        body = template.replace(NEW, uuid.uuid4().hex).encode()
        time.sleep(max(0.0, due - time.monotonic()))
        connection.request("POST", f"{address.path}/v1/logs", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 202, f"{answer.status} to export {number}"
        waits.append(time.monotonic() - due)
    connection.close()
    return sorted(waits)
