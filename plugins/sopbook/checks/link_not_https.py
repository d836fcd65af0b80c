"""SOP454: a link in a text to post that is not https."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopbook.checks.kit import Check, Location, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.checks.wording import listed, name_of
from sopbook.findings import Severity, Text

_ADDRESS = r"[A-Za-z0-9\[][!#-;=?-\]_a-z~]*"
"""Up to what no address has: white space, quotation marks, Chinese."""
_INSECURE = re.compile(rf"[Hh][Tt][Tt][Pp]://{_ADDRESS}|[Ww][Ww][Ww]\.(?<![A-Za-z0-9./:@_-]....){_ADDRESS}")
_SCHEME = re.compile(r"^http://", re.IGNORECASE)


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each text with such links."""
    said = subject.all_said
    if "http://" not in said and "www." not in said:
        return
    for where, text, _ in subject.public:
        links = dict.fromkeys(found.rstrip(".,;:!?)]")[:80] for found in _INSECURE.findall(text))
        if links:
            yield _problem(name_of(subject, where), where, [*links])


def _problem(name: Text, where: Location, links: list[str]) -> Problem:
    better = [f"https://{_SCHEME.sub('', link)}" for link in links]
    said = listed(links)
    return Problem(
        where=where,
        message=Text(
            f"{name.zh}里的链接{said.zh}不是 https 开头",
            f"a link in {name.en} does not begin with https: {said.en}",
        ),
        help=Text(
            f"在手机上试试 {' 、 '.join(better)} ，能打开就换成它",
            f"try {', '.join(better)} on a phone, and post that if it opens",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: service
    by: admin
    copy: 今天的菜单在这里 {link} ，中午见。
"""

CHECK = Check(
    code="SOP454",
    name="link-not-https",
    title=Text("要发的链接以 https 开头", "links to post begin with https"),
    severity=Severity.WARNING,
    why=Text(
        "http 的链接在微信里常被拦下或提示“不安全”，内容也可能被人改掉；只写 www. 的，有的手机点不开。",
        "A link with http is often blocked or marked as unsafe in WeChat, and can be tampered with; a bare www. may not open.",
    ),
    mend=Text(
        "换成 https:// 开头的链接，发之前在手机上点一次。",
        "Use the address that begins with https://, and open it once on a phone.",
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(link="http://menu.example.com/today"),
    good=_EXAMPLE.format(link="https://menu.example.com/today"),
    each=check,
)
