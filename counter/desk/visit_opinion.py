"""A signed opinion on paper (入户核实意见, A4): what was found, by whom and when, and what the rules say to it."""

from __future__ import annotations

from collections.abc import Sequence

from counter.desk.bench import Bench
from counter.desk.papers import made_paper, moment_words, numbered, signed, unprintable
from counter.desk.views import Session
from counter.desk.visit_views import OpinionView, VisitView
from counter.printing.paper import Paper
from counter.values.typography import full_width

OPINION = "visit-opinion"
_TOLD = 5
"""So many earlier visits are told, the newest; more are counted."""


def opinion_paper(bench: Bench, session: Session, visit: VisitView, signer: str) -> Paper:
    """The last opinion on a visit as it was signed; ``signer`` is the name of the officer whose number stands under it."""
    application, last = visit.application, visit.opinions[-1]
    words = {
        "matter": application.receipt or application.id,
        "service": full_width(application.title.zh),
        "name": application.name,
        "citizen-number": application.masked_number,
        "address": visit.address,
        "phone": visit.phone,
        "community": visit.beat,
        "about": full_width((visit.demand or application.title).zh),
        "earlier": _earlier(visit.opinions[:-1]),
        "result": full_width(last.text.zh),
        "opinion": last.words,
        "follows": _follows(visit),
        "officer": f"{signer} {last.signed_by}".strip(),
        "signed-at": moment_words(last.at),
        **signed(bench, session, bench.clock.now()),
    }
    return made_paper(bench, OPINION, words, unprintable(bench, words))


def _earlier(opinions: Sequence[OpinionView]) -> str:
    """Earlier visits, a line for each: when, what was found, who signed."""
    more = [f"共走访 {len(opinions)} 次，最近的："] if len(opinions) > _TOLD else []
    told = [f"{moment_words(o.at)} {full_width(o.text.zh)}（{o.signed_by}）" for o in opinions[-_TOLD:]]
    return "\n".join([*more, *told])


def _follows(visit: VisitView) -> str:
    """What the rules say to the opinion, each with its article."""
    refused = [f"{r.text.zh}{r.remedy.zh}(依据:{r.source.zh})" for r in visit.refusals]
    noted = [f"{note.text.zh}(依据:{note.source.zh})" for note in visit.notes]
    return full_width(numbered([*refused, *noted])) if refused or noted else ""
