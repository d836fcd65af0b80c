#!/usr/bin/env bash
# venv.sh DIR: make a virtual environment in DIR with the first Python >= 3.11 that can.
# Asked in turn: $PYTHON, python3.13, python3.12, python3.11, python3, python.
set -euo pipefail

venv=$1
wanted='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

if [ -n "${PYTHON:-}" ]; then
    candidates=("$PYTHON")
else
    candidates=(python3.13 python3.12 python3.11 python3 python)
fi

for candidate in "${candidates[@]}"; do
    if command -v "$candidate" >/dev/null && "$candidate" -c "$wanted" 2>/dev/null; then
        echo "Making $venv with $("$candidate" --version) …"
        exec "$candidate" -m venv --clear "$venv"
    fi
done

{
    echo "sopbook needs Python 3.11 or newer with the modules venv and ensurepip; found none of: ${candidates[*]}."
    echo "Install one (Debian, Ubuntu: apt-get install python3-venv; macOS: brew install python),"
    echo "or name one: PYTHON=/path/to/python3 make …"
} >&2
exit 1
