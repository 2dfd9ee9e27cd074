"""What is read back to somebody: who they are, what is applied for, every answer; in lines with labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from counter.locale import Language
from counter.screens.folded import Line
from counter.widgets.cells import visible

if TYPE_CHECKING:
    from counter.desk.demand_views import AnswerView
    from counter.desk.intake_views import IntakeView
    from counter.desk.person_views import PersonView

Say = Callable[..., str]


def who(person: PersonView, number: str, say: Say, language: Language) -> list[Line]:
    """Rare characters with their code points, sex, birth, number and addresses; ``number`` as it may be seen now."""
    rare = "   ".join(f"{character} {point}" for character, point in person.rare)
    born = f"{person.sex.in_(language)}   {person.ethnic}   {person.birth.isoformat()}"
    age = say("intake.read-back.age", years=person.age)
    phone = say("intake.read-back.phone", phone=person.phone) if person.phone else ""
    lines = [
        ("rare", rare, "label"),
        ("born", f"{born}   {age}", "ink"),
        ("number", f"{number}   {phone}".strip(), "ink"),
        ("household", person.household_address, "ink"),
        ("residence", person.residence_address, "ink"),
    ]
    return [(say(f"intake.read-back.{key}"), visible(text), role) for key, text, role in lines if text]


def said(case: IntakeView, say: Say, language: Language) -> list[Line]:
    """The service, then every answer."""
    answers = [("", _answer(one, say, language), "ink") for one in case.answered]
    if answers:
        answers[0] = (say("intake.read-back.answers"), *answers[0][1:])
    service = case.title.in_(language) if case.title else ""
    return [(say("intake.read-back.service"), service, "ink"), *answers]


def _answer(one: AnswerView, say: Say, language: Language) -> str:
    question, text = one.question.in_(language), one.text.in_(language)
    return say("intake.read-back.answer", question=question, answer=text)
