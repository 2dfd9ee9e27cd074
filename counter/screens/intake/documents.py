"""The papers: what is asked for, which of them was shown, and what became of each original."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from counter.screens.intake.at_home import in_printer, print_for_home, settle_for_home
from counter.screens.intake.checklist_lines import Line, demand_lines
from counter.screens.intake.face import Face
from counter.screens.intake.stated import StatedDialog
from counter.screens.loose import print_loose
from counter.screens.out_dialog import CAME_OUT
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width

if TYPE_CHECKING:
    from counter.desk.demand_views import DemandView, PaperView
    from counter.desk.desk import Desk
    from counter.desk.intake_views import IntakeView
    from counter.desk.views import Session
    from counter.screens.intake.page import IntakePage

MARKS: Final = {"f": "copied", "t": "returned", "l": "kept", "x": "withdrawn"}
"""What a single key records of the paper that is marked."""
_HANZI: Final = {
    "复": "f",
    "退": "t",
    "留": "l",
    "撤": "x",
    "全": "a",
    "承": "p",
    "委": "s",
    "告": "g",
    "单": "m",
    "授": "w",
}
"""The same keys as an input method writes them."""
_FOOT = 4
"""Rows under the list: a blank and up to three of keys."""
_AT = "@demand"
"""Under this the demand that is marked is kept, with a mark behind it while it is not met."""
_WANTS = "?"


_FOR_HOME = "for-home"


class DocumentsFace(Face):
    """Every demand in a line, the marked one with its papers under it."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        groups = [demand.group for demand in case.checklist]
        kept = "" if page.documents_at in groups else case.typed.get(_AT, "")
        before = kept.removesuffix(_WANTS) if kept else page.documents_at
        wanting = next((place for place, demand in enumerate(case.checklist) if demand.missing), 0)
        self.at = groups.index(before) if before in groups else wanting
        if kept.endswith(_WANTS):  # the power failed between the paper and the next demand
            self.at = self._following()
        self._top = 0

    @property
    def demand(self) -> DemandView | None:
        """The demand that is marked."""
        return self.case.checklist[self.at] if self.at < len(self.case.checklist) else None

    @property
    def paper(self) -> PaperView | None:
        """The paper of it that single keys are about: the one chosen last, else one that was shown, else the only one."""
        if self.demand is None:
            return None
        papers = self.demand.papers
        chosen = [one for one in papers if one.code == self.page.paper_at and one.mark]
        shown = [one for one in papers if one.mark]
        return next(iter([*chosen, *shown, *(papers if len(papers) == 1 else ())]), None)

    def start(self) -> None:
        """A paper for home that was in the printer when the power went is asked about first."""
        if (paper := in_printer(self.case)) is not None:
            self.page.begin(CAME_OUT, settle_for_home(self.page, paper))

    def resume(self, deed: str) -> None:
        """The paper that is printed for home."""
        if deed == _FOR_HOME and in_printer(self.case) is None:
            self.page.begin(deed, print_for_home(self.page, self.case))

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Count, list around the marked demand, keys."""
        x, y, room = box.x, box.y, box.columns
        name = visible(self.case.person.name) if self.case.person else ""
        count, role = self._count()
        at = canvas.put(x, y, count, role)
        canvas.put(at + 3, y, name, "label", room - (at + 3 - x))
        rows = box.rows - 1 - _FOOT
        lines, first, last = self._lines(room)
        self._top = max(0, min(self._top, first, len(lines) - rows), min(last - rows + 1, first))
        for place, (indent, key, text, line_role) in enumerate(lines[self._top : self._top + rows], y + 1):
            if line_role == "chosen":
                canvas.put(x - 1, place, " " * (room + 1), line_role)
            canvas.put(x + indent, place, key, "key" if line_role != "chosen" else line_role)
            canvas.put(x + indent + 2, place, text, line_role, room - indent - 2)
        if self._top:
            canvas.put(x + room - 1, y + 1, "↑", "key")
        if self._top + rows < len(lines):
            canvas.put(x + room - 1, y + rows, "↓", "key")
        self._draw_foot(canvas, Box(x, y + 2 + min(rows, len(lines)), room, _FOOT - 1))

    def _count(self) -> tuple[str, str]:
        if self.case.missing:
            return self.say("papers.missing", count=self.case.missing), "wait"
        return self.say("papers.complete"), "done"

    def _lines(self, room: int) -> tuple[list[Line], int, int]:
        """Every line, and which of them belong to the marked demand."""
        lines: list[Line] = []
        first = last = 0
        current = self.paper.code if self.paper is not None else ""
        for place, demand in enumerate(self.case.checklist):
            marked = place == self.at
            if marked:
                first = len(lines)
            lines += demand_lines(self.page, demand, room, current=current if marked else None)
            if marked:
                last = len(lines) - 1
        return lines, first, last

    def _draw_foot(self, canvas: Canvas, box: Box) -> None:
        """The keys that do something now."""
        keys = [("1-9", self.say("papers.key.seen"))] if self.demand else []
        if self.paper is not None and self.paper.mark:
            keys += [(key, self.say(f"papers.key.{mark}")) for key, mark in MARKS.items()]
        keys.append(("a", self.say("papers.key.all")))
        keys += [("s", self.say("papers.key.states"))] if self.case.states else []
        keys += [("g", self.say("papers.key.notice"))] if self.case.missing else []
        keys += [("w", self.say("papers.key.at-home"))] if self.case.to_take else []
        keys.append(("m", self.say("papers.key.list")))
        keys += [("0", self.say("intake.correct")), ("Enter", self.say("papers.key.go-on"))]
        x, y = box.x, box.y
        for key, said in keys:
            if x > box.x and x + width(key) + 1 + width(said) > box.x + box.columns:
                x, y = box.x, y + 1
            at = canvas.put(x, y, key, "key")
            x = canvas.put(at + 1, y, said, "label") + 2

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """A digit says which paper was shown; letters say what became of it."""
        key = _HANZI.get(key, key.lower())
        letters: dict[str, Callable[[], None]] = {
            "a": lambda: self.page.house.act(self._take_all()),
            "p": self._promise,
            "s": lambda: self.page.begin("states", self._states()),
            "m": lambda: self.page.house.act(self._list()),
            "w": lambda: self.page.begin(_FOR_HOME, print_for_home(self.page, self.case)),
            "g": lambda: self.page.do(lambda desk, session, case: desk.checklist.want(session, case)),
            "0": self.page.correct,
            "enter": self._go_on,
        }
        if key in {"up", "down", "tab", "shift+tab"}:
            self._go(-1 if key in {"up", "shift+tab"} else 1)
        elif key in letters:
            letters[key]()
        elif key.isdecimal():
            self._show(int(key))
        elif key in MARKS:
            self._mark(MARKS[key])
        else:
            return False
        return True

    def _go(self, step: int) -> None:
        self.at = max(0, min(len(self.case.checklist) - 1, self.at + step))
        self._stay()
        self.page.show()

    def _stay(self) -> None:
        """Remember the demand, also beyond a power cut."""
        if self.demand is not None:
            self.page.documents_at = self.demand.group
            self.page.keep(_AT, self.demand.group + (_WANTS if self.demand.missing else ""))

    def _show(self, place: int) -> None:
        """A paper was shown: it is seen, and the next demand that wants one is marked."""
        demand = self.demand
        if demand is None or not 0 < place <= len(demand.papers):
            self.page.tell(self.say("number.no-row", place=place), tone="wait")
            return
        paper = demand.papers[place - 1]
        self.page.paper_at = paper.code
        self._stay()
        if paper.mark:
            self.page.show()
            return
        self.page.house.act(self._seen(paper))

    async def _seen(self, paper: PaperView) -> None:
        await self.page.doing(
            lambda desk, session, case: desk.checklist.mark(session, case, paper.code, "seen")
        )
        if isinstance(face := self.page.face, DocumentsFace):
            face.to_next()

    def to_next(self) -> None:
        """When the marked demand is met, on to the next one that is not."""
        if self.demand is None or self.demand.missing:
            return
        self.at = self._following()
        self._stay()
        self.page.show()

    def _following(self) -> int:
        """The marked demand while it is not met, else the next one that is not; the marked one where all are."""
        demands = self.case.checklist
        order = [*range(self.at, len(demands)), *range(self.at)]
        return next((place for place in order if demands[place].missing), self.at)

    async def _doing_here(self, call: Callable[[Desk, Session, str], IntakeView]) -> None:
        """Do something about the marked demand that stays marked, also beyond a power cut."""
        self._stay()
        await self.page.doing(call)
        if isinstance(face := self.page.face, DocumentsFace):
            face._stay()

    def _mark(self, mark: str) -> None:
        paper, demand = self.paper, self.demand
        if paper is None or demand is None or not paper.mark:
            self.page.tell(self.say("papers.not-shown"), tone="wait")
            return
        self.page.paper_at = paper.code
        self._stay()
        copies = paper.copies + 1 if paper.copies >= demand.copies else demand.copies
        self.page.do(lambda desk, session, case: desk.checklist.mark(session, case, paper.code, mark, copies))

    async def _take_all(self) -> None:
        self._stay()
        await self.page.doing(lambda desk, session, case: desk.checklist.take_all(session, case))
        if isinstance(face := self.page.face, DocumentsFace):
            face.to_next()
        if self.page.case.missing:
            self.page.tell(self.page.say("papers.choose", count=self.page.case.missing), tone="wait")

    async def _list(self) -> None:
        """The material list on a strip, to take home."""
        case_id = self.case.id
        self._stay()
        await print_loose(self.page, lambda desk, session: desk.materials.print(session, case_id))

    def _promise(self) -> None:
        demand = self.demand
        if demand is None or not demand.missing or not demand.promise_days:
            self.page.tell(self.say("papers.no-promise"), tone="wait")
            return
        group = demand.group
        self.page.house.act(
            self._doing_here(lambda desk, session, case: desk.checklist.promise(session, case, group))
        )

    async def _states(self) -> None:
        if not self.case.states:
            self.page.tell(self.say("papers.no-attorney"), tone="wait")
            return
        told = await self.page.house.ask(StatedDialog(self.case.states))
        if told is not None:
            await self._doing_here(lambda desk, session, case: desk.checklist.states(session, case, told))

    def _go_on(self) -> None:
        """On, if nothing is missing; else say all of it at once."""
        if not self.case.missing:
            self.page.do(lambda desk, session, case: desk.intake.go_on(session, case))
            return
        language = self.page.house.language
        mark = "；" if language == "zh" else "; "
        wanting = [demand.text.in_(language) for demand in self.case.checklist if demand.missing]
        names = mark.join(name.rstrip("。.") for name in wanting)
        self.page.tell(self.say("papers.still", what=names), tone="wait")
