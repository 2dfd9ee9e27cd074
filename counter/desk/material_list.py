"""The material list (办理材料清单) for the citizen, on a strip: what to bring, how many copies, who issues it."""

from __future__ import annotations

from datetime import datetime

from counter.desk.application_papers import time_and_fee
from counter.desk.bench import Bench
from counter.desk.demand_views import DemandView
from counter.desk.intake_views import IntakeView
from counter.desk.laying import About
from counter.desk.loose import MATERIALS, printed
from counter.desk.papers import made_paper, signed, unprintable
from counter.desk.rights import demand
from counter.desk.row_papers import with_rows
from counter.desk.views import Session, SheetView
from counter.desk.window import Window
from counter.errors import Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.values.typography import full_width

_TODAY = "今天受理的,"
"""A term counts from the day of acceptance, and who takes a list home comes on another day."""
_OF = {"guardian": "监护人", "agent": "代办人"}


class NoListYet(Refused):
    """No papers are asked for, or the questions are not answered yet."""

    happened = Text("这笔业务还没有材料清单。", "There is no list of papers for this intake yet.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text("请先选定业务并答完问题。", "Please choose the service and answer the questions first.")


class Materials(Window):
    """Verbs about the material list."""

    __slots__ = ()

    def print(self, session: Session, case_id: str) -> SheetView:
        """Print the list of an intake, whatever was shown so far; it replaces no one-time notice.

        Raises:
            NotYourRole, NoSuchCase, NoListYet, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "draft")
        view = self._view(case_id)
        if not view.checklist:
            raise NoListYet
        paper = list_paper(self.bench, session, view, self.bench.clock.now())
        return printed(self.bench, session, paper, About(f"materials-{case_id}", ""))


def list_paper(bench: Bench, session: Session, view: IntakeView, at: datetime) -> Paper:
    """The list as a strip, without serial; it names no citizen."""
    words = signed(bench, session, at) | {
        "service": view.title.zh if view.title else "",
        "time-and-fee": full_width(_TODAY + time_and_fee(view)),
        "phone": bench.settings.station.phone,
    }
    paper = made_paper(bench, MATERIALS, words, unprintable(bench, words))
    rows = [
        {"number": str(number), "paper": full_width(_line(demand))}
        for number, demand in enumerate(view.checklist, 1)
    ]
    return with_rows(bench, paper, rows)


def _line(demand: DemandView) -> str:
    """One line: whose, what, which papers will do, who issues them, copies, whether it was shown or promised already."""
    whose = _OF.get(demand.of, "")
    what = demand.text.zh if whose in demand.text.zh else f"{whose}:{demand.text.zh}"
    names = [paper.text.zh for paper in demand.papers]
    lines = [what]
    if len(names) > 1:
        lines.append("任选其一:" + ";".join(f"{paper.text.zh}({paper.issuer.zh})" for paper in demand.papers))
    elif demand.papers:
        lines.append(f"出具:{demand.papers[0].issuer.zh}")
    if demand.copies:
        lines.append(f"原件,另留复印件 {demand.copies} 份")
    if demand.promised_until:
        lines.append(f"已承诺,{demand.promised_until:%Y年%m月%d日}前补交")
    elif not demand.missing:
        lines.append("已查验")
    return "\n".join(lines)
