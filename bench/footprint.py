"""What StackSpend takes before anybody uses it, and after some load: time, memory, files, disk."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.exports import logs
from bench.machine import all_shared
from bench.node import running_node
from bench.pace import Job, Pacing
from bench.processes import open_descriptors, resident_megabytes
from bench.section import Rounds, Section, say, table

ROOT = Path(__file__).parents[1]
IDLE = 5.0  # seconds
REQUESTS, RECORDS = 200, 10


def measure(folder: Path, *, rounds: int, seconds: float) -> Section:
    """Import, start, stand idle, work."""
    imports = Rounds.of(_import_seconds() for _ in range(rounds))
    seen = [_lived(folder / str(number), seconds) for number in range(rounds)]
    starts, idle, idle_files, loaded, loaded_files = (Rounds.of(column) for column in zip(*seen, strict=True))
    size = _installed_megabytes(folder / "installed")
    rows = [
        ["import of the application", f"{imports.text('.2f')} s"],
        ["start of `stackspend serve` until it is ready", f"{starts.text('.2f')} s"],
        ["memory, idle", f"{idle.text('.0f')} MB"],
        [f"memory after {seconds:.0f} s of {REQUESTS} exports/s of {RECORDS} records", f"{loaded.text('.0f')} MB"],
        ["open descriptors, idle", idle_files.text(".0f")],
        ["open descriptors after the load", loaded_files.text(".0f")],
        ["installed, with everything that it needs", f"{size:.0f} MB"],
    ]
    say("\n".join(" | ".join(row) for row in rows))
    figures = {"start seconds": starts.median, "idle megabytes": idle.median, "installed megabytes": size}
    return Section("Footprint", table(["what", "median (range)"], rows), figures)


def _import_seconds() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import stackspend.app"], check=True)
    return time.monotonic() - began


def _lived(folder: Path, seconds: float) -> tuple[float, float, float, float, float]:
    """Seconds to start; megabytes and descriptors when idle; the same after work."""
    with running_node(folder) as node:
        time.sleep(IDLE)
        process = node.server.process
        idle = resident_megabytes(process), float(open_descriptors(process))
        job = Job(node.address, logs(RECORDS, time.time_ns()), REQUESTS, seconds, first=1)
        Pacing(job, all_shared().loader).outcome()
        return node.server.ready_seconds, *idle, resident_megabytes(process), float(open_descriptors(process))


def _installed_megabytes(folder: Path) -> float:
    """The size of an environment with StackSpend and its dependencies, without the interpreter."""
    environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(folder), "UV_LINK_MODE": "copy"}
    command = [os.environ.get("UV", "uv"), "sync", "--frozen", "--no-dev", "--no-editable", "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
