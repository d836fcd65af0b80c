"""The starting lists of SOP455: accounts that pose as customers, reviews that are paid for, and what is neither."""

from __future__ import annotations

import re

from sopbook.checks.words import word_list

POSING = word_list(
    "马甲号、马甲账号、马甲带、马甲接龙、马甲先接龙、马甲先顶、水军、托儿",
    "小号带节奏、小号带头、小号炒、小号捧场、小号暖场、小号先接龙、小号先顶、小号先下单、小号先报名、小号先说",
    "用小号接龙、用小号…接龙、用小号…带头、用小号…捧场、用小号…暖场、用小号…发言、用小号…提问、用小号…互动、用小号…顶",
    "员工用小号、店员用小号、同事用小号、助理用小号、自己人用小号、员工小号、店员小号、助手小号、号（小号）、号(小号)",
    "sock puppet, sock puppets, shill, shills, fake customer, fake customers",
)
PAID = word_list(
    "刷单、刷好评、刷评论、刷评价、刷销量、刷信誉、晒五星返、五星……返现、五星……返…元、五星……返…红包、五星……返券",
    "五星送、五星好评……送、好评……返现、好评……返…元、好评……返…红包、好评…返券、好评…返利、好评有礼",
    "好评…领红包、好评…给红包、好评…发红包、好评…送红包、好评…换红包、好评送券、好评送…券、好评送…元、好评领券",
    "好评领…券、好评领…元、好评就送、好评即送、好评后送、好评后领、好评可领、评价…返现、写评价…返、写评价送…券",
    "写评价领…券、追评…返、追评…返现、追评送、追评领、晒单返现、晒图返现、返现…好评",
    "paid review, paid reviews, fake review, fake reviews, cash for reviews, reviews for cash",
    "refund for a five-star review, buy reviews, bought reviews",
)
_GOODS = r"杯|碗|盒|袋|锅|盘|勺|尺|刷|针|夹|箱|瓶|蒸|炖|鞋|衣|裤|裙|帽|袜|码|装|工服|字|的"
LONGER = re.compile(
    r"托儿(?:所|班|机构|服务|费|中心|点|园)|[依委寄拜嘱]托儿"
    r"|刷单(?:词|元|选|科|曲|杠|字|音|独|支|只|件|品|手)|[牙毛粉]刷单"
    r"|水军(?:训|都督|大营)|[香薪]水军"
    rf"|(?:员工|店员|同事|助[理手])?用?小号(?:{_GOODS})[^，。！？；\n]{{0,12}}[\s\S]|[a-z\d大中均]\s?号[（(]小号[）)]"
    r"|好评(?:如潮|不断|多多|满满|连连|率|榜|返图|返场)[^。！？；\n]{0,20}[\s\S]"
    r"|五星(?:好评[^。！？；\n]{0,10})?送(?:货|餐|达|到|上门|来|外卖)|五星(?:级|酒店|饭店|红旗)[^。！？；\n]{0,20}[\s\S]"
)
"""Longer words that mean something else: nurseries, flash cards, tooth brushes, sizes, hotels."""
