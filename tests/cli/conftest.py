"""Run the command line in this process as a shell would: arguments and environment in, exit code and outputs out."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from stackspend.cli import run


class Ran(msgspec.Struct, frozen=True):
    """What one command line did."""

    code: int
    stdout: str
    stderr: str


Shell = Callable[..., Ran]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str, **environment: str) -> Ran:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            code = run(arguments)
        return Ran(code, *capsys.readouterr())

    return ran
