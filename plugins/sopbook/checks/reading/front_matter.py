"""SOP101 to SOP111: a front matter whose keys or values are not what they should be."""

from __future__ import annotations

from sopbook.checks.kit import Doc
from sopbook.findings import Severity, Text

_FORMAT = Text("手册里的「抬头怎么写」一页。", "The page Front matter of the handbook.")
_SLOTS = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: {id}
    when: 周一至周五 15:00
    post: 猜菜名
    kind: interaction
    {by}copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

DOCS: tuple[Doc, ...] = (
    Doc(
        code="SOP101",
        name="key-unknown",
        title=Text("键要写对", "every key is known"),
        severity=Severity.ERROR,
        why=Text(
            "写错一个字母，这一行就不起作用，而且谁也看不出来。所以不认识的键都算错误。",
            "One wrong letter and the line does nothing, unseen. So a key that is not known is an error.",
        ),
        mend=Text(
            "照提示改成最接近的键；能写哪些键，见「抬头怎么写」。",
            "Take the nearest key, which the finding offers; the page Front matter lists them all.",
        ),
        source=_FORMAT,
        bad="onwer: 运营部\n",
        good="owner: 运营部\n",
    ),
    Doc(
        code="SOP102",
        name="key-missing",
        title=Text("必填的键不能少", "no required key is missing"),
        severity=Severity.ERROR,
        why=Text(
            "少了谁发、几点发、发什么，这一条就没法执行；少了标题和类型，页面也做不出来。",
            "Without who, when and what a post cannot be made; without title and type there is no page.",
        ),
        mend=Text("补上提示里说的那一行。", "Add the line that the finding names."),
        source=_FORMAT,
        bad=_SLOTS.format(id="quiz", by=""),
        good=_SLOTS.format(id="quiz", by="by: admin\n    "),
    ),
    Doc(
        code="SOP103",
        name="value-of-another-kind",
        title=Text("值的样子要对：文字、列表，还是一行行", "a value is of the kind that its key takes"),
        severity=Severity.ERROR,
        why=Text(
            "该写一句话的地方写了列表，或者键后面空着，程序就不知道你要什么。",
            "A list where one text belongs, or nothing at all, does not say what is meant.",
        ),
        mend=Text(
            "照提示改；以 [ 或 { 开头的文字要加英文引号，用不上的键整行删去。",
            "Do as the finding says; a text that begins with [ or { needs quotes, an idle key goes.",
        ),
        source=_FORMAT,
        bad="owner: {name: 运营部}\n",
        good="owner: 运营部\n",
    ),
    Doc(
        code="SOP104",
        name="value-unknown",
        title=Text("值要是这个键认得的", "a value is one that its key knows"),
        severity=Severity.ERROR,
        why=Text(
            "人数、日期、时长、类型都有固定写法，写成别的就没法计算和筛选。",
            "Numbers, days, durations and types are written in one way, so that they can be counted and filtered.",
        ),
        mend=Text(
            "照提示里的例子改：`180`、`2026-11-11`、`5min`、`activity` 或「活动」。",
            "Follow the example in the finding: `180`, `2026-11-11`, `5min`, `activity`.",
        ),
        source=_FORMAT,
        bad="size: 两百人\n",
        good="size: 180\n",
    ),
    Doc(
        code="SOP105",
        name="role-unknown",
        title=Text("谁来做，写 roles 里有的角色", "who does it is a role that `roles` has"),
        severity=Severity.ERROR,
        why=Text(
            "`by` 和 `duty` 写的是角色，不是人名；换了人，只改 `roles` 一处，各处就都跟着换。",
            "`by` and `duty` name roles, not people: when somebody leaves, one line in `roles` changes all.",
        ),
        mend=Text(
            "改成 `roles` 里的角色，或者在 `roles` 里加上它。", "Write a role of `roles`, or add it there."
        ),
        source=_FORMAT,
        bad="duty: {servce: 10:00-21:30}\n",
        good="duty: {service: 10:00-21:30}\n",
    ),
    Doc(
        code="SOP106",
        name="slot-id-twice",
        title=Text("动作的编号只用一次", "every slot has an id of its own"),
        severity=Severity.ERROR,
        why=Text(
            "订阅日历靠编号认动作。两个动作一个编号，手机上会互相覆盖。",
            "Feeds know a slot by its id. Two with one id would cover each other in people's calendars.",
        ),
        mend=Text("后一个换一个没用过的编号。", "Give the second one an id that is not in use."),
        source=_FORMAT,
        bad=_SLOTS.format(id="menu", by="by: admin\n    "),
        good=_SLOTS.format(id="quiz", by="by: admin\n    "),
    ),
    Doc(
        code="SOP107",
        name="industry-folder",
        title=Text("行业就是文件夹的名字", "the industry is the folder's name"),
        severity=Severity.ERROR,
        why=Text(
            "网址和订阅都用行业文件夹的英文名。抬头里写的行业和文件夹不一样，不知道该听谁的。",
            "Addresses and feeds carry the folder's name. A front matter that says otherwise leaves it open which holds.",
        ),
        mend=Text(
            "删去 `industry` 这一行，或者把文件移到对应的文件夹；文件夹用小写英文、数字和连字符命名。",
            "Remove the line or move the file; folders have names of lower-case letters, digits and hyphens.",
        ),
        source=_FORMAT,
        bad="industry: clothing\n",
        good="industry: dining\n",
    ),
    Doc(
        code="SOP108",
        name="until-before-from",
        title=Text("until 不能早于 from", "`until` is not before `from`"),
        severity=Severity.ERROR,
        why=Text(
            "最后一天早于第一天，整份时间表一天也不会执行。",
            "With the last day before the first nothing is ever posted.",
        ),
        mend=Text("对调两个日期，或者改掉写错的那个。", "Swap the days, or mend the wrong one."),
        source=_FORMAT,
        bad="from: 2027-12-01\nuntil: 2026-11-01\n",
        good="from: 2026-11-01\nuntil: 2027-12-01\n",
    ),
    Doc(
        code="SOP110",
        name="variable-unknown",
        title=Text("话术里的变量要有值", "every variable in a text to post has a value"),
        severity=Severity.WARNING,
        why=Text(
            "没有值的变量会原样发到群里，成员看到的是一串花括号。",
            "Members would see the braces as they stand.",
        ),
        mend=Text(
            "在 `vars` 里写上它的值，或者改掉写错的名字；前后各两个花括号。",
            "Give it a value in `vars` or mend its name; two braces stand on either side.",
        ),
        source=_FORMAT,
        bad="vars: {shop: 人民路店}\n",
        good="vars: {store: 人民路店}\n",
    ),
    Doc(
        code="SOP111",
        name="zone-unknown",
        title=Text("时区要写国际通用的名字", "a time zone goes by its IANA name"),
        severity=Severity.ERROR,
        why=Text(
            "时区决定每条几点发。写了程序不认识的名字，全部时间都没法算。",
            "Every moment is computed in it; a name that nobody knows leaves them all open.",
        ),
        mend=Text(
            "中国大陆写 `Asia/Shanghai`；和手册一样就不用写。",
            "Write for example `Asia/Shanghai`, or nothing when the handbook's own will do.",
        ),
        source=Text("IANA 时区库的名字。", "The names of the IANA time zone database."),
        bad="timezone: Asia/Beijing\n",
        good="timezone: Asia/Shanghai\n",
    ),
)
