"""Which class asks which question."""

from __future__ import annotations

from typing import Final

from counter.desk.told import Step
from counter.screens.collect.ask import Ask
from counter.screens.collect.ends import Refused, Sign
from counter.screens.collect.questions import Agent, CardData, Finger, Photo, Present, Receipt

STEPS: Final[dict[Step, type[Ask]]] = {
    "receipt": Receipt, "present": Present, "agent": Agent, "card-data": CardData, "finger": Finger, "photo": Photo,
    "refused": Refused, "sign": Sign,
}  # fmt: skip
"""By the step of what was told."""
