"""Home visits: who went signs what was found, nobody was met and it is gone once more, somebody else is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import BEIJING_PERMIT, asked, handed, identified, to_acceptance
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session

from ..clerk import Keys
from ..live import Live
from .pages import Paged, filled
from .place import HOME, WORDS
from .standing import signed_in

WORDS_BY_OFFICER = "在家，与申请一致"
HOMES = ("望山路 40 号", "样例园 3 号")
OFFICERS = ("0421", "0422")
_ROW = {WORDS[f"visit.row.{key}"]: key for key in ("words", "officer", "pin")}
_RESULTS = ("1", "2", "3", "4")
ASSIGN = "assign"


class Visit(Paged):
    """The visits of the day, one after the other, from the lists by officer."""

    PAGES: ClassVar[Mapping[str, str]] = {"visit": f"  {WORDS['visit.about']}  "}
    ROWS: ClassVar[Mapping[str, str]] = {"visit": "visit.row"}
    PEOPLE = 5

    def prepare(self, desk: Desk) -> None:
        session = desk.people.sign_in("0337", "0000")
        for order in range(self.PEOPLE):
            home = f"北京市海淀区{HOMES[order % 2]}"
            number = number_for("19880512", 41 + order)
            view = identified(desk, session, number, residence_address=home)
            view = asked(desk, session, view, "residence-permit", BEIJING_PERMIT)
            handed(desk, session, to_acceptance(desk, session, view))

    def begins(self) -> None:
        self.sends = self.dice.random() < 0.3
        self.officer = self.dice.choice(OFFICERS)

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        lines = [line.strip() for line in screen.splitlines()]
        if HOME in screen:
            return HOME, ["F11"]
        if WORDS["lists.title"] in lines:
            return "工作单", ["v"]
        if any(line.startswith(WORDS["visits.title"]) for line in lines[:4]):
            return ("走访", ["1"]) if WORDS["visits.none"] not in screen and "\n  1" in screen else ("", [])
        if live is not None:
            key = _ROW.get(live.row, "")
            assigned = re.search(rf"  {WORDS['visit.officer']} +\S+ (\d{{4}})", screen)
            signer = assigned[1] if assigned and WORDS["visit.row.pin"] in screen else self.officer
            wanted = {"words": WORDS_BY_OFFICER, "officer": signer, "pin": "0000"}.get(key, "")
            keys = ["\x15", wanted, "Enter"] if key == "pin" else filled(wanted, live)
            return (f"{key} {screen.count('✎')}", keys) if key else ("", [])
        if WORDS["visit.what"] not in screen:
            return "回到名单", ["Escape"] if self.PAGES["visit"] in screen else []
        if self.sends:
            self.sends = False
            return "改派", ["5"]
        return f"核实 {screen.count('✎')}", [self.dice.choice(_RESULTS)]

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        visit = desk.visits.show(session, which)
        return visit.open and deed in {ASSIGN, *dict(desk.visits.results(session))}

    def stood(self, desk: Desk, session: Session, which: str, key: str) -> str:
        return desk.visits.show(session, which).officer if key == "officer" else ""

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        kind, _, which = (desk.unsaid.left(session) or ("", ""))[0].partition(":")
        if kind != "visit" or self.PAGES["visit"] not in last:
            return
        visit = desk.visits.show(session, which)
        assert len(visit.opinions) >= min(2, last.count("✎")), f"signed, and not in the books\n{last}"
        assert all(one.words == WORDS_BY_OFFICER for one in visit.opinions)
        if WORDS["visit.assigned"].partition("{")[0] in last:
            assert visit.officer in OFFICERS

    def finished(self, desk: Desk) -> bool:
        session = signed_in(desk)
        return not desk.visits.today(session)
