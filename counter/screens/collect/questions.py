"""What is asked before the signature: the receipt, who is here, the card, the finger, the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.desk.told import AGENT, FINGER, HERE, RECEIPT
from counter.screens.collect.ask import Ask
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.handing import HandingView
    from counter.screens.collect.page import CollectPage

_PHOTO: Final = ("no-print", "no-reader")
"""Why no finger is compared, in the order of their digits behind the fingers."""


class Receipt(Ask):
    """The application came out of a list: where is the receipt?"""

    def question(self) -> str:
        """Is it here?"""
        return self.say("collect.where")

    def answers(self) -> tuple[str, ...]:
        """Here; lost and printed anew; lost and handed over after the identity is verified."""
        return tuple(self.say(f"collect.receipt.{how}") for how in ("here", "reprint", "verified"))

    def take(self, place: int) -> None:
        """A lost receipt is printed anew, or a second officer signs at the end."""
        if place == 2:
            self.page.resume("reprint")
        else:
            self.page.said(RECEIPT, HERE if place == 1 else "lost")


class OfRules(Ask):
    """A question of the rules, as they ask it."""

    fact = ""

    def _asked(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        language = self.page.house.language
        for fact, text, values in self.case.collection.questions:
            if fact == self.fact:
                return text.in_(language), tuple((v.code, v.text.in_(language)) for v in values)
        return "", ()

    def question(self) -> str:
        """In the words of the vocabulary."""
        return self._asked()[0]

    def answers(self) -> tuple[str, ...]:
        """Its values."""
        return tuple(words for _, words in self._asked()[1])

    def take(self, place: int) -> None:
        """One of its values."""
        self.page.said(self.fact, self._asked()[1][place - 1][0])


class CardData(OfRules):
    """Does the card state everything as it should? What it should state stands over the question."""

    fact = "card-data"

    def draw_question(self, canvas: Canvas, box: Box) -> None:
        """Sex, ethnic group, birth and addresses, then the question; name and number stand at the head."""
        y = box.y
        if (person := self.case.person) is not None:
            born = (
                f"{person.sex.in_(self.page.house.language)}   {person.ethnic}   {person.birth.isoformat()}"
            )
            lines = {
                "born": born,
                "household": person.household_address,
                "residence": person.residence_address,
            }
            labels = {key: self.say(f"read-back.{key}") for key, text in lines.items() if text}
            x = box.x + max(map(width, labels.values())) + 2
            for key, label in labels.items():
                canvas.put(box.x, y, label, "label")
                y = canvas.block(x, y, visible(lines[key]), "strong", box.columns - (x - box.x), 3)
            y += 1
        super().draw_question(canvas, Box(box.x, y, box.columns, box.rows - (y - box.y)))


class Photo(OfRules):
    """Photo compared, and what the second officer says."""

    fact = "second-check"


class Present(OfRules):
    """Who stands here; the rules ask, or where they have none the way registered at intake."""

    fact = "present"

    def _asked(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        asked = super()._asked()
        if asked[1]:
            return asked
        values = tuple((who, self.say(f"collect.present.{who}")) for who in ("self", "agent"))
        return self.say("collect.who"), values

    @property
    def reads(self) -> str:
        """Enter, for digits answer."""
        return "Enter"

    def entered(self) -> None:
        """The card says who it is."""
        self.page.read_card("")


class Agent(Ask):
    """The number of the agent who stands here, typed or read from the card."""

    def __init__(self, page: CollectPage, case: HandingView) -> None:
        super().__init__(page, case)
        self.hold([FormRow("agent", "", room=24)])

    def question(self) -> str:
        """It is compared with the one registered at intake."""
        return self.say("collect.agent")

    @property
    def reads(self) -> str:
        """Enter on the empty field, Tab where a number stands in it."""
        return "Tab" if self._typed else "Enter"

    @property
    def _typed(self) -> str:
        return self.page.form.row.value.strip() if self.page.form is not None else ""

    def press(self, key: str) -> bool:
        """Tab reads the card, whose number must be the one that is typed."""
        if key == "tab" and self._typed and self.case.card_reader is not None:
            self.page.read_card(self._typed)
            return True
        return super().press(key)

    def entered(self) -> None:
        """Bring the number to the rules, or read it from the card."""
        if self._typed:
            self.page.said(AGENT, self._typed)
        else:
            self.page.read_card("")


class Finger(Ask):
    """1:1 at the reader, a finger by digit; or why none can be compared."""

    def question(self) -> str:
        """Which finger, at which reader."""
        reader = self.case.collection.reader
        name = reader.in_(self.page.house.language) if reader else self.say("collect.no-reader")
        return self.say("collect.which", reader=name)

    def answers(self) -> tuple[str, ...]:
        """The registered fingers, then the ways without one."""
        language = self.page.house.language
        fingers = tuple(
            self.say("collect.compare", finger=finger.text.in_(language))
            for finger in self.case.collection.fingers
        )
        return (*fingers, *(self.say(f"collect.finger.{why}") for why in self._ways()))

    def _ways(self) -> tuple[str, ...]:
        failed = self.case.told.comparison is not None
        return (*(("no-match",) if failed else ()), *_PHOTO)

    def take(self, place: int) -> None:
        """Compare, or go on without."""
        fingers = self.case.collection.fingers
        if place <= len(fingers):
            self.page.house.act(self.page.compare(fingers[place - 1]))
        else:
            self.page.said(FINGER, self._ways()[place - 1 - len(fingers)])
