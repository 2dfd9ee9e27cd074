"""Rejection on review (审核不通过) told on paper: the authority's reason, its article, what to do next, where to object."""

from __future__ import annotations

from datetime import datetime

from counter.desk.application_papers import REFUSED
from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.papers import REMEDIES, made_paper, signed, unprintable
from counter.desk.views import Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.values.typography import full_width, marked

_NEXT = "上述原因消除后,可以重新申请;办理期限从重新受理之日起算。"


class ArticleMissing(BadInput):
    """A decision that goes against somebody names what it relies on (《行政许可法》第三十八条第二款)."""

    happened = Text("没有写明依据哪一条。", "The article it relies on was not named.")
    next_step = Text("请选定或写明条文再打印。", "Please choose or type the article, then print.")


class NotRejected(Refused):
    """Only what the authority rejected is told as rejected."""

    happened = Text("这件申请没有被审核不通过。", "This application was not rejected on review.")
    next_step = Text("请先登记审核不通过和原因。", "Please record the rejection and its reason first.")


def articles(bench: Bench, application: ApplicationView) -> tuple[Text, ...]:
    """The sources of the rules under which it was accepted, laws before notices, each once."""
    place, on = bench.station.jurisdiction, application.accepted_on or bench.clock.today()
    cited = [rule.source for rule in bench.rules.standing(place, application.service, on).rules]
    cited.sort(key=lambda citation: citation.source.kind != "law")
    return tuple(dict.fromkeys(marked(citation.text) for citation in cited))


def rejection_paper(bench: Bench, session: Session, view: ApplicationView, at: datetime) -> Paper:
    """The notice (不予办理告知书) of a rejection, without serial and code."""
    words = {
        "name": view.name,
        "citizen-number": view.masked_number,
        "asked-for": full_width(view.title.zh),
        "reasons": f"经审核，不予办理：{view.reason}（依据：{view.article}）",
        "next-step": full_width(_NEXT),
        "remedies": REMEDIES,
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, REFUSED, words, unprintable(bench, words))
