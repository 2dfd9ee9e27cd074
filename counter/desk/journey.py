"""What every verb of a journey at the window leans on: reading it, moving it, asking the rules about it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from counter.desk.bench import Bench
from counter.desk.cases import NoSuchCase, case_view, explained
from counter.desk.rights import demand
from counter.desk.views import CaseView, Session
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases, holders
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.workflows.slip import AT_REST, JOURNEY, Act, Step


class NoSheet(Refused):
    """Nothing was printed in this journey yet."""

    happened = Text("这笔业务还没有打印过。", "Nothing was printed in this case yet.")
    next_step = Text("请先打印。", "Please print first.")


class Finished(Refused):
    """The journey has ended, perhaps at another window."""

    happened = Text("这笔业务已经结束。", "This case is finished.")
    next_step = Text(
        "请在今日列表里查看；要重打请从那一张纸开始。",
        "Please see today's list; a reprint starts at the sheet.",
    )


@dataclass(frozen=True, slots=True)
class Journey:
    """One kind of journey on a bench."""

    bench: Bench

    def _acting(self, session: Session) -> AbstractContextManager[Acting]:
        """A transaction of somebody who may take in work.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "draft")
        return self.bench.store.acting(session.clerk.number)

    def _case(self, case_id: str, act: Acting | None = None) -> cases.Case:
        """A journey, read in the transaction of an act where there is one."""
        if act is None:
            with self.bench.store.reading() as db:
                case = cases.case(db, case_id)
        else:
            case = cases.case(act.db, case_id)
        if case is None:
            raise NoSuchCase(case=case_id[:40])
        return case

    def _open(self, case_id: str, act: Acting) -> cases.Case:
        """A journey that is not at rest.

        Raises:
            NoSuchCase, Finished
        """
        case = self._case(case_id, act)
        if not case.is_open:
            raise Finished
        return case

    def _move(
        self,
        session: Session,
        case_id: str,
        what: Act,
        facts: Mapping[str, Any],
        refused: list[str] | None = None,
    ) -> CaseView:
        with self._acting(session) as act:
            self._record(act, case_id, what, facts, refused)
        return case_view(self.bench, case_id)

    def _record(
        self, act: Acting, case_id: str, what: Act, facts: Mapping[str, Any], refused: list[str] | None = None
    ) -> None:
        case = self._case(case_id, act)
        record_move(act, case, what, facts, refused=refused)

    def _refusals(self, case_id: str, facts: Mapping[str, Any], row: holders.Holder) -> list[str]:
        case = self._case(case_id)._replace(facts=facts)
        return [refusal.code for refusal in explained(self.bench, case, row).refusals]

    def _row(self, case: cases.Case) -> holders.Holder | None:
        """The holder of a journey as the register has them now, if one is chosen."""
        if "holder" not in case.facts:
            return None
        with self.bench.store.reading() as db:
            return holders.by_id(db, case.facts["holder"])

    def _acceptable(self, case: cases.Case) -> bool:
        """Whether a holder is chosen whose permit could bear a slip, so that only the document shown is in question."""
        row = self._row(case)
        return row is not None and not self._refusals(case.id, {"holder": row.id}, row)

    def _sheet(self, case_id: str, act: Acting | None = None) -> cases.Sheet:
        """The sheet of a journey, read in the transaction of an act where there is one."""
        if act is None:
            with self.bench.store.reading() as db:
                return _sheet_of(db, case_id)
        return _sheet_of(act.db, case_id)


def record_move(
    act: Acting,
    case: cases.Case,
    what: Act,
    facts: Mapping[str, Any],
    *,
    to: Step | None = None,
    refused: list[str] | None = None,
) -> None:
    """Record a step of a journey; ``to`` is where it leads when the table alone cannot say, as for a step back.

    Raises:
        NotNow: the journey is not at a step that allows it.
    """
    to = to or JOURNEY.step(Step(case.step), what)
    body = {"act": what, "to": to, "facts": dict(facts), "open": to not in AT_REST}
    act.record(Kind.CASE_MOVED, case.id, body | ({"refused": refused} if refused else {}))


def _sheet_of(db: Db, case_id: str) -> cases.Sheet:
    case = cases.case(db, case_id)
    sheet = cases.sheet(db, case.facts["sheet"]) if case and "sheet" in case.facts else None
    if sheet is None:
        raise NoSheet
    return sheet
