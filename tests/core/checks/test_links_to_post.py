"""SOP454, SOP456, SOP457: links, the length of seeding articles, friends added in a day."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

SLOT = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日营业时间
    kind: service
    by: admin
    copy: "{copy}"
"""


@pytest.mark.parametrize(
    ("copy", "link"),
    [
        ("看 http://a.cn/x?y=1 菜单", "http://a.cn/x?y=1"),
        ("看www.a.cn，中午见", "www.a.cn"),
        ("HTTP://A.CN.", "HTTP://A.CN"),
        ("（http://a.cn）", "http://a.cn"),
    ],
)
def test_a_link_that_is_not_https_is_quoted(copy: str, link: str) -> None:
    (finding,) = findings_of(SLOT.format(copy=copy))
    assert finding.code == "SOP454"
    assert f"「{link}」" in finding.message.zh
    assert f"https://{link.lower().removeprefix('http://')}" in finding.help.zh.lower()


@pytest.mark.parametrize(
    "copy",
    ["https://a.cn", "https://www.a.cn/x", "https://a.cn/?to=http%3A", "a@www.cn", "链接都要 http:// 开头吗"],
)
def test_other_links_are_sound(copy: str) -> None:
    assert found("SOP454", SLOT.format(copy=copy)) == []


def test_one_finding_for_each_text_with_all_its_links() -> None:
    example = """\
welcome: |
  欢迎来到午市群～

  每天 11 点看菜单 http://a.cn ，群里不发广告。

  见面礼：私信前台“新人”，领一张新人券。
schedule:
  - id: menu
    when: 每天 11:00
    post: 营业时间
    kind: service
    by: admin
    copy: [看 http://a.cn 和 http://c.cn , 看 http://b.cn]
"""
    findings = found("SOP454", example)
    names = [finding.message.zh.split("里的")[0] for finding in findings]
    assert names == ["欢迎语", "「营业时间」（menu）", "「营业时间」（menu）"]
    assert "「http://a.cn」、「http://c.cn」" in findings[1].message.zh
    assert "https://a.cn 、 https://c.cn" in findings[1].help.zh


ARTICLE = """\
schedule:
  - id: story
    when: 每天 11:00
    post: {post}
    kind: service
    by: admin
    theme: {theme}
    copy: "{copy}"
"""


def article(length: int, theme: str = "seeding", post: str = "牛肉饭") -> list[str]:
    example = ARTICLE.format(copy="字 " * length, theme=theme, post=post)
    return [finding.message.zh for finding in found("SOP456", example)]


@pytest.mark.parametrize(("length", "is_told"), [(499, True), (500, False), (600, False), (601, True)])
def test_an_article_has_500_to_600_characters(length: int, is_told: bool) -> None:
    assert [str(length) in message for message in article(length)] == [True] * is_told


def test_what_is_an_article() -> None:
    assert len(article(10, theme="种草长文")) == 1
    assert article(10, theme="talk", post="种草长文") == []
    assert (
        len(found("SOP456", ARTICLE.replace("    theme: {theme}\n", "").format(post="种草长文", copy="短")))
        == 1
    )


UNTHEMED = ARTICLE.replace("    theme: {theme}\n", "")


@pytest.mark.parametrize(
    ("post", "is_article"),
    [
        ("主推款种草文章", True),
        ("牛肉饭种草长文", True),
        ("种草文案", False),
        ("主推款种草文，讲透三个亮点", False),
    ],
)
def test_a_post_tells_an_article_only_by_its_full_name(post: str, is_article: bool) -> None:
    assert len(found("SOP456", UNTHEMED.format(post=post, copy="短"))) == is_article


def test_every_text_of_an_article_is_told_of() -> None:
    example = ARTICLE.format(copy="短", theme="seeding", post="牛肉饭").replace(
        'copy: "短"', f"copy: [短, {'字' * 500}, 短]"
    )
    assert len(found("SOP456", example)) == 2


def test_what_is_an_article_is_not_too_long_for_the_group() -> None:
    long = "字" * 600
    assert findings_of(UNTHEMED.format(post="牛肉饭种草文章", copy=long)) == []
    assert findings_of(ARTICLE.format(post="牛肉饭", theme="种草长文", copy=long)) == []
    assert [one.code for one in findings_of(UNTHEMED.format(post="种草文案", copy=long))] == ["SOP451"]


def test_a_handbook_says_for_both_checks_what_an_article_is() -> None:
    example = UNTHEMED.format(post="安利长文", copy="字" * 600)
    assert findings_of(example, {"SOP456": {"themes": ["安利长文"]}}) == []
    assert (
        len(findings_of(UNTHEMED.format(post="种草长文", copy="字" * 600), {"SOP456": {"themes": ["安利"]}}))
        == 1
    )
    assert findings_of(UNTHEMED.format(post="种草长文", copy="字" * 600), {"SOP456": False}) == []


def test_an_article_may_have_other_limits() -> None:
    example = ARTICLE.format(copy="字" * 300, theme="seeding", post="牛肉饭")
    assert found("SOP456", example, {"SOP456": {"least": 300}}) == []


@pytest.mark.parametrize(
    "copy",
    [
        *(
            "每天加30个好友",
            "每天加 21 个好友",
            "日加 50 人",
            "每天加好友 15-25 个",
            "加好友 30 个/天",
            "一天加100个微信",
        ),
        *(
            "3个号每天各加60人",
            "3个号每天共加61人",
            "工作日加 30 人",
            "每天主动添加 30 位客户",
            "每天加好友不超过50个",
        ),
        *(
            "每天主动添加三十个微信好友",
            "加好友每天 30 个",
            "每天加二十一个好友",
            "每天加一百人",
            "加微信好友，每天三十个",
        ),
        *("add 30 friends a day", "adding up to 25 new contacts per day"),
    ],
)
def test_more_than_20_friends_a_day_are_too_many(copy: str) -> None:
    (finding,) = findings_of(SLOT.format(copy=copy))
    assert finding.code == "SOP457"


@pytest.mark.parametrize(
    "copy",
    [
        *(
            "每天加20个好友",
            "每天加好友 15-20 个",
            "3个号每天共加60人",
            "不要每天加50个好友",
            "add 20 friends daily",
        ),
        *(
            "周日加50人的桌",
            "11月8日加50人",
            "第一天加30人",
            "每天加餐30人份",
            "每天加购50人",
            "每天加好友，30 元起",
        ),
        *(
            "每天加二十个好友",
            "每天加十五个微信好友",
            "每天加十块",
            "加菜每天 30 份",
            "加好友每天 15 个",
            "加好友每天 30 分钟",
        ),
        *("每天加 30 元就能换大份", "每天 11 点加 1 个菜"),
    ],
)
def test_other_numbers_are_no_plan_to_add_friends(copy: str) -> None:
    assert found("SOP457", SLOT.format(copy=copy)) == []


def test_every_text_that_plans_more_is_told_of() -> None:
    example = SLOT.format(copy="每天加30个好友").rstrip() + "\n    note: 每天加 40 个好友\n"
    assert len(found("SOP457", example)) == 2


def test_the_limit_is_the_handbooks() -> None:
    example = SLOT.format(copy="每天加30个好友")
    assert found("SOP457", example, {"SOP457": {"most": 30}}) == []
    assert len(found("SOP457", example, {"SOP457": {"most": 10}})) == 1
