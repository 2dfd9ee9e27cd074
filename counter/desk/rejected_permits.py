"""Why something cannot be done to a permit: each reason with its article, where the rules have one."""

from __future__ import annotations

from counter.desk.bench import Bench
from counter.desk.ruled import RefusedByRule
from counter.desk.views import RefusalView
from counter.errors import BadInput, Refused
from counter.locale import Term, Text
from counter.rules.answer import Refusal
from counter.values.typography import marked


class NoSuchHolder(Refused):
    """Nobody of this number is in the register."""

    happened = Text("登记册里没有这位持证人。", "The register does not have this holder.")
    next_step = Text(
        "请核对号码；刚办证的请等下一次导入摘录。",
        "Please compare the number; a permit just issued elsewhere comes with the next extract.",
    )


class RulesRefuse(RefusedByRule):
    """The rules of the place do not allow it to be done to a permit."""


class EndIsFinal(RulesRefuse):
    """The permit has ended: no law knows a way back from a revocation, a cancellation or a lapse."""

    happened = Text(
        "{reason}（依据：{source}）法律没有规定恢复的途径，本机不能恢复。",
        "{reason} ({source}) No law provides a way back, and none is offered here.",
    )


class OtherEnd(Refused):
    """Cancelling and revoking are different ends, and the ground decides which of the two it is."""

    happened = Text(
        "按这个事由应当“{end}”，不是“{asked}”：{reason}（依据：{source}）",
        "On this ground the permit ends by {end}, not by {asked}: {reason} ({source})",
    )
    next_step = Text("请改选，或另选事由。", "Please choose the other end, or another ground.")


def service_named(bench: Bench, code: str) -> Term:
    """A service in words, also one that this place does not have; its code where no pack knows it."""
    places = bench.rules.jurisdictions.values()
    texts = (place.services[code].text for place in places if code in place.services)
    text = next(texts, Text(code[:40], code[:40]))
    return Term(text.zh, text.en, (code[:40],) if text.zh != code[:40] else ())


class NotInThisPlace(Refused):
    """The rules of the place have no such service."""

    happened = Text(
        "本地规则没有“{what}”这一项，不能办理。", "The rules of this place have no service “{what}”."
    )
    next_step = Text(
        "请报上级公安机关，或在规则文件中补充依据。",
        "Please ask the authority above, or add the provision to the rules of this place.",
    )


class NoSuchGround(BadInput):
    """The ground is none that the rules know."""

    happened = Text("没有这个事由：{ground}。", "There is no such ground: {ground}.")
    next_step = Text("请按列表选择。", "Please choose from the list.")


class NothingChanges(Refused):
    """The application says what the register says already."""

    happened = Text(
        "申请里的内容与登记册相同，没有可变更的。",
        "The application says what the register says already; there is nothing to change.",
    )
    next_step = Text(
        "请核对新住址是否已登记在申请人名下；确无变化的，终止这件申请。",
        "Please see whether the new address stands with the applicant; if nothing changed, end the application.",
    )


class EndsByTwo(Refused):
    """Ending a permit takes two people, so it is not done by signing an application alone."""

    happened = Text(
        "注销、撤销居住证要两个人登记，不能只靠签发。",
        "A permit is cancelled or revoked by two people, not by signing alone.",
    )
    next_step = Text(
        "请先在居住证页由两人登记注销或撤销，再签发这件申请。",
        "Please let two people record the end on the permit's page, then sign the application.",
    )


class NoTermInRules(Refused):
    """The rules grant a permit and do not say until when."""

    happened = Text(
        "规则没有写明“{what}”签发后到哪一天，不能登记。",
        "The rules do not say until when “{what}” counts; it cannot be registered.",
    )
    next_step = Text("请在规则文件中补充有效期。", "Please add the validity to the rules of this place.")


class NotSuspended(Refused):
    """Only what is suspended can be restored."""

    happened = Text(
        "居住证的使用功能没有中止，不需要恢复。", "The permit is not suspended; there is nothing to restore."
    )
    next_step = Text("到期前请办理签注。", "Please have it endorsed before it runs out.")


class NoDecision(Refused):
    """A decision notice tells an end; nothing else on the permit has one."""

    happened = Text(
        "没有可以告知的注销或撤销决定。", "There is no cancellation or revocation to give notice of."
    )
    next_step = Text("请先登记注销或撤销。", "Please record the end first.")


class DayAhead(BadInput):
    """A deed is recorded on the day it was done or later."""

    happened = Text("{day} 还没有到。", "{day} is still to come.")
    next_step = Text("请写实际补办的日期。", "Please give the day on which it was done.")


def refusal_of(refusal: Refusal) -> RefusalView:
    """A refusal of the rules with the marks of its language."""
    return RefusalView(
        refusal.code, marked(refusal.text), marked(refusal.source.text), marked(refusal.remedy)
    )
