"""Fingerprints: both hands, the finger that is asked for, the reader's answer; however it ends, the application goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.screens.intake.face import Face
from counter.screens.intake.hands import Hands
from counter.widgets.canvas import Box, Canvas
from counter.workflows.fingers import Place, Reason

if TYPE_CHECKING:
    from counter.desk.agreed_views import FingersView, FingerView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

_REASONS: Final = tuple(Reason)
_TEXT: Final = 11
"""Rows of all that stands around the hands while the reasons are asked for."""
_SKIP, _STOP, _AGAIN = "1", "2", "3"


class FingerprintsFace(Face):
    """The ladder: Enter lets the reader take the finger, digits skip it or end the taking with a reason."""

    titled = False

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self._why_of = ""
        """The digit whose reason is being asked for."""

    @property
    def ladder(self) -> FingersView | None:
        """The ladder of this intake; None only where a rule changed under it."""
        return self.case.fingers

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Reader and applicant, the hands, the finger in words, the keys."""
        x, y, room, ladder = box.x, box.y, box.columns, self.ladder
        if ladder is None:
            return
        name = self.case.person.name if self.case.person else ""
        at = canvas.put(x, y, name, "strong", room) + 3
        self._draw_reader(canvas, at, y, room - (at - x), ladder)
        hands = Hands.within(box.rows - _TEXT)
        hands.draw(canvas, x, y + 1, ladder.fingers, self.page.house.language)
        y = self._draw_asked(canvas, Box(x, y + 1 + hands.rows + hands.gap, room, 0), ladder)
        if self._why_of:
            why = "skip" if self._why_of == _SKIP else "stop"
            canvas.put(x, y, self.say(f"finger.why.{why}"), "ink", room)
            self._draw_reasons(canvas, Box(x, y + 1, room, 0))
        else:
            self._draw_keys(canvas, Box(x, y, room, 0), ladder)

    def _draw_reader(self, canvas: Canvas, x: int, y: int, room: int, ladder: FingersView) -> None:
        if ladder.reader is None:
            canvas.put(x, y, self.say("finger.no-reader"), "wait", room)
        else:
            named = ladder.reader.in_(self.page.house.language)
            canvas.put(x, y, self.say("finger.reader", name=named), "label", room)

    def _draw_asked(self, canvas: Canvas, box: Box, ladder: FingersView) -> int:
        """The finger, the tries left, the hint and how the last press was; or the two places of the form."""
        x, y, room, language = box.x, box.y, box.columns, self.page.house.language
        if ladder.ask is None:
            for number, place in enumerate(ladder.places, 1):
                said, role = self._place(place)
                canvas.put(x, y, self.say("finger.place", number=number), "label")
                y = canvas.block(x + 10, y, said, role, room - 10, 2)
            return y + 1
        ask = ladder.ask
        finger = ask.finger.text.in_(language)
        at = canvas.put(x, y, self.say("finger.ask", finger=finger, code=int(ask.finger)), "strong", room)
        canvas.put(at + 2, y, self.say("finger.left", count=ask.tries_left), "label", room - (at + 2 - x))
        y = canvas.block(x, y + 1, ask.hint.in_(language), "ink", room, 2)
        asked = next((one for one in ladder.fingers if one.finger == ask.finger), None)
        if asked is not None and asked.tries:
            canvas.put(x, y, self._last(asked, ladder), "wait", room)
            y += 1
        for place in ladder.places:
            said, role = self._place(place)
            canvas.put(x, y, f"✓ {said}", role, room)
            y += 1
        return y + 1

    def _last(self, asked: FingerView, ladder: FingersView) -> str:
        if asked.quality is None:
            return self.say("finger.last-blank")
        return self.say("finger.last", quality=asked.quality, mark=ladder.pass_mark)

    def _place(self, place: Place) -> tuple[str, str]:
        """One of the two places of the form in words, and its role."""
        language = self.page.house.language
        outcome = place.outcome.text.in_(language)
        if place.finger is not None:
            finger = place.finger.text.in_(language)
            return self.say("finger.good", finger=finger, outcome=outcome, quality=place.quality), "done"
        reason = place.reason.text.in_(language) if place.reason else ""
        return self.say("finger.none", outcome=outcome, reason=reason), "wait"

    def _draw_keys(self, canvas: Canvas, box: Box, ladder: FingersView) -> None:
        x, y, room = box.x, box.y, box.columns
        if ladder.ask is None:
            self.draw_enter(canvas, x, y, self.say("finger.go-on"), room)
        else:
            if ladder.reader is not None:
                self.draw_enter(canvas, x, y, self.say("finger.take"), room)
            canvas.put(x, y + 1, _SKIP, "key")
            at = canvas.put(x + 2, y + 1, self.say("finger.skip"), "ink")
            canvas.put(at + 3, y + 1, _STOP, "key")
            canvas.put(at + 5, y + 1, self.say("finger.stop"), "ink")
        if ladder.again:
            canvas.put(x, y + 2, _AGAIN, "key")
            canvas.put(x + 2, y + 2, self.say("finger.again"), "ink", room - 2)

    def _draw_reasons(self, canvas: Canvas, box: Box) -> None:
        """In two columns: there is no room for seven lines."""
        language, half = self.page.house.language, (len(_REASONS) + 1) // 2
        for place, reason in enumerate(_REASONS):
            x = box.x + (place // half) * (box.columns // 2)
            canvas.put(x, box.y + place % half, str(place + 1), "key")
            canvas.put(x + 2, box.y + place % half, reason.text.in_(language), "ink", box.columns // 2 - 3)

    def press(self, key: str) -> bool:
        """Enter takes or goes on; 1 skips, 2 ends, 3 takes up again; then the digit of a reason."""
        ladder = self.ladder
        if ladder is None:
            return False
        if self._why_of:
            if key.isdigit() and 0 < int(key) <= len(_REASONS):
                self.page.house.act(self._leave_out(_REASONS[int(key) - 1], ladder))
            return key.isdigit() or key == "enter"
        if key == "enter":
            self.page.house.act(self._take(ladder))
        elif key in {_SKIP, _STOP} and ladder.ask is not None:
            self._why_of = key
            self.page.tell()  # an error told below would hide the reasons
        elif key == _AGAIN and ladder.again:
            self.page.do(lambda desk, session, case: desk.fingers.again(session, case))
        return key == "enter" or key.isdigit()

    async def _take(self, ladder: FingersView) -> None:
        if ladder.ask is None:
            await self.page.doing(lambda desk, session, case: desk.intake.go_on(session, case))
            return
        finger, before = ladder.ask.finger, self.case
        await self.page.doing(lambda desk, session, case: desk.fingers.take(session, case))
        if self.page.case is not before:
            self._tell(finger)

    def _tell(self, finger: int) -> None:
        """How the press was, also when the last one led on to the next stage."""
        ladder = self.page.case.fingers
        taken = next((one for one in ladder.fingers if one.finger == finger), None) if ladder else None
        if taken is not None and taken.state == "registered":
            named = taken.finger.text.in_(self.page.house.language)
            self.page.tell(self.say("finger.registered", finger=named, quality=taken.quality), tone="done")

    async def _leave_out(self, reason: Reason, ladder: FingersView) -> None:
        finger, stops = ladder.ask, self._why_of == _STOP
        self._why_of = ""
        if stops or finger is None:
            await self.page.doing(lambda desk, session, case: desk.fingers.stop(session, case, reason))
        else:
            code = int(finger.finger)
            await self.page.doing(lambda desk, session, case: desk.fingers.skip(session, case, code, reason))

    def back(self) -> None:
        """A question for a reason is left first."""
        if self._why_of:
            self._why_of = ""
            self.page.show()
        else:
            super().back()
