"""How long it takes from a 202 until the line item is in the API."""

import time
import urllib.request
import uuid
from datetime import UTC, datetime

from bench.exports import NEW, logs_export
from tests.running import RunningServer

PATIENCE = 60.0  # seconds


def freshness(server: RunningServer) -> float:
    """Seconds between the answer to one new export and its line item; raises TimeoutError after a minute."""
    now = datetime.now(UTC)
    run = uuid.uuid4().hex
    body = logs_export(1, nanoseconds=time.time_ns()).replace(NEW, run).encode()
    headers = {"X-API-Key": server.ingest_key, "Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(f"{server.endpoint}/v1/logs", body, headers), timeout=10).close()
    accepted = time.monotonic()
    query = {"start_date": str(now.date()), "end_date": str(now.date()), "session": f"session-{run}"}
    while not server.get("/api/v1/public/line-items", **query):
        if time.monotonic() > accepted + PATIENCE:
            raise TimeoutError(f"The line item of session-{run} did not appear in {PATIENCE:.0f} s.")
        time.sleep(0.02)
    return time.monotonic() - accepted
