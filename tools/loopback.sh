#!/bin/sh
# Runs a command where the only network is a loopback of its own: tools/loopback.sh COMMAND...
# It takes root, or a kernel that lets everybody make user namespaces.
set -eu
map=
[ "$(id -u)" -eq 0 ] || map=--map-root-user
# shellcheck disable=SC2086  # no option at all for root
exec unshare --net $map python3 -c '
import fcntl, os, socket, struct, sys

UP_AND_RUNNING = struct.pack("16sH14x", b"lo", 0x41)
fcntl.ioctl(socket.socket(), 0x8914, UP_AND_RUNNING)  # SIOCSIFFLAGS: a new namespace begins with its loopback down
os.execvp(sys.argv[1], sys.argv[1:])
' "$@"
