"""Ways through an intake on the screen, key by key, as a clerk of the training station in Beijing goes them."""

from __future__ import annotations

from counter.screens.intake.page import IntakePage
from counter.workflows.application import Stage

from .conftest import Hands

STRANGER = "110101199001011237"
"""Nobody here knows this number."""
FIELDS = ("赵试用", "", "浙江省样例市样例路 1 号", "望山路 9 号", "")
"""Name, the ethnic group by Enter alone, household, residence, no telephone."""


def line(text: str) -> list[str]:
    return [*text, "enter"]


BEGIN = ["f2", *STRANGER, "enter"]
RECORD = [key for text in FIELDS for key in line(text)]
PERMIT = ["1"]
"""One digit, though there are more than nine services."""
ANSWERS = ["2", "1", "1", *"20240101", "enter", "1", "1"]
"""Another province, work, for six months and more, here since, in person, with a smartphone."""
TO: dict[Stage, list[str]] = {}
TO[Stage.IDENTITY] = BEGIN
TO[Stage.SERVICE] = [*BEGIN, *RECORD]
TO[Stage.QUESTIONS] = [*TO[Stage.SERVICE], *PERMIT]
TO[Stage.DOCUMENTS] = [*TO[Stage.QUESTIONS], *ANSWERS]


def page(hands: Hands) -> IntakePage:
    assert isinstance(hands.app.page, IntakePage)
    return hands.app.page


def stage(hands: Hands) -> Stage:
    return page(hands).case.stage
