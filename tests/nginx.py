"""A real nginx that serves a built site with the file that people copy, `deploy/nginx.conf`."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

CONF = Path(__file__).parent.parent / "deploy/nginx.conf"
_FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin"
_MAIN = """\
daemon off;
master_process off;
pid {work}/pid;
error_log {work}/error.log;
events {{ }}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
{temporary}
    include {work}/sopbook.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def serving(site: Path, work: Path, *, sends_policy: bool = True) -> Iterator[str]:
    """Serve the folder `site` on a free port; yield its address. What nginx writes goes into the folder `work`.

    Without `sends_policy` the policy is what pages say themselves, as on a host that sends no headers of ours.
    """
    program = shutil.which("nginx", path=_FOLDERS)
    assert program, "no nginx: run scripts/nginx.sh"
    port = _free_port()
    changes = {"listen 80;": f"listen 127.0.0.1:{port};", "root /var/www/sopbook;": f"root {site};"}
    if not sends_policy:
        changes["add_header Content-Security-Policy "] = "add_header X-Not-Sent "
    conf = CONF.read_text("utf-8")
    for old, new in changes.items():
        assert conf.count(f" {old}") == 1, old
        conf = conf.replace(f" {old}", f" {new}")
    (work / "sopbook.conf").write_text(conf, "utf-8")
    (work / "nginx.conf").write_text(_main(program, work), "utf-8")
    command = [program, "-e", f"{work}/error.log", "-p", str(work), "-c", f"{work}/nginx.conf"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait(server, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _main(program: str, work: Path) -> str:
    about = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"--conf-path=(\S+)/nginx\.conf", about)
    folder = found[1] if found else "/etc/nginx"
    kinds = [kind for kind in _TEMPORARY if f"--without-http_{kind}_module" not in about]
    temporary = "\n".join(f"    {kind}_temp_path {work}/{kind};" for kind in kinds)
    return _MAIN.format(work=work, types=f"{folder}/mime.types", temporary=temporary)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[str], port: int) -> None:
    deadline = monotonic() + 10
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None or monotonic() > deadline:
            server.kill()
            raise AssertionError(f"nginx does not start: {server.communicate()[1]}")
        sleep(0.02)
