"""What a rule rests on: a law, decree or notice, and the place in it that speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counter.locale import Text

Tag = Literal["seed", "found", "recalled", "design"]
"""How well a source is known: a notice in hand, read elsewhere, from memory, or the house's own proposal."""


@dataclass(frozen=True, slots=True)
class Source:
    """A law, decree or notice."""

    code: str
    text: Text
    tag: Tag
    kind: Literal["law", "notice"] = "notice"
    since: date | None = None
    """The first day on which it could be relied on; no rule cites it for an earlier one."""

    def cited(self, place: str) -> Citation:
        """A place in it: ``"9"`` is 第9条 of a law, 第9点 of a notice; anything else stands as written."""
        return Citation(self, place)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source with the place in it that speaks."""

    source: Source
    place: str = ""

    @property
    def text(self) -> Text:
        """The citation as it is printed."""
        if not self.place:
            return self.source.text
        law = self.source.kind == "law"
        zh, en = (
            (f"第{self.place}条", f"Art. {self.place}")
            if law
            else (f"第{self.place}点", f"point {self.place}")
        )
        return Text(f"{self.source.text.zh}{zh}", f"{self.source.text.en}, {en}")

    def as_json(self) -> dict[str, str]:
        """For scripts."""
        text = self.text
        return {
            "code": self.source.code,
            "place": self.place,
            "tag": self.source.tag,
            "zh": text.zh,
            "en": text.en,
        }
