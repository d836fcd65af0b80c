"""The policy: what it says, where it stands in a page, and that the files for servers say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sopbook.render.policy import (
    FRESH,
    HEADERS,
    LASTING,
    SHORT,
    UNFRAMED,
    Elsewhere,
    content_policy,
    headers_file,
    with_policy,
)

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split("; ")]
    return {name: sources for name, *sources in parts}


def test_nothing_runs_but_the_sites_own_files() -> None:
    found = directives(content_policy())
    assert found["script-src"] == found["worker-src"] == found["connect-src"] == ["'self'"]
    assert found["default-src"] == found["base-uri"] == ["'none'"]
    assert not {"frame-src", "object-src"} & found.keys()  # default-src speaks for them
    assert "unsafe-eval" not in content_policy()


def test_what_is_loaded_from_elsewhere_is_allowed_where_it_is_needed_and_said_once() -> None:
    elsewhere = Elsewhere(
        hosts=("https://cdn.example.org",),
        scripts=("https://a.example.org/x;y.js?v=1", "//b.example.org/z.js", "https://cdn.example.org"),
        styles=("https://fonts.example.org",),
        fonts=("https://files.example.org",),
        connections=("https://api.example.org",),
    )
    found = directives(content_policy(elsewhere))
    assert found["script-src"] == [
        "'self'",
        "https://a.example.org/x%3By.js",
        "b.example.org/z.js",
        "https://cdn.example.org",
    ]
    assert found["style-src"][2:] == ["https://fonts.example.org", "https://cdn.example.org"]
    assert found["font-src"][1:] == ["https://files.example.org", "https://cdn.example.org"]
    assert found["connect-src"][1:] == ["https://api.example.org", "https://cdn.example.org"]
    assert found["worker-src"] == ["'self'"]


@pytest.mark.parametrize(
    "head", ["<head>", "<HEAD>", '<head prefix="og: x">', '<head>\n  <meta charset="utf-8">']
)
def test_the_policy_stands_before_whatever_it_is_about(head: str) -> None:
    page = with_policy(
        f"<!doctype html><html>{head}<script src=x></script></head><body><head></html>", "P 'self'"
    )
    tag = '<meta http-equiv="Content-Security-Policy" content="P \'self\'">'
    assert "preload" not in page
    assert page.count(tag) == 1
    assert f"{head}{tag}<script" in page


def test_a_page_with_a_policy_names_at_once_what_it_loads() -> None:
    page = with_policy(
        '<head><link rel="stylesheet" href="a.css"><script src="../b.js"></script></head><script src="../b.js"></script>'
        '<script src="m.js" type="module"></script><script src="c.js?v=1" id=x></script><a href="d.js">',
        "P",
    )
    assert page[: page.index('<link rel="stylesheet"')].endswith(
        '"P"><link rel="preload" as="style" href="a.css"><link rel="preload" as="script" href="../b.js">'
        '<link rel="preload" as="script" href="c.js?v=1">'
    )


def test_a_policy_stands_where_browsers_still_look_for_the_encoding() -> None:
    hosts = tuple(f"https://cdn-{number}.example.org" for number in range(40))
    page = with_policy('<head>\n<meta charset="utf-8">', content_policy(Elsewhere(hosts=hosts)))
    assert page.index("charset") < 1024


def test_hosts_that_read_a_file_are_told_the_policy_and_the_rest() -> None:
    text = str(headers_file(content_policy()).content)
    assert f"\n  Content-Security-Policy: {content_policy()}; {UNFRAMED}\n" in text
    for name, value in HEADERS.items():
        assert f"\n  {name}: {value}\n" in text
    assert max(map(len, text.splitlines())) < 2000  # Cloudflare Pages reads no longer line
    paths = [line for line in text.splitlines() if not line.startswith(" ")]
    assert paths == ["/*", "/assets/sopbook/inline/*"]


@pytest.mark.parametrize("name", ["nginx.conf", "htaccess", "vercel.json"])
def test_the_files_for_servers_say_what_the_program_says(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert text.count(f"{content_policy()}; {UNFRAMED}") == 1
    for header, value in HEADERS.items():
        assert re.search(rf'{header}["\s:,valueskyset]+{re.escape(value)}"', text), header
    for kept in (LASTING, SHORT, FRESH):
        assert f'"{kept}"' in text


def test_the_file_for_vercel_is_read_as_json() -> None:
    rules = json.loads((DEPLOY / "vercel.json").read_text("utf-8"))["headers"]
    everywhere = {header["key"]: header["value"] for header in rules[0]["headers"]}
    assert everywhere == {"Content-Security-Policy": f"{content_policy()}; {UNFRAMED}", **HEADERS}
    for rule in rules:
        re.compile(rule["source"])
