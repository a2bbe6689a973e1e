#!/bin/sh
# Installs Debian's packages that the tests and the benchmark need, as far as they are missing:
#   tools/debian.sh [postgresql] [chromium] [wrk]
# Where they came from another place, nothing is installed: what counts is that the programs are found.
set -eu

found() {
    case $1 in
        postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

missing=
for package in "$@"; do
    found "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Please install$missing by hand: this machine has no apt-get." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || {
        echo "Please install$missing first (apt-get install$missing): it takes root, and sudo asks for a password here." >&2
        exit 1
    }
    exec sudo -n "$0" "$@"
fi

# The tests start a PostgreSQL of their own. While policy-rc.d answers 101, the package starts none for the machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
echo "Installing$missing with apt-get"
apt-get update -qq
# shellcheck disable=SC2086  # the list is split on purpose
DEBCONF_NOWARNINGS=yes apt-get install -qq --yes --no-install-recommends $missing >/dev/null
