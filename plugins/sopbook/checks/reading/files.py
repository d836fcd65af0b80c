"""SOP001 to SOP004, SOP013, SOP112 and SOP301: a file that cannot be read, or cannot stand beside the others."""

from __future__ import annotations

from sopbook.checks.kit import Doc
from sopbook.findings import Severity, Text

_FORMAT = Text("sopbook 的文件格式。", "The format of sopbook's files.")
_SECOND = """\
size: 180
=== industries/dining/supper.md
title: 夜宵福利群
id: {id}
roles: {{host: 店长, admin: 夜班经理, service: 前台}}
"""

DOCS: tuple[Doc, ...] = (
    Doc(
        code="SOP001",
        name="file-unreadable",
        title=Text("文件要读得到", "a file can be read"),
        severity=Severity.ERROR,
        why=Text(
            "存成了 GBK、放了一个链接、文件太大、名字不对的文件，读不出来，或者会被别的页面盖住。",
            "Saved as GBK, a link, too large or wrongly named: it cannot be read, or another page would cover it.",
        ),
        mend=Text(
            "用编辑器「另存为」UTF-8；放文件本身，不放链接；名字以 `.md` 结尾；文件夹的首页叫 `index.md`。",
            "Save it as UTF-8; put the file itself, no link; end its name in `.md`; call a folder's first page `index.md`.",
        ),
        source=_FORMAT,
        bad="size: 180\n=== README.md\n# 我们的手册\n",
        good="size: 180\n=== index.md\n# 我们的手册\n",
    ),
    Doc(
        code="SOP002",
        name="front-matter-bounds",
        title=Text("抬头写在两行「---」之间", "the front matter stands between two lines of `---`"),
        severity=Severity.ERROR,
        why=Text(
            "文件第一行的「---」和后面的「---」夹着抬头。少一行，或者前面多了空白，整份抬头都读不到。",
            "The first line of a file and a later one bound the front matter. Without either, none of it is found.",
        ),
        mend=Text(
            "让「---」成为第一行，从第一格写起；抬头写完，再单独写一行「---」。",
            "Make `---` the very first line, without indent, and write another after the last key.",
        ),
        source=_FORMAT,
        bad="---\ntitle: 午市福利群\ngroup: traffic\n\n## 这个群为什么存在\n\n中午让附近的上班族不用想吃什么。\n",
        good="title: 午市福利群\ngroup: traffic\n---\n\n## 这个群为什么存在\n\n中午让附近的上班族不用想吃什么。\n",
    ),
    Doc(
        code="SOP003",
        name="front-matter-too-large",
        title=Text(
            "抬头不能太长，也不能套太多层", "the front matter is neither too long nor nested too deep"
        ),
        severity=Severity.ERROR,
        why=Text(
            "抬头最多 16 KB，括号和缩进最多套 20 层。再多就不是一张时间表，往往是贴错了内容。",
            "At most 16 kB and 20 levels are read. More is no schedule; often the wrong thing was pasted.",
        ),
        mend=Text(
            "把长文字移到正文，或者分成两个群SOP；本来是文字的括号，用英文引号括起来。",
            "Move long texts into the body or make two playbooks of it; put brackets that are text in quotes.",
        ),
        source=_FORMAT,
        bad=f"owner: {'[' * 21}运营部{']' * 21}\n",
        good="owner: '[运营部]'\n",
    ),
    Doc(
        code="SOP004",
        name="line-unreadable",
        title=Text("每一行都要读得懂", "every line can be read"),
        severity=Severity.ERROR,
        why=Text(
            "这一行不是「键: 值」，也不是列表的一项；或者混进了看不见的字符。读不懂的一行会被跳过，后面照读。",
            "The line is neither `key: value` nor an entry of a list, or it hides an invisible character.",
        ),
        mend=Text(
            "看缩进是不是对齐、英文冒号后面有没有空格、引号和括号是不是成对；看不见的字符删掉重打。",
            "Look at the indent, the space after a colon, and pairs of quotes and brackets; type the text again.",
        ),
        source=Text("抬头用 YAML 1.2 书写。", "Front matter is YAML 1.2."),
        bad="size: 180\n人数先定这么多\n",
        good="size: 180  # 人数先定这么多\n",
    ),
    Doc(
        code="SOP013",
        name="body-too-deep",
        title=Text("正文不能套太多层", "the body is not nested too deep"),
        severity=Severity.ERROR,
        why=Text(
            "几百个没合上的方括号、上百层缩进，会让网页生成卡住好几分钟。正常的文字到不了这个数。",
            "Hundreds of open brackets or a hundred levels of lists would keep the build busy for minutes.",
        ),
        mend=Text(
            "补上「]」，或者减少层数；多半是粘贴时出的错。",
            "Close the brackets or take out levels; often it was pasted.",
        ),
        source=_FORMAT,
        bad=f"size: 180\n---\n\n{'- ' * 101}先看菜单\n",
        good="size: 180\n---\n\n- 先看菜单\n",
    ),
    Doc(
        code="SOP112",
        name="holidays-file",
        title=Text("自己写的放假安排要写对", "the handbook's own public holidays are written right"),
        severity=Severity.ERROR,
        why=Text(
            "`mkdocs.yml` 旁边的 `holidays.yml` 写着每年的放假和调休。写错一天，跟着它的动作就全发错了。",
            "`holidays.yml` beside `mkdocs.yml` says which days are off. One wrong day moves every post that hangs on it.",
        ),
        mend=Text(
            "照公布的通知核对年份和日期；调休上班的一定是周六或周日。",
            "Compare it with the published notice; only weekend days are worked instead.",
        ),
        source=Text("放假安排以当年公布的通知为准。", "The yearly notice of public holidays."),
        bad=(
            "size: 180\n=== holidays.yml\n2027:\n  source: 2027 年放假通知\n"
            "  holidays: {元旦: 2027-01-01..2027-01-03}\n  workdays: [2027-01-05]\n"
        ),
        good=(
            "size: 180\n=== holidays.yml\n2027:\n  source: 2027 年放假通知\n"
            "  holidays: {元旦: 2027-01-01..2027-01-03}\n  workdays: [2027-01-09]\n"
        ),
    ),
    Doc(
        code="SOP301",
        name="id-taken",
        title=Text("每个群SOP的编号只用一次", "every playbook has an id of its own"),
        severity=Severity.ERROR,
        why=Text(
            "订阅日历、网址和表格都靠编号认群SOP。两个群用同一个编号，后一个不会出现在手册里。",
            "Feeds, addresses and sheets know a playbook by its id. The second one of two would be left out.",
        ),
        mend=Text("给后一个换一个没用过的编号。", "Give the second one an id of its own."),
        source=_FORMAT,
        bad=_SECOND.format(id="dining-lunch"),
        good=_SECOND.format(id="dining-supper"),
    ),
)
