"""What the script of the page Today says, in both languages side by side; `{n}` and the like are filled in by it."""

from __future__ import annotations

from collections.abc import Mapping

from sopbook.findings import Text

TODAY: Mapping[str, Text] = {
    "add_group": Text("再加一个群", "Add a group"),
    "ahead_ticked": Text("提前", "ahead of time"),
    "all_done": Text("今天的都发完了", "All posted for today"),
    "another": Text("换一条（{n}/{of}）", "Another one ({n}/{of})"),
    "back_to_today": Text("回到今天", "Back to today"),
    "change": Text("换群", "Change"),
    "choose_groups": Text("你带哪些群？", "Which groups are yours?"),
    "choose_industry": Text("你在哪个行业？", "Which industry are you in?"),
    "choose_role": Text("你做哪个岗？", "What is your role?"),
    "clicks": Text("点开的人", "Clicks"),
    "comma": Text("、", ", "),
    "copy": Text("复制话术", "Copy the text"),
    "csv": Text("下载日报（CSV）", "Download the report (CSV)"),
    "csv_columns": Text(
        "日期|时间|群SOP|群|发布内容|负责人|状态|几点打的勾|看到的人|点开的人|付款的人|群SOP编号|编号",
        "Date|Time|Playbook|Group|Post|By|State|Ticked at|Reach|Clicks|Payments|Playbook id|Slot id",
    ),
    "day": Text("日期", "Date"),
    "days": Text("{n} 天", "{n} days"),
    "done": Text("已发", "Posted"),
    "done_at": Text("{time} 打了勾", "ticked {time}"),
    "done_question": Text("其实发过了？", "Was it posted after all?"),
    "figures": Text("记数据", "Note figures"),
    "figures_hint": Text(
        "过一阵再回来填，看不到的数空着；只记在这台手机或电脑上。",
        "Fill them in later, and leave out what you cannot see; they stay on this device.",
    ),
    "find": Text("找群", "Find a group"),
    "founded": Text("建群日期", "Founded on"),
    "goal": Text("目标 {n}", "goal {n}"),
    "group_name": Text("群名", "Name of the group"),
    "group_names": Text(
        "这样的群你带几个？起个名，发完一个勾一个", "How many groups? Name them, and tick each"
    ),
    "group_n": Text("{n} 群", "Group {n}"),
    "help": Text("客人找来了", "When a customer comes"),
    "hours": Text("{n} 小时", "{n} h"),
    "hours_minutes": Text("{n} 小时 {m} 分钟", "{n} h {m} min"),
    "is_automatic": Text(
        "系统自动发，到点看一眼发出去没有。", "Sent automatically: look whether it went out."
    ),
    "journeys": Text("有人遇到这些事时发", "When somebody …"),
    "journeys_hint": Text("碰上哪一种，点开照着发。", "Open what has happened, and post as it says."),
    "late": Text("晚了", "Late"),
    "late_limit": Text("晚了 {ago}，{time} 以前还能补发", "{ago} late; may still be posted until {time}"),
    "late_open": Text("晚了 {ago}，没写补发到几点", "{ago} late; no limit is given"),
    "later": Text("还没到", "Later"),
    "later_ticked": Text("后补", "afterwards"),
    "life_missing": Text(
        "「{title}」从建群那天数起：点「换群」，给每个群填上建群日期，才知道今天发什么。",
        "“{title}” counts from the founding day: set each group's under “Change” to see what is due.",
    ),
    "minutes": Text("{n} 分钟", "{n} min"),
    "next": Text("下一条", "Next"),
    "next_day_with": Text("下一条：{day} {time} {post}", "Next: {day} {time} {post}"),
    "next_in": Text("还有 {in}", "in {in}"),
    "no_text": Text(
        "这一条没有现成的话术，照要求做。", "There is no text ready for this one: do as it says."
    ),
    "none_left": Text("后面没有要发的了", "Nothing more to post today"),
    "not_today": Text("不是今天", "not today"),
    "nothing": Text("这一天没有要发的", "Nothing to post on this day"),
    "now": Text("现在发", "Post now"),
    "now_until": Text("{time} 以前发都行", "any time until {time}"),
    "of_day": Text("{n} 条，已发 {done} 条", "{n} posts, {done} posted"),
    "opening": Text("正在打开……", "Opening …"),
    "outside": Text(
        "这一天还没有排期。现在排到 {first} 到 {last}。",
        "This day is not planned yet. Days from {first} to {last} are.",
    ),
    "others": Text(
        "你这个岗这天没有要发的，别的岗有 {n} 条。", "Nothing for your role on this day; others have {n}."
    ),
    "others_show": Text("看全部", "Show all"),
    "payments": Text("付款的人", "Payments"),
    "previous_day": Text("前一天", "Day before"),
    "next_day": Text("后一天", "Day after"),
    "reach": Text("看到的人", "Reach"),
    "remove": Text("删去", "Remove"),
    "report": Text("复制日报", "Copy the report"),
    "report_head": Text("【日报】{date} {title}", "[Report] {date} {title}"),
    "report_hint": Text("发到工作群，交班用。", "For the team's chat."),
    "report_none": Text("没发", "not posted"),
    "report_preview": Text("日报写了什么", "What the report says"),
    "report_sum": Text("该发 {n} 条，已发 {done} 条", "{done} of {n} posted"),
    "report_title": Text("下班前", "Before you leave"),
    "report_where": Text("{post}（{where}）", "{post} ({where})"),
    "show": Text("看今天发什么", "Show what to post"),
    "start_hint": Text(
        "选一次就行，下次打开直接看到今天要发的。", "Choose once; next time this page opens with your posts."
    ),
    "text": Text("话术", "Text to post"),
    "tick": Text("发完打勾", "Tick when posted"),
    "undo": Text("去掉勾", "Undo"),
    "unreadable": Text(
        "打不开「{id}」：没有网络，或者它已经改名、删去。",
        "“{id}” cannot be opened: no network, or it was renamed or removed.",
    ),
    "void": Text("过点了", "Void"),
    "void_since": Text("过了 {time}，不再补发", "Past {time}: not to be posted any more"),
    "whole_day": Text("全天", "The whole day"),
    "zone": Text(
        "「{title}」按{zone}发，那边现在 {time}。", "“{title}” goes by {zone}: it is {time} there now."
    ),
}
