"""Ethnic groups as a hand types them: nothing is the most frequent one, initials or the first hanzi lead to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.values.initials import matches

if TYPE_CHECKING:
    from counter.desk.person_views import WordView


class EthnicGroups:
    """The groups of the standard, the most frequent first; none until they are fetched."""

    def __init__(self, groups: tuple[WordView, ...] = ()) -> None:
        self.groups = groups

    def found(self, text: str) -> list[WordView]:
        """The groups for what is typed, those first whose initials begin so."""
        typed = text.strip().lower()
        hits = [word for word in self.groups if typed and matches(typed, (word.text,), word.initials)]
        return sorted(hits, key=lambda word: not any(one.startswith(typed) for one in word.initials))

    def has(self, text: str) -> bool:
        """Whether this is a group, word for word."""
        return text.strip() in {word.text for word in self.groups}

    def completed(self, text: str) -> str:
        """The group that is meant: the first that is offered; what leads to none stays as it is."""
        if self.has(text):
            return text
        offered = self.found(text) if text.strip() else list(self.groups[:1])
        return offered[0].text if offered else text
