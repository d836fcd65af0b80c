#!/usr/bin/env bash
# Find libical 3 for the tests, the second reader of feeds beside python-recurring-ical-events; install it if there is
# none and we are root on Debian or Ubuntu (whose newer releases call the package libical3t64).
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
[ -x "$python" ] || python=python3

has_libical() {
    "$python" -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library("ical") is None)'
}

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing libical with apt-get …" >&2
    apt-get -qq update >/dev/null || return 1
    for package in libical3 libical3t64; do
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null 2>&1 &&
            return
    done
    return 1
}

# Run again: nothing to do.
has_libical && exit

if ! apt_install || ! has_libical; then
    {
        echo "The tests read feeds back with libical 3, which was not found. Install it:"
        echo "  Debian, Ubuntu: sudo apt-get install libical3 (or libical3t64) · Fedora: libical · macOS: brew install libical"
    } >&2
    exit 1
fi
