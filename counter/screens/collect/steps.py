"""The questions of a handing over, one class each: how it is drawn, which digit says what, what its field is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.screens.collect.told import Step
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow
from counter.workflows.application import Deed, State

if TYPE_CHECKING:
    from counter.screens.collect.page import CollectPage

_PHOTO: Final = ("no-print", "no-reader")
"""Why no finger is compared, in the order of their digits behind the fingers."""


class Ask:
    """A question with numbered answers."""

    def __init__(self, page: CollectPage) -> None:
        self.page = page
        page.form = None

    def question(self) -> str:
        """The question in words."""
        raise NotImplementedError

    def answers(self) -> tuple[str, ...]:
        """The numbered answers in words."""
        return ()

    def take(self, place: int) -> None:
        """Take the answer with a digit, counted from 1."""

    def press(self, _key: str) -> bool:
        """Answer to a key before anything else does."""
        return False

    def entered(self) -> None:
        """The field is complete, or Enter was pressed where there is none."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, answers, field."""
        y = canvas.block(box.x, box.y, self.question(), "ink", box.columns, 3)
        for place, answer in enumerate(self.answers(), 1):
            canvas.put(box.x + 2, y, str(place), "key")
            y = canvas.block(box.x + 5, y, answer, "ink", box.columns - 5, 2)
        if self.page.form is not None:
            self.page.form.draw(canvas, box.x, y + 1, box.columns, gap=2)


class Receipt(Ask):
    """The application came out of a list: where is the receipt?"""

    def question(self) -> str:
        """Is it here?"""
        return self.page.say("collect.where")

    def answers(self) -> tuple[str, ...]:
        """Here; lost and printed anew; lost and handed over after the identity is verified."""
        return tuple(self.page.say(f"collect.receipt.{how}") for how in ("here", "reprint", "verified"))

    def take(self, place: int) -> None:
        """A lost receipt is printed anew, or a second officer signs at the end."""
        if place == 2:
            self.page.house.act(self.page.reprint())
        else:
            self.page.tell_receipt(here=place == 1)


class OfRules(Ask):
    """A question of the rules, as they ask it."""

    fact = ""

    def _asked(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        language = self.page.house.language
        for fact, text, values in self.page.view.questions:
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
        self.page.fact(self.fact, self._asked()[1][place - 1][0])


class CardData(OfRules):
    """Does the card state everything as it should?"""

    fact = "card-data"


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
        say = self.page.say
        values = tuple((who, say(f"collect.present.{who}")) for who in ("self", "agent"))
        return say("collect.who"), values


class Agent(Ask):
    """The number of the agent who stands here, typed or read from the card."""

    def __init__(self, page: CollectPage) -> None:
        super().__init__(page)
        page.form = Form([FormRow("agent", "", room=24)])

    def question(self) -> str:
        """It is compared with the one registered at intake."""
        return self.page.say("collect.agent")

    def entered(self) -> None:
        """Bring it to the rules."""
        if self.page.form is not None and (number := self.page.form.row.value.strip()):
            self.page.agent(number)


class Finger(Ask):
    """1:1 at the reader, a finger by digit; or why none can be compared."""

    def question(self) -> str:
        """What the reader said so far, and which finger."""
        page = self.page
        reader = page.view.reader
        name = reader.in_(page.house.language) if reader else page.say("collect.no-reader")
        return page.say("collect.which", reader=name)

    def answers(self) -> tuple[str, ...]:
        """The registered fingers, then the ways without one."""
        page, language = self.page, self.page.house.language
        fingers = tuple(
            page.say("collect.compare", finger=finger.text.in_(language)) for finger in page.view.fingers
        )
        return (*fingers, *(page.say(f"collect.finger.{why}") for why in self._ways()))

    def _ways(self) -> tuple[str, ...]:
        failed = self.page.told.comparison is not None
        return (*(("no-match",) if failed else ()), *_PHOTO)

    def take(self, place: int) -> None:
        """Compare, or go on without."""
        fingers = self.page.view.fingers
        if place <= len(fingers):
            self.page.house.act(self.page.compare(fingers[place - 1]))
        else:
            self.page.fact("fingerprint-check", self._ways()[place - 1 - len(fingers)])


class Refused(Ask):
    """It is not handed over: the sentence, the article, what helps; a card that states something wrong goes back at once."""

    def answers(self) -> tuple[str, ...]:
        """Sending it back, where that is what helps."""
        wrong = self.page.told.facts.get("card-data") == "wrong"
        can = Deed.RETURN in self.page.view.application.deeds
        return (self.page.say("collect.return"),) if wrong and can else ()

    def take(self, _place: int) -> None:
        """Say what is wrong, and send it back."""
        self.page.house.act(self.page.send_back())

    def entered(self) -> None:
        """Leave the page; what was answered is kept nowhere."""
        self.page.leave()

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Every refusal in full."""
        y, language = box.y, self.page.house.language
        for refusal in self.page.view.refusals:
            y = canvas.block(box.x, y, "✗ " + refusal.text.in_(language), "stop", box.columns, 4)
            for label, text in (("refusal.source", refusal.source), ("refusal.remedy", refusal.remedy)):
                if words := text.in_(language):
                    at = canvas.put(box.x, y, self.page.say(label), "label") + 2
                    y = canvas.block(at, y, words, "ink", box.columns - (at - box.x), 4)
            y += 1
        for answer in self.answers():
            canvas.put(box.x + 2, y, "1", "key")
            y = canvas.block(box.x + 5, y, answer, "ink", box.columns - 5, 2) + 1
        canvas.put(box.x, y, self.page.say("collect.refused"), "label", box.columns)


class Sign(Ask):
    """The recipient signs; in doubt the reason is typed here, and a second officer signs in behind it.

    The name is the one that is expected. It is no field until Tab makes it one, so no stray key gets into it.
    """

    def __init__(self, page: CollectPage) -> None:
        super().__init__(page)
        self._mailed = page.view.application.state is State.MAILED
        self._doubtful = page.told.doubtful(page.view)
        page.form = Form([FormRow("reason", "")]) if self._doubtful else None

    def question(self) -> str:
        """Who signs, and what Enter does."""
        how = "mailed" if self._mailed else "doubtful" if self._doubtful else "sure"
        return self.page.say(f"collect.sign.{how}")

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, the name, the fields there are."""
        say, form = self.page.say, self.page.form
        y = canvas.block(box.x, box.y, self.question(), "ink", box.columns, 3) + 1
        if not self._mailed and self.name is None:
            x = canvas.put(box.x, y, say("collect.row.name"), "label")
            x = canvas.put(x + 2, y, self.page.signer, "strong", box.columns - 24)
            x = canvas.put(x + 3, y, "Tab", "key")
            canvas.put(x + 1, y, say("collect.another"), "label", box.x + box.columns - x - 1)
            y += 2
        if form is not None:
            for row in form.rows:
                row.label = say(f"collect.row.{row.key}")
            form.draw(canvas, box.x, y, box.columns, gap=2)

    @property
    def name(self) -> str | None:
        """The name in its field; None while the expected one stands."""
        rows = self.page.form.rows if self.page.form is not None else []
        return next((row.value.strip() for row in rows if row.key == "name"), None)

    @property
    def reason(self) -> str:
        """What was typed as the reason."""
        rows = self.page.form.rows if self.page.form is not None else []
        return next((row.value.strip() for row in rows if row.key == "reason"), "")

    def press(self, key: str) -> bool:
        """Tab makes the name a field."""
        if key != "tab" or self._mailed or self.name is not None:
            return False
        rows = self.page.form.rows if self.page.form is not None else []
        self.page.form = Form([FormRow("name", "", self.page.signer, room=30), *rows])
        self.page.show()
        return True

    def entered(self) -> None:
        """Hand it over."""
        if self._doubtful and not self.reason:
            self.page.tell(self.page.say("ask.empty"), tone="stop")
        else:
            self.page.house.act(self.page.hand_over(self.name or self.page.signer, self.reason))


STEPS: Final[dict[Step, type[Ask]]] = {
    "receipt": Receipt, "present": Present, "agent": Agent, "card-data": CardData, "finger": Finger, "photo": Photo,
    "refused": Refused, "sign": Sign,
}  # fmt: skip
"""Which class asks which question."""
