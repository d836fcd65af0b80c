#!/usr/bin/env bash
# Find nginx for the tests, which serve the handbook with deploy/nginx.conf; install it if there is none and we are root on
# Debian or Ubuntu. The tests start one of their own on a free port: the service that the package brings stays off.
set -euo pipefail

has_nginx() {
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null
}

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing nginx with apt-get …" >&2
    apt-get -qq update >/dev/null || return 1
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e "$policy" ]; then  # Debian's way to say that a package's service is not to be started
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        made=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nginx-light >/dev/null 2>&1 ||
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nginx >/dev/null 2>&1 || true
    if [ -n "$made" ]; then
        rm -f "$policy"
        if command -v systemctl >/dev/null; then  # nor at the next start of the machine
            systemctl disable --quiet nginx 2>/dev/null || true
        fi
    fi
}

# Run again: nothing to do.
has_nginx && exit

if ! apt_install || ! has_nginx; then
    {
        echo "The browser tests serve the handbook with nginx, which was not found. Install it:"
        echo "  Debian, Ubuntu: sudo apt-get install nginx-light · Fedora: nginx · macOS: brew install nginx"
    } >&2
    exit 1
fi
