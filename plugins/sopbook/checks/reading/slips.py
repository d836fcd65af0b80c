"""SOP005 to SOP012: the usual slips of people who do not know YAML. Each is named, and reading goes on."""

from __future__ import annotations

from sopbook.checks.kit import Doc
from sopbook.findings import Severity, Text

_YAML = Text("抬头用 YAML 1.2 书写。", "Front matter is YAML 1.2.")

DOCS: tuple[Doc, ...] = (
    Doc(
        code="SOP005",
        name="full-width-colon",
        title=Text("键后面用英文冒号", "a key ends in a plain colon"),
        severity=Severity.ERROR,
        why=Text(
            "中文输入法打出来的「：」，程序不认，这一行就不是「键: 值」了。值里面的中文冒号没有关系。",
            "To YAML the full-width colon is a letter like any other. Inside a value it does no harm.",
        ),
        mend=Text("切到英文输入法，写一个冒号和一个空格。", "Write a plain colon and a space."),
        source=_YAML,
        bad="owner：运营部\n",
        good="owner: 运营部\n",
    ),
    Doc(
        code="SOP006",
        name="missing-space",
        title=Text("冒号、短横线后面空一格", "a space follows a colon and a dash"),
        severity=Severity.ERROR,
        why=Text(
            "冒号或短横线紧挨着后面的字，程序会把整行当成一句话。",
            "Without the space YAML takes the whole line for one text.",
        ),
        mend=Text("写成「键: 值」「- 一项」，空一格。", "Write `key: value` and `- entry`, with the space."),
        source=_YAML,
        bad="owner:运营部\n",
        good="owner: 运营部\n",
    ),
    Doc(
        code="SOP007",
        name="needs-quotes",
        title=Text("有特殊符号的值加引号", "a value with special characters stands in quotes"),
        severity=Severity.ERROR,
        why=Text(
            "以 @、%、{、[ 等开头，或者里面有「冒号加空格」的文字，程序会读成别的东西。",
            "A text that begins with @, %, {, [ and the like, or holds a colon and a space, is read as something else.",
        ),
        mend=Text("用英文引号把整个值括起来。", "Put the whole value in quotes."),
        source=_YAML,
        bad="owner: @运营部\n",
        good="owner: '@运营部'\n",
    ),
    Doc(
        code="SOP008",
        name="tab-in-indent",
        title=Text("缩进用空格，不用 Tab", "indents are spaces, no tabs"),
        severity=Severity.ERROR,
        why=Text(
            "Tab 在每台电脑上宽窄不一，程序只认空格。",
            "A tab is as wide as each computer likes; YAML knows only spaces.",
        ),
        mend=Text(
            "删掉 Tab，用空格和上下行对齐；编辑器可以设成按 Tab 输入空格。",
            "Use spaces, in line with the rows around; an editor can be told to type them for a tab.",
        ),
        source=_YAML,
        bad="vars:\n\tstore: 人民路店\n",
        good="vars:\n  store: 人民路店\n",
    ),
    Doc(
        code="SOP009",
        name="text-lost-after-hash",
        title=Text("# 前面有空格，后面的字就丢了", "text after a space and # is lost"),
        severity=Severity.ERROR,
        why=Text(
            "「空格加 #」在抬头里是备注，后面的字谁也看不到。话题标签、1 号店写成 #1 时最容易碰上。# 后面还有空格的，只提醒。",
            "A space and # begin a comment that nobody sees. `#1` and hashtags run into it. With a space after # it is a"
            " warning.",
        ),
        mend=Text(
            "是文字，把整个值用英文引号括起来；真是备注，# 前空两格、后空一格。",
            "A text: put the whole value in quotes. A comment: two spaces before # and one after it.",
        ),
        source=_YAML,
        bad="owner: 运营部 #1 组\n",
        good="owner: '运营部 #1 组'\n",
    ),
    Doc(
        code="SOP010",
        name="key-twice",
        title=Text("一个键只写一次", "a key stands once"),
        severity=Severity.ERROR,
        why=Text(
            "同一个键写两次，程序不知道听哪一个，往往是复制之后忘了改。",
            "Nobody can tell which of the two holds; often a line was copied and not changed.",
        ),
        mend=Text("只留一个，或者合并两处的内容。", "Keep one, or join the two."),
        source=_YAML,
        bad="roles:\n  host: 店长\n  admin: 值班经理\n  service: 前台\n  host: 副店长\n",
        good="roles:\n  host: 店长\n  admin: 值班经理\n  service: 前台\n",
    ),
    Doc(
        code="SOP011",
        name="yaml-reference",
        title=Text("不用 YAML 的引用和标签", "no YAML anchors, aliases or tags"),
        severity=Severity.ERROR,
        why=Text(
            "以 *、&、! 开头的字，YAML 当成引用、锚点或标签，读出来不是你写的那句话。",
            "What begins with *, & or ! is an alias, an anchor or a tag to YAML, and not the text that was written.",
        ),
        mend=Text(
            "是文字，用英文引号括起来；想重复用一段内容，就再写一遍。",
            "Put a text in quotes; instead of an alias write the content again.",
        ),
        source=Text(
            "YAML 1.2 有这些写法；sopbook 为了不出意外，一律不用。",
            "YAML 1.2 has them; sopbook does without, so that nothing surprises.",
        ),
        bad="owner: &team 运营部\n",
        good="owner: 运营部\n",
    ),
    Doc(
        code="SOP012",
        name="comma-in-braces",
        title=Text("花括号里，含逗号的值加引号", "inside braces a value with a comma stands in quotes"),
        severity=Severity.ERROR,
        why=Text(
            "花括号里英文逗号用来分开各项，值里的逗号会把它切成两半。",
            "Inside braces commas part the entries; one in a value cuts it in two.",
        ),
        mend=Text(
            "把这个值用英文引号括起来，或者用中文顿号、逗号。",
            "Put the value in quotes, or write one entry a line.",
        ),
        source=_YAML,
        bad="roles: {host: 店长, 副店长, admin: 值班经理, service: 前台}\n",
        good="roles: {host: '店长, 副店长', admin: 值班经理, service: 前台}\n",
    ),
)
