"""Which service: a numbered list that narrows while digits, initials or words are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.already import UnderWay
from counter.desk.rejected_permits import NoSuchHolder
from counter.screens.doors import open_permit
from counter.screens.intake.face import Face
from counter.screens.pages import slip_page
from counter.values.initials import matches
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView, ServiceView
    from counter.screens.intake.page import IntakePage

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class ServiceFace(Face):
    """Every service of this place; a digit that can be only one of them chooses it at once."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self.row = self.hold([FormRow("service", "")]).row
        self.at = 0

    @property
    def found(self) -> tuple[ServiceView, ...]:
        """The services for what is typed, those first that begin so."""
        typed = self.row.value.strip().lower()
        if not typed:
            return self.case.services
        if typed.isdecimal():
            return tuple(one for one in self.case.services if one.key.startswith(typed))
        hits = [one for one in self.case.services if _fits(one, typed)]
        return tuple(sorted(hits, key=lambda one: not any(r.startswith(typed) for r in one.initials)))

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Who it is, the field, the list around the marked line."""
        x, room = box.x, box.columns
        y = self.draw_person(canvas, x, box.y, room)
        canvas.put(x, y, "0", "key")
        canvas.put(x + 2, y, self.say("intake.correct"), "label", room - 2)
        y += 1
        self.row.label = self.say("service.question")
        if self.page.form is not None:
            self.page.form.draw(canvas, x, y, room)
        rows = box.y + box.rows - y - 1
        found = self.found
        if not found:
            canvas.put(x, y + 1, self.say("service.none"), "wait", room)
            return
        self.at = min(self.at, len(found) - 1)
        top = max(0, min(self.at - rows + 1, len(found) - rows))
        for place, one in enumerate(found[top : top + rows], top):
            y += 1
            self._draw_line(canvas, Box(x, y, room, 1), one, marked=place == self.at)
        if top + rows < len(found):
            canvas.put(x + room - 1, y, "↓", "key")

    def _draw_line(self, canvas: Canvas, box: Box, one: ServiceView, *, marked: bool) -> None:
        role = "chosen" if marked else "ink"
        if marked:
            canvas.put(box.x - 1, box.y, " " * (box.columns + 1), role)
        canvas.put(box.x, box.y, f"{one.key:>2}", role if marked else "key")
        canvas.put(box.x + 4, box.y, one.text.in_(self.page.house.language), role, box.columns - 4)

    def _only(self, digit: str) -> ServiceView | None:
        """The one service that a further digit can mean; None while there are several."""
        typed = self.row.value.strip()
        if not (digit.isdecimal() and (not typed or typed.isdecimal())):
            return None
        fitting = [one for one in self.case.services if one.key.startswith(typed + digit)]
        return fitting[0] if len(fitting) == 1 else None

    def flows(self, character: str) -> bool:
        """A digit waits until the one before it stands: it may settle the choice."""
        return not character.isdecimal()

    def press(self, key: str) -> bool:
        """Digits choose, arrows mark."""
        if key == "0" and not self.row.value:
            self.page.correct()
        elif len(key) == 1 and (one := self._only(key)) is not None:
            self._choose(one)
        elif len(key) == 1 and key.isdecimal():
            self.page.load(self.row.value + key)
            self.page.keep(self.row.key, self.row.value)
            self.typed(self.row)
        elif key in _STEPS:
            self.at = max(0, min(len(self.found) - 1, self.at + _STEPS[key]))
            self.page.show()
        else:
            return key == "tab"
        return True

    def typed(self, _row: FormRow) -> None:
        """Narrow the list."""
        self.at = 0
        if self.page.notice[0]:
            self.page.notice = ((), "ink")
        self.page.show_soon()

    def entered(self) -> None:
        """The marked service; a number typed whole is that one."""
        found, typed = self.found, self.row.value.strip()
        exact = next((one for one in found if one.key == typed), None)
        if not found:
            self.page.tell(self.say("service.none"), tone="wait")
        else:
            self._choose(exact or found[self.at])

    def _choose(self, one: ServiceView) -> None:
        code = one.code
        if one.journey == "slip":
            self.page.house.act(self._slip())
        elif one.journey == "permit":
            self.page.house.act(self._permit(code))
        elif one.journey:
            self.page.tell(self.say(f"service.journey.{one.journey}"), tone="wait")
        else:
            self.page.house.act(self._take_in(code))

    async def _take_in(self, code: str) -> None:
        """Choose it; where the same is under way, or there, only after that was read."""
        try:
            await self.page.doing(
                lambda desk, session, case: desk.questions.choose(session, case, code, again=False)
            )
        except UnderWay as there:
            from counter.screens.intake.again import AgainDialog  # noqa: PLC0415 - seldom

            if await self.page.house.ask(AgainDialog(there.what)):
                await self.page.doing(lambda desk, session, case: desk.questions.choose(session, case, code))

    async def _slip(self) -> None:
        """A confirmation slip has a journey of its own: this intake is given up for it."""
        house, case_id = self.page.house, self.case.id
        if (session := house.session) is not None:
            slip = await house.verb(lambda desk: desk.who.slip_instead(session, case_id))
            house.home()
            house.go(slip_page(slip))

    async def _permit(self, code: str) -> None:
        """A permit is ended on its own page, by two people; whoever has none is refused in writing."""
        house, case_id = self.page.house, self.case.id
        if (session := house.session) is None:
            return
        try:
            holder = await house.verb(lambda desk: desk.who.permit_instead(session, case_id))
        except NoSuchHolder:
            await self.page.doing(lambda desk, session, case: desk.questions.refuse(session, case, code))
            return
        house.home()
        await open_permit(house, holder, self.say("service.journey.permit"))


def _fits(one: ServiceView, typed: str) -> bool:
    return matches(typed, (one.text.zh, one.text.en), one.initials)
