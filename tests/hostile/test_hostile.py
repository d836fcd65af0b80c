"""Every case of the corpus: what it is answered, and that nothing hostile comes of it and nothing good is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from hostile import oracle
from hostile.cases import MAX_MEGABYTES, MAX_SECONDS, SOUND, Case, cases, copied, draw, found, run, tree

FAMILIES = ("exports", "front-matter", "markup", "paths", "text")


class Base(NamedTuple):
    """The sound handbook with its site, which every case begins with."""

    root: Path
    site: Mapping[str, bytes]
    active: set[str]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    root = tmp_path_factory.mktemp("sound")
    draw(Case(name="sound", family="", about="The sound handbook."), root)
    outcome = run(root, "build")
    assert outcome.exit == 0, outcome.output
    site = tree(root / "site")
    known = oracle.known_active(site)
    assert [*oracle.harm(site, known)] == []
    return Base(root, site, known)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_case(case: Case, base: Base, tmp_path: Path) -> None:
    root = copied(base.root, tmp_path / "project")
    _take_away(case, root)
    draw(case, root)
    outcome = run(root, case.run)
    listed = found(outcome.output)
    assert outcome.exit == case.exit, outcome.output[-3000:]
    assert {*case.findings} <= {place for place, _ in listed}, outcome.output[-3000:]
    assert case.findings or case.exit or not any(is_error for _, is_error in listed), outcome.output[-3000:]
    form = re.search(r"--format[ =](\w+)", case.run)
    assert [*oracle.terminal_harm(outcome.output, form[1] if form else "")] == []
    assert outcome.seconds < MAX_SECONDS
    assert outcome.megabytes < MAX_MEGABYTES
    site = tree(root / "site")
    if outcome.exit or not case.run.startswith("build"):
        assert site == base.site, "the previous site has changed"
    assert [*oracle.harm(_made(site, root, base), base.active)] == []
    _look_into(case, site, outcome.output)
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def _take_away(case: Case, root: Path) -> None:
    """Remove the sound files that the case replaces by something else than a text, or has not."""
    for name, content in case.files.items():
        if name in SOUND and not isinstance(content, str):
            (root / "playbooks" / name).unlink()


def _made(site: Mapping[str, bytes], root: Path, base: Base) -> dict[str, bytes]:
    """Return the files that are new or changed, in the site and beside it (`calendar --out`)."""
    made = {path: content for path, content in site.items() if base.site.get(path) != content}
    beside = [path for path in root.iterdir() if path.is_file() and not (base.root / path.name).exists()]
    return made | {path.name: path.read_bytes() for path in beside}


def _look_into(case: Case, site: Mapping[str, bytes], output: str) -> None:
    for shown in case.shows:
        path, _, text = shown.partition(": ")
        assert text in (output if path == "output" else oracle.readable(site[path])), shown
    if not case.never:
        return
    said = {path: oracle.readable(content) for path, content in site.items()} | {"output": output}
    assert [(path, text) for path, told in said.items() for text in case.never if text in told] == []


def test_the_corpus_is_large_and_has_every_family() -> None:
    listed = cases()
    assert {case.family for case in listed} == {*FAMILIES}
    assert len(listed) >= 90
    assert all(case.about.endswith(".") for case in listed)


def test_the_oracle_sees_what_runs() -> None:
    """An oracle that sees nothing would pass everything."""
    for markup in (
        "<script>canary=1</script>",
        "<script src=x.js></script>",
        "<p onclick=canary()>",
        '<a href="java\nscript:canary()">',
        "<iframe src=x>",
        "<svg><set attributeName=href to=javascript:canary()></svg>",
        '<form action="https://evil.example">',
        '<p style="position:fixed">',
        "<style>@import 'x'</style>",
        "<svg><foreignObject></svg>",
        '<meta http-equiv="refresh" content="0;url=x">',
        "<base href=x>",
    ):
        assert oracle.active("index.html", markup), markup
    assert not oracle.active(
        "index.html", '<p class=a id=b><a href="x">1</a><img src="data:image/png;base64,">'
    )
    assert [*oracle.harm({"a.csv": b"=1\n"}, set())] and [*oracle.terminal_harm("\x1b[31m")]
    assert [*oracle.terminal_harm("::set-output name=a::b")]
