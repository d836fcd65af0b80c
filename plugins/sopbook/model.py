"""The records of a playbook: the authored ones (what front matter may say) and those derived from them.

The authored classes are the one description of the front matter: validation, JSON Schema and the reference page all
come from them, so every field says in both languages what it means. A text takes its field's type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sopbook import fields
from sopbook.fields import Choice, about
from sopbook.source import Source
from sopbook.when import Skip, Span, When

GroupType = Literal["traffic", "content", "flash", "check-in"]
Kind = Literal["activity", "content", "interaction", "service"]
Via = Literal["group", "notice", "moments", "private", "live"]
Send = Literal["manual", "mass", "auto"]
Section = Literal["rules", "welcome", "notice", "talk", "sale", "trouble", "private", "life", "other"]
HolidayPolicy = Literal["keep", "skip", "next-workday", "previous-workday"]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that says something."""
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=fields.MAX_TITLE)]
"""A title, which every page of the site repeats."""
Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=fields.MAX_DESCRIPTION)
]
"""What a page is about, as lists of pages and searches show it."""
Texts = Words | Annotated[list[Words], Field(min_length=1)]
"""What may be written where one text or several are taken."""
OneOrMany = Annotated[
    tuple[Words, ...], BeforeValidator(fields.one_or_many, json_schema_input_type=Texts), Field(min_length=1)
]
"""A text or a list of texts."""
Identifier = Annotated[str, BeforeValidator(fields.identifier, json_schema_input_type=fields.IdentifierText)]
Icon = Annotated[str, BeforeValidator(fields.icon, json_schema_input_type=fields.IconText)]
Day = Annotated[date, BeforeValidator(fields.day, json_schema_input_type=fields.DayText)]
Duration = Annotated[timedelta, BeforeValidator(fields.duration, json_schema_input_type=fields.DurationText)]
Count = Annotated[int, BeforeValidator(fields.count, json_schema_input_type=Annotated[int, Field(ge=1)])]
Flag = Annotated[bool, BeforeValidator(fields.flag, json_schema_input_type=bool | Literal["是", "否"])]
Hours = Annotated[tuple[Span, ...], BeforeValidator(fields.hours, json_schema_input_type=Texts)]


class Record(BaseModel):
    """A mapping of the front matter: unknown keys are refused, a Python name's `_` is written `-`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_").replace("_", "-")
    )


class Members(Record):
    """Whom the group is for."""

    age: Words | None = about("年龄段，如 22-40", "age range, such as 22-40")
    sex: Words | None = about("性别，不限写 any", "sex; `any` where it does not matter")
    region: Words | None = about("地区或商圈", "region or neighbourhood")
    occupation: Words | None = about("职业", "occupation")


class Channel(Record):
    """One way into the group."""

    from_: Words = about("从哪里来", "where members come from", ...)
    benefit: Words | None = about("进群能得到什么", "what they are promised for joining")
    follow_up: Words | None = about("加好友后怎么跟进", "how they are led on afterwards")


class Positioning(Record):
    """What the group solves, for whom, and why they stay: the five factors."""

    purpose: Words | None = about("建群目的", "purpose of the group")
    members: Members = about("目标成员", "target members", Members())
    value: Words | None = about("成员在群里得到什么", "what a member gets out of it")
    entry: Words | None = about("入群门槛：free 免费，或写明条件", "free, or the condition to enter")
    channels: Annotated[
        tuple[Channel, ...], BeforeValidator(fields.channels, json_schema_input_type=list[Channel | Words])
    ] = about(
        "引流渠道：来源、好处、跟进；也可只写来源",
        "entry channels with source, benefit and follow-up; a bare source is allowed",
        (),
    )


class Rules(Record):
    """Group rules in five sections, and what happens to those who break them."""

    name_card: OneOrMany | None = about("改名片", "how to set one's name card")
    services: OneOrMany | None = about("群服务", "what the group offers")
    questions: OneOrMany | None = about("有问题找谁", "whom to ask")
    forbidden: OneOrMany | None = about("不允许", "what is not allowed")
    allowed: OneOrMany | None = about("可以", "what is welcome")
    penalty: Words | None = about("违反了会怎样", "what happens when a rule is broken")


class Targets(Record):
    """What one post should reach; whole numbers."""

    reach: Count | None = about("到达人数", "people reached")
    clicks: Count | None = about("点击数", "clicks")
    payments: Count | None = about("付费笔数", "payments")


class Slot(Record):
    """One line of the schedule: when, what, by whom."""

    id: Identifier = about("本群SOP内唯一、永不改动的编号", "unique in the playbook; never changes", ...)
    when: OneOrMany = about("什么时候发，可以写多条", "when it is posted; one or several", ...)
    post: Words = about("发布内容", "what is posted", ...)
    kind: Annotated[Kind, Choice("kind")] = about("类型", "kind of post", ...)
    by: Words = about("负责人：roles 里的一个角色", "who posts it: a role of this playbook", ...)
    note: Words | None = about("备注", "remarks")
    via: Annotated[Via, Choice("via")] = about(
        "发在哪里，默认群", "where it is posted; default group", "group"
    )
    send: Annotated[Send, Choice("send")] = about(
        "怎么发，默认手动", "how it is sent; default manual", "manual"
    )
    theme: Words | None = about("行话里的类别，如 micro-course", "what it is in the craft's terms")
    copy_: OneOrMany | None = about("话术；多条则轮换", "the text to post, or several in rotation")
    assets: OneOrMany | None = about("要备的图片、视频", "pictures and videos to prepare")
    grace: Duration | None = about(
        "过时多久还能补发，之后作废", "how long after its time it may still be posted"
    )
    targets: Targets | None = about("这一条的目标", "goals of this post")


class Waiver(Record):
    """A recorded exception to a check."""

    check: Words = about("检查编号，如 SOP404", "code of the check, such as SOP404", ...)
    reason: Words = about("为什么例外", "why", ...)
    until: Day = about("有效到哪一天（含）", "last day, included", ...)


class FrontMatter(Record):
    """Everything the front matter of a playbook may say."""

    title: Title = about("标题", "title", ...)
    group: Annotated[GroupType, Choice("group")] = about("群类型", "type of group", ...)
    roles: Annotated[dict[Identifier, Words], Field(min_length=1)] = about(
        "角色和谁担任，如 host: 店长", "roles and who fills them, such as `host: Ann`", ...
    )
    schedule: Annotated[tuple[Slot, ...], Field(min_length=1)] = about("动作清单", "the slots", ...)
    id: Identifier | None = about(
        "唯一、永不改动的编号，默认「行业-文件名」", "unique, never changes; default <industry>-<file name>"
    )
    industry: Words | None = about(
        "行业，默认所在文件夹", "industry; default the folder, and must agree with it"
    )
    selling: Flag = about("是否卖货，默认 true", "whether the group sells; default true", True)
    owner: Words | None = about("这一页由谁负责", "who answers for this page")
    backup: Words | None = about("负责人不在时找谁", "who stands in")
    review_by: Day | None = about("下次复核日期", "when it is due for review")
    timezone: Words | None = about("时区，默认跟随手册", "time zone; default the handbook's")
    positioning: Positioning = about("定位", "positioning", Positioning())
    duty: dict[Identifier, Hours] = about("各角色的值班时段", "hours in which a role answers", {})
    size: Count | None = about("群人数", "members planned")
    reply_within: Duration | None = about("承诺多久内回复，如 5min", "promised reply time, such as 5min")
    anchors: dict[Words, OneOrMany] = about(
        "命名时刻，动作可以从它数起，如 开课: 每周二 20:00", "named moments that slots can count from", {}
    )
    usage_cycle: Duration | None = about("产品用多久，如 30d", "how long the product lasts, such as 30d")
    vars: dict[fields.VariableName, fields.VariableValue] = about(
        "变量，话术里写 {{ 名字 }}", "variables for {{ name }} in texts", {}
    )
    rules: Rules = about("群规", "group rules", Rules())
    welcome: Words | None = about("欢迎语", "welcome message")
    from_: Day | None = about("从哪天起执行（含）", "first day the schedule is in force")
    until: Day | None = about("执行到哪天（含）", "last day the schedule is in force")
    skip: OneOrMany | None = about("跳过的日期或区间", "dates or ranges to leave out")
    holidays: Annotated[HolidayPolicy, Choice("holidays")] = about(
        "遇到法定休息日怎么办，默认照发", "what to do on public holidays; default keep", "keep"
    )
    waive: tuple[Waiver, ...] = about("豁免", "waivers", ())
    tags: OneOrMany | None = about("标签", "tags, as in Material")
    description: Sentence | None = about("一句话介绍", "description, as in Material")
    icon: Icon | None = about("图标", "icon, as in Material")
    hide: OneOrMany | None = about("隐藏的页面部件", "parts of the page to hide, as in Material")
    covers: OneOrMany | None = about(
        "这一页讲了 coverage.yml 里的哪几条，如 8 或 8#five-things",
        "rows of coverage.yml that this page covers, such as 8 or 8#five-things",
    )


class PageMatter(Record):
    """What any page that is no playbook may say in its front matter."""

    title: Title | None = about("标题", "title")
    tags: OneOrMany | None = about("标签", "tags, as in Material")
    description: Sentence | None = about("一句话介绍", "description, as in Material")
    icon: Icon | None = about("图标", "icon, as in Material")
    hide: OneOrMany | None = about("隐藏的页面部件", "parts of the page to hide, as in Material")
    covers: OneOrMany | None = about(
        "这一页讲了 coverage.yml 里的哪几条，如 8 或 8#five-things",
        "rows of coverage.yml that this page covers, such as 8 or 8#five-things",
    )


class RuleTemplateMatter(Record):
    """What the front matter of a rule template (`templates/rules/*.txt`) may say."""

    title: Title = about("标题", "title in Chinese", ...)
    title_en: Title | None = about("英文标题", "title in English; default the Chinese one")
    description: Sentence = about("一句话说明", "when to use it, in Chinese", ...)
    description_en: Sentence | None = about("英文说明", "when to use it, in English")
    needs: OneOrMany | None = about("群SOP要有哪些内容才用得上", "what a playbook must have for it")
    section: Annotated[Section, Choice("section")] = about(
        "在模板页的哪一节", "section of the gallery", "other"
    )
    on_playbook: Flag = about("是否显示在群SOP页面上", "whether the playbook's page shows it", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for the whole schedule of a playbook."""

    zone: ZoneInfo
    start: date | None = None
    """The first day in force; n-weekly forms and RRULE count from it."""

    until: date | None = None
    """The last day in force."""

    skip: tuple[Skip, ...] = ()
    holidays: HolidayPolicy = "keep"
    """What becomes of an occurrence on a published day off (not on an ordinary weekend)."""

    anchors: Mapping[str, tuple[When, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Playbook:
    """A playbook that has been read: its authored record, and what its texts stand for.

    `whens` runs parallel to `front.schedule`; each slot has as many values as it has `when` texts.
    """

    source: Source
    front: FrontMatter
    id: str
    industry: str
    terms: Terms
    whens: tuple[tuple[When, ...], ...]

    @property
    def path(self) -> str:
        """The file in the handbook, relative to its folder of playbooks, with `/`."""
        return self.source.path


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A page that is no playbook."""

    source: Source
    matter: PageMatter


def record_in(annotation: object) -> type[BaseModel] | None:
    """Return the record class inside an annotation such as `tuple[Slot, ...]` or `Targets | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = getattr(annotation, "__args__", ())
    return next((found for found in map(record_in, arguments) if found is not None), None)
