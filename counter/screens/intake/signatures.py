"""Papers to be signed: one key each, for each is read and signed by itself; those whose words are known are printed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.doors import open_loss
from counter.screens.intake.face import Face
from counter.screens.out_dialog import CAME_OUT, ask_outcome, ask_why
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.agreed_views import SignatureView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

_SIGNS_AS_KNOWN = frozenset({"applicant", "officer"})
"""Who signs with a name that is known here; anybody else's is typed once and offered for the next paper."""
_DRAFT = "signer:"
_PRINT = "9"
"""The digit that prints all that is to be signed, or the next paper once more; no service has that many to sign."""
_LOSS, _REPORT = "loss-report/", "8"
"""The paper that reports a loss has a page of its own, and the digit that opens it."""
_UNSETTLED = ("reserved", "sent")
"""States of a sheet of which nobody has said yet what came of it."""


class SignaturesFace(Face):
    """The list with who signs what under which article; Enter has the next one signed."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        ask = self._next
        if ask is not None and not self._known(ask):
            self.hold([FormRow(_DRAFT + ask.by, "")])

    @property
    def _next(self) -> SignatureView | None:
        return next((one for one in self.case.signatures if not one.signed), None)

    @property
    def _to_print(self) -> list[SignatureView]:
        """What is still to be signed and can be printed here, and was not."""
        return [one for one in self.case.signatures if one.printable and not one.signed and one.sheet is None]

    def _prints_first(self, paper: SignatureView) -> bool:
        """Whether this station wants the paper printed before it is signed."""
        return paper.wanted and paper.sheet is None

    def _known(self, paper: SignatureView) -> str:
        """The name a paper is signed with, where it need not be typed."""
        if paper.by == "applicant" and self.case.person is not None:
            return self.case.person.name
        if paper.by == "officer" and self.page.house.session is not None:
            return self.page.house.session.clerk.name
        return next((one.signed for one in self.case.signatures if one.by == paper.by and one.signed), "")

    def start(self) -> None:
        """A sheet that was in the printer when the power went is asked about first."""
        if self._in_printer is not None:
            self.page.begin(CAME_OUT, self._settle_sheet())

    @property
    def _in_printer(self) -> SignatureView | None:
        return next(
            (one for one in self.case.signatures if one.sheet and one.sheet.state in _UNSETTLED), None
        )

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Who is here, each paper with its article, what Enter does."""
        x, room, ask = box.x, box.columns, self._next
        y = self.draw_person(canvas, x, box.y, room) + 1
        canvas.put(x, y, self.say("signing.question"), "ink", room)
        y += 1
        for place, paper in enumerate(self.case.signatures, 1):
            y = self._draw_paper(canvas, Box(x, y, room, 0), place, paper)
        y += 1
        if ask is None:
            self.draw_enter(canvas, x, y, self.say("signing.go-on"), room)
            return
        if self.page.form is not None:
            self.page.form.row.label = self.say(f"signing.name.{ask.by}")
            y = self.page.form.draw(canvas, x, y, room)
        paper_name, by = ask.paper.in_(self.page.house.language), self.say(f"signing.by.{ask.by}")
        enter = "signing.print-first" if self._prints_first(ask) else "signing.sign"
        self.draw_enter(canvas, x, y, self.say(enter, paper=paper_name, by=by), room)
        if ask.key.startswith(_LOSS):
            canvas.put(x, y + 1, _REPORT, "key")
            canvas.put(x + 2, y + 1, self.say("signing.loss"), "ink", room - 2)
        elif self._to_print or ask.sheet:
            canvas.put(x, y + 1, _PRINT, "key")
            words = "signing.print" if self._to_print else "signing.print-again"
            canvas.put(x + 2, y + 1, self.say(words, count=len(self._to_print)), "ink", room - 2)

    def _draw_paper(self, canvas: Canvas, box: Box, place: int, paper: SignatureView) -> int:
        x, room, language = box.x, box.columns, self.page.house.language
        here = paper == self._next
        mark, role = ("✓", "done") if paper.signed else ("←", "here") if here else ("·", "faint")
        canvas.put(x, box.y, mark, role)
        canvas.put(x + 2, box.y, str(place), "key")
        at = canvas.put(x + 5, box.y, paper.paper.in_(language), "strong" if here else "ink", room - 5)
        by = self.say(f"signing.by.{paper.by}")
        if paper.signed:
            by = self.say("signing.signed", by=by, name=paper.signed)
        at = canvas.put(at + 2, box.y, by, "done" if paper.signed else "label", room - (at + 2 - x))
        if paper.sheet is not None:
            printed = self.say("signing.printed", number=paper.sheet.serial[-4:])
            canvas.put(at + 2, box.y, printed, "done", room - (at + 2 - x))
        return canvas.block(x + 5, box.y + 1, paper.source.in_(language), "faint", room - 5, 4)

    def flows(self, character: str) -> bool:
        """A name has no digits; they choose a paper."""
        return not character.isdigit()

    def press(self, key: str) -> bool:
        """Enter signs the next paper, a digit the one it stands before."""
        if key == "enter" and self.page.form is None:
            self._enter()
            return True
        if key == _REPORT and self._next is not None and self._next.key.startswith(_LOSS):
            self.page.tell()  # that no loss is registered is no longer so
            self.page.house.act(open_loss(self.page.house, self.case.id))
            return True
        if key == _PRINT:
            self._print(self._next)
            return True
        if key.isdigit():
            place = int(key) - 1
            if 0 <= place < len(self.case.signatures):
                self._sign(self.case.signatures[place])
            return True
        return False

    def entered(self) -> None:
        """The name of whoever signs was typed."""
        self._enter()

    def _enter(self) -> None:
        """Have the next paper signed, or printed where the station wants that before."""
        paper = self._next
        if paper is not None and self._prints_first(paper) and self._name(paper) is not None:
            self._print(paper)
        elif paper is None or not self._prints_first(paper):
            self._sign(paper)

    def _sign(self, paper: SignatureView | None) -> None:
        if paper is None:
            self.page.do(lambda desk, session, case: desk.intake.go_on(session, case))
        elif paper.signed:
            self.page.tell(self.say("signing.already", name=paper.signed))
        else:
            key, name = paper.key, self._name(paper)
            if name is not None:
                self.page.do(lambda desk, session, case: desk.agreeing.sign(session, case, key, name))

    def _print(self, paper: SignatureView | None) -> None:
        """Everything that has no sheet yet; else the next paper once more, for a reason."""
        if self._to_print:
            self.page.house.act(self._lay())
        elif paper is not None and paper.sheet is not None:
            self.page.house.act(self._lay_again(paper.key))

    async def _lay(self) -> None:
        """Print what is to be signed; the face that then stands there asks what came of each sheet."""
        names = self._names()
        await self.page.doing(lambda desk, session, case: desk.agreeing.print_papers(session, case, names))

    async def _lay_again(self, key: str) -> None:
        """Print one paper once more; the sheet before is void."""
        if (reason := await ask_why(self.page.house, "signing.why-again")) is not None:
            names = self._names()
            await self.page.doing(
                lambda desk, session, case: desk.agreeing.print_paper(session, case, key, names, reason)
            )

    def _names(self) -> dict[str, str]:
        """Who signs besides the applicant, as far as the names are known or typed."""
        form, names = self.page.form, dict[str, str]()
        for one in self.case.signatures:
            if one.by not in _SIGNS_AS_KNOWN:
                typed = form.row.value.strip() if form and form.row.key == _DRAFT + one.by else ""
                names[one.by] = self._known(one) or typed
        return names

    async def _settle_sheet(self) -> None:
        """Ask what came of the sheet in the printer, and say so at the desk."""
        house, paper = self.page.house, self._in_printer
        session, case = house.session, self.case.id
        if session is None or paper is None or paper.sheet is None:
            return
        key = paper.key
        outcome = await ask_outcome(
            house, paper.sheet, lambda desk: desk.agreeing.resend_paper(session, case, key), "signing.out"
        )
        await self.page.doing(
            lambda desk, session, case: desk.agreeing.paper_out(
                session, case, key, good=outcome.good, reason=outcome.reason
            )
        )

    def _name(self, paper: SignatureView) -> str | None:
        """The name to sign with, "" for the one the desk knows; None when it has to be typed first."""
        if paper.by in _SIGNS_AS_KNOWN:
            return ""
        if known := self._known(paper):
            return known
        form = self.page.form
        if form is not None and form.row.key == _DRAFT + paper.by and (typed := form.row.value.strip()):
            return typed
        if form is None or form.row.key != _DRAFT + paper.by:
            self.hold([FormRow(_DRAFT + paper.by, "")])
        self.page.tell(self.say("signing.who", by=self.say(f"signing.by.{paper.by}")), tone="wait")
        return None
