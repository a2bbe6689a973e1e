"""Wait until a server that was just started accepts connections."""

import socket
import subprocess
import time

STARTING = 30.0  # seconds


def await_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Raises TimeoutError, or RuntimeError if the process ends first."""
    deadline = time.monotonic() + STARTING
    while not _listens(port):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode} before it listened on port {port}.")
        if time.monotonic() > deadline:
            raise TimeoutError(f"{process.args!r} does not listen on port {port} after {STARTING:.0f} s.")
        time.sleep(0.01)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
