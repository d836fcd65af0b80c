"""SOP001 to SOP004, SOP013 to SOP015, SOP112 and SOP301: a file that cannot be read, or cannot stand beside the others."""

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
            "存成了 GBK、放了一个链接、文件太大、名字不对的文件，读不出来，或者会被别的页面盖住。"
            "链接还可能把手册以外的文件发布出去。",
            "Saved as GBK, a link, too large or wrongly named: it cannot be read, or another page would cover it. "
            "A link could publish what is no part of the handbook.",
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
            "这一行不是「键: 值」，也不是列表的一项；或者混进了看不见的字符，有的还会把后面的字反过来显示。"
            "读不懂的一行会被跳过，后面照读。",
            "The line is neither `key: value` nor an entry of a list, or it hides an invisible character; "
            "some of these show what follows the other way round.",
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
        title=Text("正文不能套太多层，也不能太复杂", "the body is neither nested too deep nor too involved"),
        severity=Severity.ERROR,
        why=Text(
            "几百个没合上的方括号、上百层缩进、一千多个小标题，会让网页生成卡住好几分钟；一页最多排两秒。正常的文字到不了这个数。",
            "Hundreds of open brackets, a hundred levels of lists or over a thousand headings would keep the build busy for"
            " minutes; a page may take two seconds. No text that is meant comes near.",
        ),
        mend=Text(
            "补上「]」，减少层数，或分成几页；多半是粘贴时出的错。",
            "Close the brackets, take out levels or make several pages of it; often it was pasted.",
        ),
        source=_FORMAT,
        bad=f"size: 180\n---\n\n{'- ' * 101}先看菜单\n",
        good="size: 180\n---\n\n- 先看菜单\n",
    ),
    Doc(
        code="SOP014",
        name="file-type",
        title=Text("只放浏览器不会执行的文件", "no file is one that a browser runs"),
        severity=Severity.ERROR,
        why=Text(
            "不是 Markdown 的文件会原样发布。网页、脚本、带脚本的 SVG 会在读者的手机上运行，谁也没有检查过它们。",
            "What is no Markdown is published as it stands. Web pages, scripts and SVGs with scripts would run on "
            "readers' phones, and nobody has looked at them.",
        ),
        mend=Text(
            "放图片、文档、表格、音频、视频或压缩包；SVG 在绘图软件里导出成「纯 SVG」。"
            "网站自己要用的脚本和样式，由管理员写进 `mkdocs.yml` 的 `extra_javascript`、`extra_css` 或 `extra_templates`；"
            "不想发布的文件写进 `exclude_docs`。",
            "Put pictures, documents, sheets, sound, film or archives; export an SVG as plain SVG. Scripts and styles of "
            "the site itself are named in `mkdocs.yml` (`extra_javascript`, `extra_css`, `extra_templates`), what is not "
            "to be published in `exclude_docs`.",
        ),
        source=_FORMAT,
        bad="size: 180\n=== handbook/form.html\n<form></form>\n",
        good="size: 180\n=== handbook/form.csv\n姓名,电话\n",
    ),
    Doc(
        code="SOP015",
        name="file-name",
        title=Text("文件名哪里都能用，也不和别的文件撞", "a file's name works everywhere and is its own"),
        severity=Severity.ERROR,
        why=Text(
            "有的字符进不了网址，有的名字在 Windows 上建不了；只差大小写的两个文件，到了别的电脑上只剩一个；"
            "`a.md` 和 `a/index.md` 在同一个网址，后一个会盖掉前一个。",
            "Some characters are lost in an address, some names cannot be made on Windows. Of two files that differ in "
            "case only, another computer keeps one; `a.md` and `a/index.md` have one address, and one would be lost.",
        ),
        mend=Text(
            "改名：用汉字、字母、数字和连字符；撞名的，改一个，或并成一页。",
            "Rename it: letters, digits and hyphens; of two that collide rename one, or make one page of them.",
        ),
        source=_FORMAT,
        bad="size: 180\n=== handbook/Tips.md\n# 技巧\n=== handbook/tips.md\n# 小技巧\n",
        good="size: 180\n=== handbook/tips.md\n# 技巧\n",
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
