"""A real OpenID provider on loopback, in a process of its own, and a person who says yes to it."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests.running import free_port

_PROGRAM = str(Path(sys.executable).with_name("oidc-provider-mock"))
_STARTING = 20.0


class OpenIdServer(msgspec.Struct, frozen=True):
    """The provider; any client may use it, and any subject may be chosen."""

    issuer: str

    def know(self, subject: str, claims: Mapping[str, Any]) -> None:
        """From now on the provider says this of the subject."""
        httpx.put(f"{self.issuer}/users/{subject}", json=dict(claims)).raise_for_status()

    def approve(self, address: str, subject: str) -> str:
        """Where the provider sends the browser that came to `address` and chose this subject."""
        answer = httpx.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])


@contextmanager
def running_openid() -> Iterator[OpenIdServer]:
    """The provider, until the end of the context."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    command = [_PROGRAM, "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(issuer)
        yield OpenIdServer(issuer)
    finally:
        process.terminate()
        process.wait(10)


def _await(issuer: str) -> None:
    deadline = time.monotonic() + _STARTING
    while True:
        try:
            with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=5) as answer:
                assert json.load(answer)["issuer"] == issuer
                return
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline, "The OpenID provider did not start."
            time.sleep(0.05)
