"""The guide to the electronic permit or identity of this place: steps, where it counts, what never counts; printable."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.views import WhyLine
from counter.locale import one_line
from counter.screens.loose import print_loose
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import visible, wrap
from counter.widgets.scroll import Scroll

if TYPE_CHECKING:
    from counter.desk.permit_views import GuideView

Line = tuple[str, str]
"""Text and role."""


class GuidePage(Page):
    """Steps and places; ← → turn where a place has several guides, Enter prints one for the citizen."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})

    def __init__(self, holder: int | None = None) -> None:
        super().__init__()
        self.holder = holder
        self.guides: tuple[GuideView, ...] | None = None
        self.at = 0
        self._scroll = Scroll()

    def on_mount(self) -> None:
        """Read the guides of this place."""
        super().on_mount()
        self.house.act(self._read())

    @property
    def where(self) -> str:
        """The guides, and the holder they are printed for."""
        return f"guide:{'' if self.holder is None else self.holder}"

    async def _read(self) -> None:
        if (session := self.house.session) is None:
            return
        self.guides = await self.house.verb(
            lambda desk: tuple(
                desk.permits.guidance(session, service) for service in desk.permits.guides(session)
            )
        )
        self.show()

    @property
    def guide(self) -> GuideView | None:
        """The guide that is shown."""
        return self.guides[self.at] if self.guides else None

    def draw(self, canvas: Canvas) -> None:
        """Title, steps, places."""
        if self.guides is None:
            return
        guide, language = self.guide, self.house.language
        if guide is None:
            canvas.put(2, 2, self.say("guide.none"), "label")
            return
        canvas.put(2, 2, guide.title.in_(language), "strong", canvas.columns - 4)
        canvas.put(2, 3, self.say("guide.since", day=guide.since, source=guide.place.in_(language)), "faint")
        lines, room = self._lines(guide, canvas.columns - 6), canvas.rows - 9
        for place, (text, role) in enumerate(self._scroll.seen(lines, room)):
            canvas.put(2, 4 + place, text, role, canvas.columns - 4)
        at = canvas.put(2, canvas.rows - 4, "Enter", "key")
        at = canvas.put(at + 1, canvas.rows - 4, self.say("guide.print"), "ink")
        if len(lines) > room:
            canvas.put(at + 3, canvas.rows - 4, self.say("guide.scroll"), "faint")

    def _lines(self, guide: GuideView, room: int) -> list[Line]:
        language = self.house.language
        lines: list[Line] = []
        part = ""
        for step in guide.steps:
            if step.part != part:
                part = step.part
                lines.append((self.say(f"guide.part.{part}"), "label"))
            lines += _wrapped(f"{step.number} {step.text.in_(language)}", room, "ink")
        if guide.places:
            lines.append((self.say("guide.places"), "label"))
        for place in guide.places:
            said = (place.why, *([place.remedy] if place.remedy else []))
            why = one_line((part.in_(language) for part in said), language)
            mark, role = ("✓", "done") if place.accepted else ("✗", "stop")
            lines += _wrapped(f"{mark} {place.text.in_(language)}  {why}", room, role)
        if guide.never:
            lines.append((self.say("guide.never"), "label"))
        for refusal in guide.never:
            told = one_line((refusal.text.in_(language), refusal.remedy.in_(language)), language)
            lines += _wrapped(f"✗ {told}", room, "stop")
        return lines

    def press(self, key: str) -> bool:
        """Scroll, turn, print."""
        if self._scroll.press(key):
            self.show()
        elif key in {"left", "right"} and self.guides:
            self.at, self._scroll = (self.at + (1 if key == "right" else -1)) % len(self.guides), Scroll()
            self.show()
        elif key == "enter" and self.guide is not None:
            self.house.act(self._print(self.guide.service, self.holder))
        return True

    async def _print(self, service: str, holder: int | None) -> None:
        await print_loose(self, lambda desk, session: desk.permits.print_guide(session, service, holder))

    async def reasons(self) -> tuple[WhyLine, ...]:
        """The source of each step and each place."""
        guide = self.guide
        if guide is None:
            return ()
        steps = [WhyLine(step.text, guide.title, step.source) for step in guide.steps]
        places = [WhyLine(place.text, place.why, place.source) for place in guide.places]
        return (*steps, *places)


def _wrapped(text: str, room: int, role: str) -> list[Line]:
    return [
        (("  " if place == 0 else "    ") + row, role) for place, row in enumerate(wrap(visible(text), room))
    ]
