"""The words of the interface, in both languages side by side: a key with one language only cannot be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sopbook.fields import CHOICES
from sopbook.findings import Lang, Text
from sopbook.model import Slot

ROLES: Mapping[str, Text] = {
    "host": Text("群主", "host"),
    "admin": Text("群管理", "admin"),
    "service": Text("客服", "service"),
    "koc": Text("KOC", "KOC"),
}
"""The craft's usual roles; a playbook's own roles go by their key."""

WEEKDAYS = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)

WORDS: Mapping[str, Text] = {
    "age": Text("年龄", "Age"),
    "all": Text("全部", "All"),
    "allowed": Text("可以", "You may"),
    "any_sex": Text("不限", "any"),
    "assets": Text("备好", "Prepare"),
    "backup": Text("替补", "Stand-in"),
    "benefit": Text("进群好处", "Benefit"),
    "by": Text("负责人", "By"),
    "calendar_of": Text("{title} · {month}日历", "{title}: calendar of {month}"),
    "calendars": Text("月历", "Calendars"),
    "channel": Text("从哪里来", "From"),
    "channels": Text("引流渠道", "Channels"),
    "check_bad": Text("这样写会查出来", "This is found"),
    "check_code": Text("编号", "Code"),
    "check_default": Text("默认", "Default"),
    "check_error": Text(
        "错误：有一处就不发布，不能关，也不能豁免。",
        "An error: nothing is published, and it can be neither turned off nor waived.",
    ),
    "check_example": Text("例子", "Example"),
    "check_fixed": Text(
        "不能关；一个群确实要例外，在它的抬头里写 `waive`，写明理由和最后一天。别的页面不能豁免，照着改好。",
        "It cannot be turned off; a playbook that needs an exception writes `waive` with a reason and a last day. On other"
        " pages it cannot be waived: mend it.",
    ),
    "check_good": Text("这样写就好", "This is fine"),
    "check_is_off": Text("默认不开", "off by default"),
    "check_mend": Text("怎么改", "How to mend it"),
    "check_off": Text(
        "默认不开。在 `mkdocs.yml` 里写 `on` 或写上选项就打开；也可以改轻重（`severity: warning` 或 `hint`）。",
        "Off by default: `on`, or any option, in `mkdocs.yml` turns it on; `severity: warning` or `hint` says how grave it is.",
    ),
    "check_option": Text("选项", "Option"),
    "check_output": Text("检查会说", "What the check says"),
    "check_rule": Text("规矩", "Rule"),
    "check_settable": Text(
        "整本手册：在 `mkdocs.yml` 里改选项、改轻重（`severity: warning` 或 `hint`）、关掉（`off`）。"
        "只有一个群例外：在这个群SOP的抬头里写 `waive`，写明理由和最后一天。"
        "别的页面和 `coverage.yml` 不能豁免，在 `mkdocs.yml` 里设。",
        "For the handbook: options, `severity: warning` or `hint`, or `off` in `mkdocs.yml`. For one playbook: `waive` in its"
        " front matter, with a reason and a last day. What is found on other pages or in `coverage.yml` cannot be waived:"
        " set the check in `mkdocs.yml`.",
    ),
    "check_setting": Text("怎么调整", "How to set it"),
    "check_source": Text("来源", "Source"),
    "check_waiver": Text("不能关，也不能豁免。", "It can be neither turned off nor waived."),
    "check_why": Text("为什么", "Why"),
    "checks": Text("检查说明", "Checks"),
    "checks_intro": Text(
        "检查结果里的每个编号是什么意思、怎么改。错误会让手册停止发布，提醒和建议不会。",
        "What each code means and how to mend it. An error stops publishing; warnings and hints do not.",
    ),
    "clash_near": Text("撞上了：15 分钟里要顾 {n} 个群", "Clash: {n} groups within 15 minutes"),
    "clash_same": Text("撞上了：同一分钟要顾 {n} 个群", "Clash: {n} groups in the same minute"),
    "clashes": Text("撞 {n} 次", "clashes: {n}"),
    "close": Text("关闭", "Close"),
    "colon": Text("：", ": "),
    "copied": Text("已复制", "Copied"),
    "copy": Text("复制", "Copy"),
    "copy_named": Text("复制{name}", "Copy: {name}"),
    "copy_failed": Text("请长按选中后复制", "Press and hold to copy"),
    "copy_link": Text("复制链接", "Copy link"),
    "copy_text": Text("话术", "Text to post"),
    "copy_this": Text("复制这条", "Copy this"),
    "coverage": Text("写了哪些、还缺哪些", "Coverage"),
    "coverage_checks": Text("检查", "Checks"),
    "coverage_claim": Text("写完怎么认领", "How to claim a row"),
    "coverage_how": Text(
        "在写好的那一页的抬头里加一行 covers，写上编号；只有一节讲到，就在编号后面接上 # 和那一节的锚点。"
        "编号列在 mkdocs.yml 旁边的 coverage.yml 里。",
        "Add `covers` to the page's front matter, with the row, and # and the anchor where only a section is meant. The rows"
        " stand in coverage.yml beside mkdocs.yml.",
    ),
    "coverage_intro": Text(
        "这本手册该讲的每一条，和讲到它的那一页。有检查守着的，也列出检查。",
        "Everything this handbook has to cover, and the page that does, with the checks that hold it.",
    ),
    "coverage_none": Text("还没有人写", "not written yet"),
    "coverage_open": Text("还有 {n} 条没有写。", "{n} rows are not covered yet."),
    "coverage_row": Text("编号", "Row"),
    "coverage_topic": Text("要讲的内容", "Topic"),
    "coverage_where": Text("在哪里", "Where"),
    "coverage_whole": Text("每一条都写到了。", "Every row is covered."),
    "day_off": Text("休", "off"),
    "days": Text("{n} 天", "{n} days"),
    "download": Text("下载", "Download"),
    "duty": Text("值班时段", "On duty"),
    "entry": Text("入群门槛", "Entry"),
    "event_day": Text("{event}当天", "the day of {event}"),
    "event_day_after": Text("{event}后第 {n} 天", "day {n} after {event}"),
    "event_day_before": Text("{event}前 {n} 天", "day {n} before {event}"),
    "event_time_after": Text("{event}后 {time}", "{time} after {event}"),
    "event_time_before": Text("{event}前 {time}", "{time} before {event}"),
    "feed": Text("订阅日历", "Subscribe"),
    "feed_code": Text("用手机扫二维码", "Scan with a phone"),
    "feed_help": Text(
        "订阅到手机日历后，每次改动会自动更新。微信里打不开时，复制链接到浏览器或日历应用里添加。",
        "A calendar that subscribes follows every change. Inside WeChat, copy the link into a browser or calendar app.",
    ),
    "feed_industry": Text("本行业全部群", "All groups of this industry"),
    "feed_playbook": Text("只看这个群", "This group only"),
    "filter": Text("筛选", "Filter"),
    "filter_none": Text("这个月没有符合条件的动作", "Nothing this month matches"),
    "find_group": Text("找到你的群", "Find your group"),
    "fold": Text("第一屏到这里", "the first screen ends here"),
    "follow_up": Text("怎么跟进", "Follow-up"),
    "forbidden": Text("不允许", "Not allowed"),
    "free": Text("免费", "free"),
    "group_feeds": Text("订阅", "Feeds"),
    "holidays_open": Text(
        "这一年的放假安排还没公布，带「待定」的日子到时候可能会变。",
        "This year's public holidays are not published yet: days marked provisional may still change.",
    ),
    "hours": Text("{n} 小时", "{n} hours"),
    "home": Text("首页", "Home"),
    "industries": Text("行业", "Industries"),
    "industry_empty": Text("这个行业还没有群SOP", "This industry has no playbooks yet"),
    "journey": Text("成员旅程", "A member's journey"),
    "journey_hint": Text(
        "从每位成员自己的那一天数起，不在日历上。", "Counted from each member's own day; on no calendar."
    ),
    "journey_of": Text("从{event}数起", "Counted from {event}"),
    "kind": Text("类型", "Kind"),
    "later_days": Text("后面 6 天", "The six days after"),
    "life": Text("建群时间线", "The group's timeline"),
    "life_choose": Text(
        "建群那天是第 1 天。选好日期，每一天就标上日期和星期。",
        "The founding day is day 1. Choose it, and every day gets its date.",
    ),
    "life_day": Text("第{n}天", "Day {n}"),
    "life_days": Text("第{first}–{last}天", "Days {first}–{last}"),
    "life_download": Text("下载日历", "Download calendar"),
    "life_hint": Text("建群那天是第 1 天。", "The founding day is day 1."),
    "life_moved": Text("改到 {day}", "moved to {day}"),
    "life_none": Text(
        "从这一天建群，没有一条在执行期内。换一天试试。",
        "A group founded that day would have no post in force. Try another day.",
    ),
    "life_outside": Text(
        "只能选 {first} 到 {last} 之间的一天，别的日子还排不了。",
        "Choose a day from {first} to {last}; others cannot be dated yet.",
    ),
    "life_skipped": Text("这天不发", "not posted"),
    "life_start": Text("建群日期", "Founding day"),
    "life_unknown": Text("节假日未公布", "holidays not published"),
    "load_failed": Text(
        "没有打开。看看网络，再试一次。", "This could not be loaded. Check the network and try again."
    ),
    "loading": Text("正在打开…", "Loading…"),
    "make_up": Text("班", "work"),
    "members": Text("目标成员", "Members"),
    "minutes": Text("{n} 分钟", "{n} minutes"),
    "month": Text("月历", "Month"),
    "n_posts": Text("{n} 条动作", "{n} to post"),
    "more_playbooks": Text("还有 {n} 个群SOP没有列在这里。", "{n} more playbooks are not listed here."),
    "name_card": Text("改名片", "Name card"),
    "next_days": Text("接下来 7 天", "Next seven days"),
    "next_up": Text("下一条", "Next"),
    "no_dates": Text(
        "这些动作跟着群或成员走，不在日历上", "These follow the group or a member and are on no calendar"
    ),
    "note": Text("备注", "Remarks"),
    "nothing": Text("没有安排", "Nothing planned"),
    "occupation": Text("职业", "Occupation"),
    "on_this_page": Text("本页内容", "On this page"),
    "other_moments": Text("不按周重复", "Not by the week"),
    "owner": Text("负责部门", "Owner"),
    "past_days": Text("看已过去的 {n} 天", "Days gone by: {n}"),
    "pdf": Text("PDF：整本行业手册", "PDF: the whole handbook of this industry"),
    "pdf_as_of": Text("{day} 的内容", "As of {day}"),
    "pdf_chapter": Text("第 {n} 章", "Chapter {n}"),
    "pdf_chapters": Text("小号数字是群SOP的章号：{chapters}", "Small numbers are chapters: {chapters}"),
    "pdf_contents": Text("目录", "Contents"),
    "pdf_notes": Text("带群说明", "How to run it"),
    "pdf_online": Text("扫码看网页", "Scan for the page"),
    "pdf_page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "pdf_texts": Text("话术全文", "Texts to post"),
    "penalty": Text("违反怎么办", "Penalty"),
    "people_more": Text(
        "这里是最忙的几十位，还有 {n} 位没列出来：在上面选一个群或角色。",
        "These are the busiest; {n} more are not listed: choose a playbook or a role above.",
    ),
    "permalink": Text("链接到这一节", "Link to this section"),
    "person": Text("谁担任", "Who"),
    "plain_text": Text("纯文本", "Plain text"),
    "playbooks": Text("群SOP", "Playbooks"),
    "playbooks_count": Text("{n} 个群SOP", "{n} playbooks"),
    "positioning": Text("定位", "Positioning"),
    "post": Text("发布内容", "Post"),
    "print_code": Text("扫码回到这一页，看最新的", "Scan for this page as it is now"),
    "provisional": Text("待定", "provisional"),
    "purpose": Text("建群目的", "Purpose"),
    "questions": Text("有问题", "Questions"),
    "reference_front_matter": Text("抬头怎么写", "Front matter"),
    "reference_front_matter_intro": Text(
        "群SOP文件开头两行「---」之间的内容叫抬头。下面是能写的每一个键，由程序自己列出，和检查用的是同一份。",
        "What stands between the two lines of `---` at the head of a playbook. The list is made from the code that reads it.",
    ),
    "reference_key": Text("键", "Key"),
    "reference_meaning": Text("意思", "Meaning"),
    "reference_required": Text("必填", "required"),
    "reference_when": Text("时间怎么写", "How to write a time"),
    "reference_when_intro": Text(
        "when 一行说清什么时候发。中文、英文都可以写，意思一样；时间写在最后，前面空一格。",
        "One line says when. Chinese and English mean the same; the time comes last, after a space.",
    ),
    "region": Text("地区", "Region"),
    "reply_within": Text("回复时限", "Reply within"),
    "review_by": Text("下次复核", "Review by"),
    "review_overdue": Text("复核已过期", "review overdue"),
    "rhythm": Text("节奏", "Rhythm"),
    "rhythm_daily": Text("每天 {n} 条", "{n} a day"),
    "rhythm_journey": Text("跟着成员走 {n} 条", "{n} on members' own days"),
    "rhythm_label": Text("典型一周每天的动作数：{days}", "Posts on each day of a typical week: {days}"),
    "rhythm_life": Text("建群头 {days} 天 {n} 条", "{n} in the first {days} days"),
    "rhythm_weekly": Text("一周 {n} 条", "{n} a week"),
    "role": Text("角色", "Role"),
    "roles": Text("角色分工", "Roles"),
    "rule_texts": Text("群规模板", "Group-rule templates"),
    "rules": Text("群规", "Group rules"),
    "rules_intro": Text(
        "挑一份，复制到群里就能用。文字已按每个群SOP填好；要改，就改那个群SOP。",
        "Pick one, copy it, post it. Each is filled from its playbook; to change a text, change the playbook.",
    ),
    "same_as": Text("＝ {day}", "= {day}"),
    "schedule": Text("时间表", "Schedule"),
    "screen_360": Text("360 宽", "360 px"),
    "screen_390": Text("390 宽", "390 px"),
    "screen_fits": Text("一屏放得下", "fits one screen"),
    "screen_large": Text("大字号", "Large type"),
    "screen_over": Text("多出 {n} 行", "+{n} lines"),
    "screens": Text("在不同的手机上", "On different phones"),
    "search_here": Text("搜话术、群规、节日……", "Search texts, rules, festivals …"),
    "see_day": Text("看这 {n} 条", "See all {n}"),
    "separator": Text("；", "; "),
    "services": Text("群服务", "Services"),
    "sex": Text("性别", "Sex"),
    "sheet_csv": Text("CSV：本月和下月的排期", "CSV: this month and the next, dated"),
    "sheet_xlsx": Text("Excel：一周、SOP、排期三张表", "Excel: the week, the SOP and the dates"),
    "sheets": Text("下载", "Downloads"),
    "size": Text("群人数", "Size"),
    "size_value": Text("{n} 人以内", "up to {n}"),
    "stop": Text("。", ". "),
    "this_month": Text("本月日历", "This month"),
    "task": Text("要做的一件事", "something to do"),
    "time": Text("时间", "Time"),
    "to": Text("至", "–"),
    "to_today": Text("回到今天", "Go to today"),
    "today": Text("今天", "Today"),
    "today_code": Text("手机扫码，直接看今天发什么", "Scan to see today's posts on a phone"),
    "today_open": Text("今天发什么", "What to post today"),
    "today_page": Text("整份时间表、群规和欢迎语", "The whole schedule, rules and welcome"),
    "today_tick": Text("照着发，发完打勾", "Post and tick"),
    "today_without_script": Text(
        "浏览器关掉了 JavaScript，这一页就数不出现在该发哪条。点你的行业，时间表和话术都在里面。",
        "Without JavaScript this page cannot tell what is due. Your industry has the schedules and the texts.",
    ),
    "typical_week": Text("典型一周", "A typical week"),
    "value": Text("群里的价值", "Value"),
    "via": Text("发在", "Where"),
    "view_list": Text("列表", "List"),
    "view_month": Text("月", "Month"),
    "view_people": Text("人员", "People"),
    "view_week": Text("周", "Week"),
    "views": Text("按什么看", "View"),
    "week_after": Text("下一周", "Next week"),
    "week_before": Text("上一周", "Previous week"),
    "week_none": Text("这一周没有符合条件的动作", "Nothing this week matches"),
    "welcome": Text("欢迎语", "Welcome"),
    "where": Text("你在这里", "You are here"),
    "within": Text("{n}内", "within {n}"),
    "year_month": Text("{year}年{month}月", "{year}-{month:02}"),
    "zone": Text("时区", "Time zone"),
}


class Words:
    """The interface's words in one language, as attributes; an unknown word is an AttributeError."""

    __slots__ = ("lang",)

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __getattr__(self, key: str) -> str:
        try:
            return WORDS[key].of(self.lang)
        except KeyError:
            raise AttributeError(key) from None


def label(choice: str, key: str, lang: Lang) -> str:
    """Return how an option of a choice (`kind`, `group`, …) is called."""
    return CHOICES[choice][key].of(lang)


def kinds_of(used: Iterable[str], lang: Lang) -> list[tuple[str, str]]:
    """Return the kinds of post that are in use with their names, in the craft's order."""
    found = set(used)
    return [(kind, label("kind", kind, lang)) for kind in CHOICES["kind"] if kind in found]


def duration_text(duration: timedelta, t: Words) -> str:
    """Return a duration in words, in the largest unit that divides it."""
    minutes = int(duration.total_seconds()) // 60
    for size, name in ((1440, t.days), (60, t.hours)):
        if minutes and minutes % size == 0:
            return name.format(n=minutes // size)
    return t.minutes.format(n=minutes)


def how_of(slot: Slot, lang: Lang) -> list[str]:
    """Return how a slot is posted, where that is not the usual: by hand, in the group."""
    return [
        label(choice, key, lang)
        for choice, key, usual in (("via", slot.via, "group"), ("send", slot.send, "manual"))
        if key != usual
    ]


def role_label(role: str, lang: Lang) -> str:
    """Return how a role is called."""
    return ROLES[role].of(lang) if role in ROLES else role
