#!/bin/sh
# Installs the pinned uv into a virtual environment of its own, inside the checkout: tools/uv.sh FOLDER VERSION PYTHON
set -eu
folder=$1 version=$2 python=$3

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

command -v "$python" >/dev/null ||
    stop "There is no $python on this machine. Install Python 3.11 to 3.14, or name one: make run PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' ||
    stop "StackSpend needs Python 3.11 to 3.14, and $python is $("$python" -V 2>&1). Name another one: make run PYTHON=python3.12"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    stop "$python cannot make virtual environments, because its module ensurepip is missing." \
        "Install it (Debian and Ubuntu: apt-get install python3-venv) and run make again."

printf 'Installing uv %s into %s\n' "$version" "$folder"
rm -rf "$folder"  # an interrupted installation is begun anew
"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$version"
