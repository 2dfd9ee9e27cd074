"""Everything once more on one page, and then the acceptance: durable before anything is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.intake.face import Face
from counter.screens.intake.giving_back import (
    REFUND,
    RETURN,
    draw_left_here,
    in_till,
    overcharged,
    settles,
    yuan,
)
from counter.screens.intake.officers import decides, draw_left_to_officer
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width, wrap

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

Line = tuple[str, str, str]
"""Label, text, role."""
_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class AcceptanceFace(Face):
    """Who, what, papers, signatures, fingers, fee, collection, the last day; Enter accepts."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self._top = 0

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, then what is still wanted, then the keys."""
        lines = self._lines()
        labels = max(width(label) for label, _, _ in lines) + 2
        folded = [
            (label if part == 0 else "", words, role)
            for label, text, role in lines
            for part, words in enumerate(wrap(visible(text), box.columns - labels))
        ]
        foot = self._draw_foot(Canvas(canvas.columns, canvas.rows), Box(box.x, 0, box.columns, 0))
        rows = box.rows - foot - 1
        self._top = max(0, min(self._top, len(folded) - rows))
        y = box.y
        for label, words, role in folded[self._top : self._top + rows]:
            canvas.put(box.x, y, label, "label")
            canvas.put(box.x + labels, y, words, role, box.columns - labels)
            y += 1
        if len(folded) > rows:
            canvas.put(box.x, y, self.say("preview.scroll"), "faint")
        self._draw_foot(canvas, Box(box.x, y + 1, box.columns, foot))

    def _draw_foot(self, canvas: Canvas, box: Box) -> int:
        """What is still wanted, or the question; gives the row after it."""
        x, y, room, case = box.x, box.y, box.columns, self.case
        if case.still:
            language = self.page.house.language
            wants = ("；" if language == "zh" else "; ").join(text.in_(language) for text in case.still)
            y = canvas.block(x, y, self.say("accepting.still", wants=wants), "stop", room, 2)
            return draw_left_here(canvas, self.page, x, y, room, fee=overcharged(case))
        if not decides(self.page):
            return draw_left_to_officer(self, canvas, x, y, room)
        y = canvas.block(x, y, self.say("accepting.question"), "strong", room, 2)
        self.draw_enter(canvas, x, y, self.say("accepting.accept"), room)
        return y + 1

    def _lines(self) -> list[Line]:
        case, language = self.case, self.page.house.language
        person = case.person
        who = f"{person.name}   {person.sex.in_(language)}   {person.birth.isoformat()}" if person else ""
        number = (self.page.unmasked or person.masked_number) if person else ""
        lines = [
            ("who", f"{who}   {number}", "strong"),
            *self._papers(),
            *(("signed", f"{one.paper.in_(language)}   {one.signed}", "ink") for one in case.signatures),
            *self._fingers(),
            ("fee", self._fee(), "ink"),
            *self._collection(),
            *self._deadline(),
        ]
        labels = [key for key, _, _ in lines]
        return [
            (self.say(f"accepting.{key}") if key not in labels[:place] else "", text, role)
            for place, (key, text, role) in enumerate(lines)
        ]

    def _papers(self) -> list[Line]:
        language, lines, listed = self.page.house.language, list[Line](), set[str]()
        for demand in self.case.checklist:
            for paper in demand.papers:
                if paper.mark and paper.code not in listed:
                    listed.add(paper.code)  # one paper may meet several demands
                    state = self.say(f"accepting.mark.{paper.mark}")
                    copies = self.say("accepting.copies", count=paper.copies) if paper.copies else ""
                    role = "wait" if paper.mark == "seen" else "ink"
                    lines.append(
                        ("papers", "   ".join(filter(None, (paper.text.in_(language), state, copies))), role)
                    )
            if demand.promised_until:
                told = self.say("accepting.promised", day=demand.promised_until)
                lines.append(("papers", f"{demand.text.in_(language)}   {told}", "wait"))
        return lines

    def _fingers(self) -> list[Line]:
        ladder, language = self.case.fingers, self.page.house.language
        if ladder is None or ladder.mode != "register":
            return []
        told = []
        for place in ladder.places:
            outcome = place.outcome.text.in_(language)
            if place.finger is not None:
                told.append(f"{place.finger.text.in_(language)} {outcome} {place.quality}")
            else:
                told.append(f"{outcome} {place.reason.text.in_(language) if place.reason else ''}".strip())
        return [("fingers", "   ".join(told), "ink")] if told else []

    def _fee(self) -> str:
        fee, language = self.case.fee, self.page.house.language
        if fee is None:
            return self.say("accepting.no-fee")
        if (taken := in_till(self.case)) is not None:
            amount = self.say("money.yuan", amount=yuan(taken.taken))
            told = self.say("fee.taken", amount=amount, receipt=taken.receipt)
            return f"{told}   {self._waived()}" if fee.waived else told
        if fee.waived:
            return self._waived()
        if fee.unpublished:
            return self.say("fee.free")
        amount = self.say("money.yuan", amount=yuan(fee.fen or 0))
        return self.say("accepting.free", amount=amount, basis=fee.basis.in_(language))

    def _waived(self) -> str:
        fee = self.case.fee
        if fee is None:
            return ""
        amount = self.say("money.yuan", amount=yuan(fee.waived))
        return self.say("fee.waived", amount=amount, reason=fee.reason, by=fee.approved_by)

    def _collection(self) -> list[Line]:
        chosen, language = self.case.collection, self.page.house.language
        if chosen is None:
            return [("collection", way.text.in_(language), "ink") for way in self.case.ways]
        told = (chosen.agent, chosen.agent_number, chosen.address)
        words = [self.say(f"collecting.mode.{chosen.mode}"), *filter(None, told)]
        return [("collection", "   ".join(words), "ink")]

    def _deadline(self) -> list[Line]:
        case, language = self.case, self.page.house.language
        if case.deadline is None:
            return []
        lines: list[Line] = [("deadline", case.deadline.in_(language), "strong")]
        if case.deadline_source is not None:
            lines.append(("deadline", case.deadline_source.in_(language), "faint"))
        return lines

    def press(self, key: str) -> bool:
        """Enter accepts, or leaves it to an officer; digits give back what is still here; arrows scroll."""
        if key == "enter":
            self._enter()
        elif key in {RETURN, REFUND}:
            settles(self.page, key, fee=overcharged(self.case))
        elif key in _STEPS:
            self._top += _STEPS[key]
            self.page.show()
        return key in {"enter", RETURN, REFUND, *_STEPS}

    def _enter(self) -> None:
        if decides(self.page) or self.case.still:
            self.page.do(lambda desk, session, case: desk.deciding.accept(session, case))
        else:
            self.page.house.act(self.page.park())
