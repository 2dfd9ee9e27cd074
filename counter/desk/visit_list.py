"""The home-visit list on paper (入户核实清单, A4): one officer's visits with room for result and signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counter.desk.bench import Bench
from counter.desk.papers import made_paper, signed, unprintable
from counter.desk.row_papers import with_rows
from counter.desk.views import Session
from counter.desk.visit_views import VisitView
from counter.printing.paper import Paper

FORM = "home-visit-list"


def visit_list_paper(bench: Bench, session: Session, visits: Sequence[VisitView], at: datetime) -> Paper:
    """The list of an officer; rows are numbered as on the screen, so that results are typed in by number."""
    officer = next((f"{v.officer_name} {v.officer}" for v in visits if v.officer), "（未指派）")
    beats = dict.fromkeys(visit.beat for visit in visits if visit.beat)
    words = {
        "community": "、".join(beats) or "（未分片区）",
        "officer": officer.strip(),
        "count": f"{len(visits)} 户",
        **signed(bench, session, at),
    }
    paper = made_paper(bench, FORM, words, unprintable(bench, words))
    return with_rows(bench, paper, [_row(number, visit) for number, visit in enumerate(visits, 1)])


def _row(number: int, visit: VisitView) -> dict[str, str]:
    application = visit.application
    return {
        "number": str(number),
        "matter": application.receipt or application.id,
        "name": application.name,
        "citizen-number": application.masked_number,
        "address": visit.address,
        "phone": visit.phone,
        "due": f"{visit.planned_on:%m月%d日}",
        "result": "",
        "signature": "",
    }
