"""From an application to a sheet: the acceptance receipt, the one-time notice, the notice of refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from counter.desk.agreed_views import CollectionChoice
from counter.desk.bench import Bench
from counter.desk.demand_views import DemandView
from counter.desk.intake_views import IntakeView
from counter.desk.papers import REMEDIES, made_paper, moment_words, numbered, signed, unprintable
from counter.desk.views import Session
from counter.desk.waiving import BY_HAND
from counter.printing.paper import Paper
from counter.values.money import in_yuan
from counter.values.typography import full_width

WANTED = "one-time-notice"
REFUSED = "refusal-notice"

_TO_COME = "待联网核验后由中心系统编发"
_CONTINUE = "请备齐以上材料后持本告知书到本所窗口;窗口按编号继续办理,已见过的材料和已答过的问题不再重复。"
_NOTHING_YET = "暂无。"
_NOTHING_KEPT = "未留存材料;原件已当场退还。"
_ATTACHED = "已收"
_MARKS = {"returned": "原件已退还", "kept": "原件留存"}
_WAYS = {"self": "本人领取", "agent": "委托代领", "mail": "邮寄"}


def receipt_paper(bench: Bench, session: Session, view: IntakeView, at: datetime) -> Paper:
    """The receipt of an accepted application (受理回执) on the form of this station: what was taken, until when, how."""
    words = _about(view) | {
        "accepted-at": moment_words(view.accepted_at or at),
        "official-number": _TO_COME,
        "due": full_width(view.deadline.zh) if view.deadline else "",
        "papers": full_width(_papers(bench, view)),
        "fee": full_width(_fee(view)),
        "collection": full_width(_collection(view)),
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, bench.settings.station.receipt, words, _told_for(bench, view, words))


def wanted_paper(bench: Bench, session: Session, view: IntakeView, at: datetime) -> Paper:
    """The one-time notice (一次性告知书): all that is missing, who issues it, under which article."""
    missing = [demand for demand in view.checklist if demand.missing]
    there = [_names(demand) for demand in view.checklist if not demand.missing]
    words = _about(view) | {
        "missing": full_width(_all_wanted(missing)),
        "shown": "、".join(dict.fromkeys(there)) or _NOTHING_YET,
        "how-to-continue": full_width(_CONTINUE),
        "time-and-fee": full_width(time_and_fee(view)),
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, WANTED, words, _told_for(bench, view, words))


def refusal_paper(bench: Bench, session: Session, view: IntakeView, at: datetime) -> Paper:
    """The notice of refusal (不予办理告知书): every reason with its article, what to do next, where to object."""
    words = _about(view) | {
        "asked-for": view.title.zh if view.title else "",
        "reasons": numbered(
            [full_width(f"{refusal.text.zh}(依据:{refusal.source.zh})") for refusal in view.refusals]
        ),
        "next-step": numbered([full_width(refusal.remedy.zh) for refusal in view.refusals]),
        "remedies": REMEDIES,
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, REFUSED, words, _told_for(bench, view, words))


def _told_for(bench: Bench, view: IntakeView, words: Mapping[str, str]) -> dict[str, str]:
    """What stands for characters that no font has: as described at the read-back, else their code points alone."""
    return {**unprintable(bench, words), **view.described}


def _about(view: IntakeView) -> dict[str, str]:
    person = view.person
    return {
        "name": person.name if person else "",
        "citizen-number": person.masked_number if person else "",
        "service": view.title.zh if view.title else "",
    }


def _all_wanted(missing: list[DemandView]) -> str:
    """Every missing paper, then every article once with the numbers of the papers it asks for."""
    places: dict[str, list[str]] = {}
    for place, demand in enumerate(missing, 1):
        places.setdefault(demand.source.zh, []).append(str(place))
    if len(missing) == 1:
        cited = f"依据:{missing[0].source.zh}。"
    else:
        cited = "依据:" + ";".join(f"第{'、'.join(of)}项,{source}" for source, of in places.items()) + "。"
    return f"{numbered([_wanted(demand) for demand in missing])}\n{cited}"


def _wanted(demand: DemandView) -> str:
    """One missing paper: which will do, who issues it, and what it must state."""
    lacks = f"须载明{'、'.join(text.zh for text in demand.lacks)}。" if demand.lacks else ""
    return f"{demand.text.zh}{_obtained(demand)}{lacks}"


def _obtained(demand: DemandView) -> str:
    """Who issues it; where there is a choice, each issuer with what it issues."""
    papers = [paper for paper in demand.papers if paper.mark] or demand.papers
    issued: dict[str, list[str]] = {}
    for paper in papers:
        issued.setdefault(paper.issuer.zh, []).append(paper.text.zh)
    if len(papers) == 1:
        return f"出具:{papers[0].issuer.zh}。"
    return "可选:" + ";".join(f"{'、'.join(names)}({issuer}出具)" for issuer, names in issued.items()) + "。"


def _names(demand: DemandView) -> str:
    seen = [paper.text.zh for paper in demand.papers if paper.mark]
    return "、".join(seen or [paper.text.zh for paper in demand.papers])


def _papers(bench: Bench, view: IntakeView) -> str:
    shown = {paper.code: paper for demand in view.checklist for paper in demand.papers if paper.mark}
    lines = []
    for paper in shown.values():
        copies = f"复印件 {paper.copies} 份、" if paper.copies else ""
        attached = bench.rules.vocabulary.documents[paper.code.rpartition(".")[2]].attached
        state = _ATTACHED if attached else _MARKS.get(paper.mark, "已见原件")
        lines.append(f"{paper.text.zh}({copies}{state})")
    promised = [
        f"{demand.text.zh}(承诺于 {demand.promised_until} 前补交)"
        for demand in view.checklist
        if demand.promised_until
    ]
    return ";".join([*lines, *promised]) or _NOTHING_KEPT


def _fee(view: IntakeView) -> str:
    if (fee := view.fee) is None:
        return "不收费"
    waived = f"减免 {in_yuan(fee.waived)}({'经负责人批准' if fee.ground == BY_HAND else fee.basis.zh})"
    if not fee.receipt:
        return waived if fee.waived else f"不收费({fee.basis.zh})"
    return f"{in_yuan(fee.taken)}(票据 {fee.receipt})" + (f",{waived}" if fee.waived else "")


def _collection(view: IntakeView) -> str:
    ways = "".join(way.text.zh for way in view.ways)
    return f"{_way(view.collection)}{ways}" if view.collection else ways or "办结后告知。"


def _way(chosen: CollectionChoice) -> str:
    whom = f":{chosen.agent} {chosen.agent_number}" if chosen.agent else ""
    where = f":{chosen.address}" if chosen.address else ""
    return f"{_WAYS[chosen.mode]}{whom}{where}。"


def time_and_fee(view: IntakeView) -> str:
    """Until when it is decided, and what it costs, in one line."""
    time = f"办结期限:{view.deadline.zh}。" if view.deadline else ""
    fee = ""
    if view.fee is not None:
        amount = in_yuan(view.fee.fen) if view.fee.fen else "不收费" if view.fee.fen == 0 else "按当地标准"
        fee = f"收费:{amount}。"
    return time + fee
