#!/usr/bin/env bash
# Find a Chromium or Chrome for the tests and write its path to .venv/browser-path; install one if there is none.
# Asked in turn: the path recorded last time, $CHROMIUM, an installed browser, Debian's packages (as root),
# playwright's own download. As root a CJK font is seen to as well, for pictures without empty boxes.
set -euo pipefail
cd "$(dirname "$0")/.."

record=.venv/browser-path
known=(
    chromium chromium-browser google-chrome google-chrome-stable chrome
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    "/Applications/Chromium.app/Contents/MacOS/Chromium"
)

# On Ubuntu chromium-browser may be a stub that only tells how to install a snap: a browser is what gives its version.
works() { command -v "$1" >/dev/null && "$1" --version >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

find_browser() {
    local candidate
    for candidate in "${known[@]}"; do
        if works "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

apt_install() {
    is_root && command -v apt-get >/dev/null || return 1
    echo "Installing $* with apt-get …" >&2
    apt-get -qq update >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

playwright_browser() {
    echo "Downloading playwright's own Chromium …" >&2
    .venv/bin/playwright install chromium >&2 || return 1
    .venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)'
}

has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]; }

if [ -n "${CHROMIUM:-}" ]; then
    works "$CHROMIUM" || { echo "CHROMIUM=$CHROMIUM is not a browser that runs." >&2; exit 1; }
    command -v "$CHROMIUM" >"$record"
    exit
fi

# Run again: nothing to do.
[ -s "$record" ] && [ -x "$(cat "$record")" ] && exit

if ! browser=$(find_browser); then
    if apt_install chromium fonts-noto-cjk; then browser=$(find_browser); fi || true
fi
if [ -z "${browser:-}" ] && ! browser=$(playwright_browser); then
    echo "The tests need a browser: install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome make test" >&2
    exit 1
fi

if ! has_chinese_font && ! apt_install fonts-noto-cjk; then
    echo "No Chinese font found: screenshots will show empty boxes (Debian: apt-get install fonts-noto-cjk)." >&2
fi

echo "$browser" >"$record"
echo "Browser for the tests: $browser"
