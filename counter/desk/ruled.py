"""The refusal of the rules as an error: its sentence is that of the rule, with the article and what can be done next."""

from __future__ import annotations

from counter.desk.views import RefusalView
from counter.errors import Refused
from counter.locale import Text


class RefusedByRule(Refused):
    """The rules of the place do not allow it; the article is part of the sentence."""

    happened = Text("{reason}（依据：{source}）", "{reason} ({source})")
    next_step = Text("{remedy}", "{remedy}")

    def __init__(self, refusal: RefusalView) -> None:
        self.refusal = refusal
        super().__init__(reason=refusal.text, source=refusal.source, remedy=refusal.remedy)
