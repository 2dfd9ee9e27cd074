"""Every service of three cities: what the citizen answers and shows, and what must stand on the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from handy import number_for

from counter.locale import Text
from counter.rules import Rulebook
from counter.values.typography import marked

from .clerk import Errand

FREE = "不收费"
AT_ONCE = "现场办结"
SOON = f"{date.today() + timedelta(days=20):%Y-%m-%d}"  # noqa: DTZ011 - what the clerk reads off the card
IN_TOWN = {"household": "here"}
COMMON = {
    "household": "elsewhere", "soldier": "no", "present": "self", "stay-ground": "employment", "resident-since": "2025-06-01",
    "stable-ahead": "yes", "smartphone": "yes", "endorsed-until": SOON, "permit-state": "valid", "earlier-card": "none",
    "record": "clean", "appearance": "recognisable", "data-match": "yes", "hardship": "none", "register-shows": "yes",
    "applicant-standing": "self", "app-account": "yes", "collect-by": "self",
}  # fmt: skip
"""What most people answer, by fact; a service has answers of its own besides."""


@dataclass(frozen=True, slots=True)
class Served:
    """One service: its code, what differs from ``COMMON``, and words of the receipt."""

    code: str
    title: str
    deadline: str
    fee: str
    papers: tuple[str, ...]
    way: str
    answers: Mapping[str, str] = field(default_factory=dict)
    amount: str = ""
    certified: Mapping[str, str] = field(default_factory=dict)
    """What is typed into the certificate it ends in, by the label of the row."""
    ends: str = ""
    """The service that has come to its end when: reported, a loss; collected, a card."""

    def errand(self, rules: Rulebook) -> Errand:
        """The errand in the words of the screen."""
        told = COMMON | self.answers
        words = dict(in_words(rules, told))
        return Errand(self.title, words, amount=self.amount, certified=self.certified)


def in_words(rules: Rulebook, told: Mapping[str, str]) -> list[tuple[str, str]]:
    """Questions and answers as they stand on the screen."""
    words = []
    for code, value in told.items():
        fact = rules.fact(code)
        said = next((choice.text for choice in fact.values if choice.code == value), Text(value, value))
        words.append((marked(fact.text).zh, marked(said).zh if fact.values else value))
    return words


COLLECT = "本人领取。凭领取凭证到受理点领取，核验指纹。"
STAMPED = "打印并加盖户口专用章后当场交付。"
AT_STATION = "本人领取。到受理的公安机关或受委托的社区服务机构领取居住证。"
LATER = "办结后告知。"
BOOK, CARD, PHOTO, LICENCE = "居民户口簿", "居民身份证", "本人相片", "营业执照"
KEPT = {PHOTO: "已收"}
"""What is not given back; a photo goes with the application."""
MEMBER = number_for("19620504", 13)
HOUSEHOLD = {
    "户别": "家庭户", "户主": "钱户主", "用途": "办理公证", "证明事项": "经查本所户籍档案，自1998年起登记于上列地址。",
    "户内成员": f"户主 钱户主 {MEMBER}",
}  # fmt: skip
KINSHIP = {
    "亲属姓名": "钱户主", "亲属公民身份号码": MEMBER, "亲属户籍地址": "样例路3号", "亲属关系": "钱户主系赵试用之母（母女）",
    "档案依据": "常住人口登记表（1998年）", "用途": "办理公证",
}  # fmt: skip
CANCELLED = {
    "原户籍地址": "样例路3号", "注销日期": "2019年08月20日", "档案依据": "常住人口登记表（2019年）",
    "用途": "办理公证",
}  # fmt: skip
TEN = "自签发之日起10个工作日"
SIXTY = "自提交申领登记表之日起60日"

EVERYWHERE = (
    Served("temporary-id-card", "临时居民身份证", "自收到材料之日起3日", "10元（票据", (BOOK, PHOTO), LATER, IN_TOWN),
    Served(
        "id-card-elsewhere", "居民身份证异地受理（换领、补领）", SIXTY, "20元（票据", (BOOK, "原居民身份证", "居住证"), COLLECT,
        {"reason": "expired"},
    ),
    Served(
        "household-certificate", "户籍证明", AT_ONCE, FREE, (CARD,), STAMPED, {"certificate-item": "book-incomplete"},
        certified=HOUSEHOLD,
    ),
)  # fmt: skip
"""Served in the same way in every city."""
WUXI = (
    Served("residence-permit", "居住证申领", "自受理之日起15日", FREE, (CARD, PHOTO, LICENCE), AT_STATION),
    Served(
        "permit-endorsement", "居住证签注", "", FREE, (CARD, "实体居住证", LICENCE),
        "本人领取。在现居住地公安机关或受委托的社区服务机构办理。",
    ),
    Served("permit-reissue", "实体居住证补领、换领", "", "20元（票据", (CARD,), LATER, {"physical-permit": "lost"}, "20"),
    Served("id-card", "居民身份证申领、换领、补领", SIXTY, FREE, (BOOK,), COLLECT, {"household": "here", "reason": "first"}),
    *EVERYWHERE,
    Served(
        "first-id-card", "长三角区域首次申领居民身份证“跨省通办”", "自受理之日起20个工作日", FREE, (BOOK, "就业证明"),
        "本人领取。本人凭领证回执到受理点领取，核对信息、核验指纹、签字。", {"household": "partner-province"},
    ),
    Served(
        "electronic-permit", "领取、使用电子居住证", AT_ONCE, FREE, (), LATER,
        {"physical-permit": "in-date", "used-at": "police-matter"},
    ),
)  # fmt: skip
TIANJIN = (
    Served("residence-permit", "居住证申领", "自受理之日起15日", FREE, (CARD, PHOTO, LICENCE), AT_STATION),
    Served("permit-endorsement", "居住证签注", "", FREE, (CARD, "实体居住证", LICENCE), LATER),
    Served("permit-reissue", "居住证换领、补领", "", "20元（票据", (CARD,), LATER, {"physical-permit": "lost"}, "20"),
    Served(
        "id-card", "居民身份证申领", TEN, FREE, (BOOK,), "可以邮寄：市内15元、市外22元，邮资自理。", {"reason": "first"},
    ),
    *EVERYWHERE,
    Served(
        "id-card-replacement", "居民身份证换领", TEN, "20元（票据", (BOOK, "原居民身份证"), COLLECT,
        {"reason": "expired"}, ends="collected",
    ),
    Served("id-card-loss", "居民身份证挂失、补领", TEN, "40元（票据", (BOOK,), COLLECT, ends="reported"),
    Served(
        "electronic-identity", "电子身份信息（亮证核验）", AT_ONCE, FREE, ("电子居民身份信息（亮证）",), LATER,
        {"used-at": "hotel", "face-check": "passed"},
    ),
    Served(
        "cancellation-certificate", "注销户口证明", AT_ONCE, FREE, (CARD,), STAMPED, {"cancel-reason": "emigrated"},
        certified=CANCELLED,
    ),
    Served(
        "relationship-certificate", "亲属关系证明", AT_ONCE, FREE, (BOOK,), STAMPED, {"certificate-item": "kin-other-book"},
        certified=KINSHIP,
    ),
)  # fmt: skip
APP = "本人领取。不发实体证：审核通过后在“北京通”App显示电子居住证"
VERIFIED = "自核实属实之日起8个工作日"
LEASE = "房屋租赁合同"
BEIJING = (
    Served("residence-permit", "（电子）居住证申领", VERIFIED, FREE, (CARD, PHOTO, LICENCE), APP),
    Served("permit-endorsement", "居住证（卡）签注", VERIFIED, FREE, (CARD, "实体居住证", LICENCE), LATER),
    Served("id-card", "居民身份证申领、换领、补领", SIXTY, FREE, (BOOK,), COLLECT, {"household": "here", "reason": "first"}),
    *EVERYWHERE,
    Served("residence-card", "电子居住登记卡申领", VERIFIED, FREE, (CARD, LEASE), "在“北京通”App显示电子居住登记卡。"),
    Served("permit-change", "居住证（卡）变更", VERIFIED, FREE, (CARD, LEASE), LATER, {"change": "address"}),
    Served("electronic-permit", "领取、出示、核验电子居住证（卡）", AT_ONCE, FREE, (), LATER),
)  # fmt: skip
CITIES = {"wuxi": WUXI, "tianjin": TIANJIN, "beijing": BEIJING}
