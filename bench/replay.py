"""How long it takes to derive the ledger again from its raw batches, as `stackspend replay` does."""

import os
import subprocess
import time
from pathlib import Path

from bench.exports import logs
from bench.machine import all_shared
from bench.node import running_node
from bench.pace import Job, Pacing
from bench.section import Rounds, Section, say
from tests.running import PROGRAM

RECORDS, REQUESTS = 10, 200
MILLION = 1_000_000


def measure(folder: Path, *, rounds: int, records: int) -> Section:
    """Fill a ledger through the door, stop the server, and replay it a few times."""
    with running_node(folder) as node:
        job = Job(node.address, logs(RECORDS, time.time_ns()), REQUESTS, records / RECORDS / REQUESTS, first=1)
        Pacing(job, all_shared().loader).outcome()
        while node.backlog():
            time.sleep(0.2)
    per_million = Rounds.of(_replay(folder / "data") / records * MILLION for _ in range(rounds))
    say(f"replay {per_million.text()} s per million records")
    text = (
        f"{records:,} records in exports of {RECORDS}: **{per_million.text('.0f')} s per million** of records, on all "
        "cores, start of the program included."
    )
    return Section("Replay", text, {"replay seconds per million": per_million.median})


def _replay(data_dir: Path) -> float:
    environment = {"PATH": os.environ["PATH"], "STACKSPEND_DATA_DIR": str(data_dir)}
    began = time.monotonic()
    subprocess.run([PROGRAM, "replay"], env=environment, check=True, capture_output=True)
    return time.monotonic() - began
