#!/usr/bin/env bash
# Find what WeasyPrint sets type with (Pango, HarfBuzz) and a Chinese font for the tests of PDFs; install what is missing
# if we are root on Debian or Ubuntu.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
[ -x "$python" ] || python=python3

has_pango() {
    "$python" -c '
import ctypes.util, sys
wanted = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
sys.exit(not all(ctypes.util.find_library(name) for name in wanted))'
}

has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]; }

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing $* with apt-get …" >&2
    apt-get -qq update >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# Run again: nothing to do.
has_pango && has_chinese_font && exit

apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk || true
if ! has_pango || ! has_chinese_font; then
    {
        echo "The tests print PDFs with Pango, HarfBuzz and a Chinese font, one of which was not found. Install them:"
        echo "  Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
        echo "  Fedora: pango harfbuzz google-noto-sans-cjk-fonts · macOS: brew install pango"
    } >&2
    exit 1
fi
