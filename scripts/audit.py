"""Have Lighthouse look at the bundled handbook as a phone gets it from a host; fail where a page falls short.

Needs Node.js and npm; Lighthouse itself is installed into .venv/audit. Each page is opened several times and medians count.
Performance depends on how busy the machine is: look twice before you believe a bad figure.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from served import FLAGS, ROOT, browser_path, built_site

LIGHTHOUSE = "lighthouse@12.8.2"
"""The last that runs on every Node.js still looked after; 13 asks for 22.19."""

HOME = ROOT / ".venv" / "audit"
CLI = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
HEADS = ("performance", "access", "practices", "SEO")
FIGURES = {
    "LCP": ("largest-contentful-paint", 1000, "{:.2f} s"),
    "CLS": ("cumulative-layout-shift", 1, "{:.3f}"),
    "TBT": ("total-blocking-time", 1, "{:.0f} ms"),
    "transfer": ("total-byte-weight", 1000, "{:.1f} kB"),
}
"""What is told of a page beside its scores: Lighthouse's name, what its value is divided by, how it is written."""


class Look(NamedTuple):
    """What Lighthouse found on a page: scores up to 100, figures, and what cost points, by category."""

    scores: dict[str, float]
    figures: dict[str, float]
    faults: list[str]


def pages_of(month: str) -> tuple[str, ...]:
    """Return the pages that are looked at: home, a playbook, a month, and Today before and after a choice."""
    return (
        "",
        "industries/dining/lunch/",
        f"industries/dining/calendar/{month}/",
        "today/",
        "today/?playbook=dining-lunch",
    )


def install() -> None:
    """Install Lighthouse unless this version is there; its scripts stay unrun, and no lock file is written."""
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit("make audit needs Node.js (18.20 or later) with npm: https://nodejs.org")
    package = CLI.parent.parent / "package.json"
    if package.is_file() and json.loads(package.read_bytes())["version"] == LIGHTHOUSE.partition("@")[2]:
        return
    print(f"Installing {LIGHTHOUSE} …", file=sys.stderr)
    quiet = ["--silent", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts"]
    if subprocess.run(["npm", "install", "--prefix", str(HOME), *quiet, LIGHTHOUSE], check=False).returncode:
        sys.exit(f"npm could not install {LIGHTHOUSE}.")


def look(url: str) -> Look:
    """Open a page once, as a mid-range phone on a slow network."""
    command = ["node", str(CLI), url, "--quiet", "--output=json", f"--only-categories={','.join(LEAST)}"]
    run = subprocess.run(
        [*command, f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"],
        env={**os.environ, "CHROME_PATH": browser_path()},
        stdout=subprocess.PIPE,
        check=False,
    )
    if run.returncode:
        sys.exit(f"Lighthouse could not look at {url}")
    report = json.loads(run.stdout)
    audits = report["audits"]
    figures = {name: audits[audit]["numericValue"] / unit for name, (audit, unit, _) in FIGURES.items()}
    scores = {name: report["categories"][name]["score"] * 100 for name in LEAST}
    return Look(scores, figures, faults_of(report))


def faults_of(report: dict[str, Any]) -> list[str]:
    """Return what cost points, each as one line with its category."""
    audits = report["audits"]
    return [
        f"{name}: {audits[ref['id']]['title']} {audits[ref['id']].get('displayValue', '')}".rstrip()
        for name in LEAST
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"]
        and (audits[ref["id"]]["score"] or 0) < 0.9
        and audits[ref["id"]]["score"] is not None
    ]


def medians(looks: list[Look]) -> Look:
    """Return the medians of several looks, and every fault that one of them found."""
    return Look(
        {name: statistics.median(one.scores[name] for one in looks) for name in looks[0].scores},
        {name: statistics.median(one.figures[name] for one in looks) for name in looks[0].figures},
        sorted({fault for one in looks for fault in one.faults}),
    )


def main() -> None:
    """Build, serve, look, tell; exit 1 when a page falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened (default: 5)")
    parser.add_argument(
        "pages", nargs="*", help="addresses below the site's; default: home, playbook, month, today"
    )
    options = parser.parse_args()
    install()
    console, now = Console(width=120), datetime.now(ZoneInfo("Asia/Shanghai"))
    table = Table("page", *HEADS, *FIGURES)
    short = False
    with built_site(now=now) as address:
        for page in options.pages or pages_of(f"{now:%Y-%m}"):
            found = medians([look(address + page) for _ in range(options.runs)])
            missed = {name for name, least in LEAST.items() if found.scores[name] < least}
            short |= bool(missed)
            scores = [
                f"{'[red]' if name in missed else ''}{score:.0f}" for name, score in found.scores.items()
            ]
            figures = [FIGURES[name][2].format(value) for name, value in found.figures.items()]
            table.add_row(page or "(home)", *scores, *figures)
            console.print(f"{page or '(home)'}", *found.faults, sep="\n  ", markup=False, highlight=False)
    console.print(table)
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
