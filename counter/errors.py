"""Errors a clerk can read: each class owns its sentences, callers pass only the values."""

from __future__ import annotations

from typing import ClassVar

from counter.locale import Language, Text

NOTHING_LOST = Text("没有任何内容丢失。", "Nothing was lost.")


class CounterError(Exception):
    """Something that could not be done, said in full: what happened, what is kept, what to do next.

    Subclasses set the three sentences as class attributes with ``{places}``; the constructor takes the values.
    """

    happened: ClassVar[Text] = Text("没有办成。", "It could not be done.")
    kept: ClassVar[Text] = NOTHING_LOST
    next_step: ClassVar[Text] = Text("请再试一次。", "Please try again.")

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self.values = values

    @property
    def code(self) -> str:
        """The kebab-case name of this error, for scripts: ``WrongPin`` is ``wrong-pin``."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")

    def sentences(self, language: Language = "zh") -> tuple[str, str, str]:
        """What happened, what is kept, what to do next, in one language."""
        texts = (self.happened, self.kept, self.next_step)
        happened, kept, next_step = (text.format(**self.values).in_(language) for text in texts)
        return happened, kept, next_step

    def said(self, language: Language = "zh") -> str:
        """All sentences as one line."""
        gap = "" if language == "zh" else " "
        return gap.join(sentence for sentence in self.sentences(language) if sentence)

    def __str__(self) -> str:
        return self.said("zh")


class Refused(CounterError):
    """The rules or the state of the case do not allow the act; exit status 1."""


class BadInput(CounterError):
    """What was typed or handed over cannot be understood; the input itself is kept where it was typed."""

    kept: ClassVar[Text] = Text("已输入的内容仍在。", "What was typed is still there.")
