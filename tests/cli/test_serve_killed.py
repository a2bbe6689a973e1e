"""A server that is killed: what it acknowledged is booked once when it is started again, at once, on the same port."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

from tests.captured import FOLDER
from tests.running import PROGRAM, await_answer, free_port, initialized

CAPTURE = FOLDER / "basic"
BOOKED = Decimal("0.150967799999999997")
PATIENCE = 20.0  # seconds


def started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        process = subprocess.Popen([PROGRAM, "serve"], env=environment, stdout=output, stderr=output)
    await_answer(environment["STACKSPEND_PUBLIC_URL"], process, log)
    return process


def exported(endpoint: str, key: str, signal_name: str, body: bytes) -> int:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{endpoint}/v1/{signal_name}", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        status: int = answer.status
        return status


def spend(base_url: str, key: str) -> Decimal:
    address = f"{base_url}/api/v1/public/rollups/daily?start_date=2026-11-01&end_date=2026-11-30&group_by=source"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"X-API-Key": key}), timeout=10) as answer:
        rows = json.load(answer)["data"]
    return sum((Decimal(row["net_amount_usd"]) for row in rows), Decimal(0))


def test_a_server_that_is_killed_after_its_202_books_the_export_once_when_it_is_started_again(tmp_path: Path) -> None:
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    environment = {
        "STACKSPEND_DATA_DIR": str(tmp_path / "data"),
        "STACKSPEND_PORT": str(port),
        "STACKSPEND_PUBLIC_URL": base_url,
    }
    made = initialized(environment)
    log = tmp_path / "server.log"
    process = started(environment, log)

    for body in sorted(CAPTURE.glob("0*.json")):
        signal_name = body.stem.split("-")[1]
        assert exported(made["endpoint"], made["ingest_key"], signal_name, body.read_bytes()) == 202
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process = started(environment, log)

    deadline = time.monotonic() + PATIENCE
    while spend(base_url, made["api_key"]) != BOOKED and time.monotonic() < deadline:
        time.sleep(0.1)
    assert spend(base_url, made["api_key"]) == BOOKED
    process.terminate()
    assert process.wait(PATIENCE) == 0
