"""The journal as people read it: who did what and when; identity numbers are masked, and reading them whole is an act itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from counter.desk.rights import demand
from counter.desk.views import Session
from counter.desk.window import Window
from counter.store.apply import Kind
from counter.store.journal import Entry
from counter.values.citizen_number import mask

_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])\d{15,17}[0-9Xx]?(?![0-9A-Za-z])")
"""An identity number of 15 or 18 places, or one of which the last place is not typed yet."""
_SECRETS: Final = frozenset({"pin"})
"""Facts that nobody reads, not even whole."""


class Proof(Window):
    """Verbs about the journal."""

    __slots__ = ()

    def acts(self, subject: str = "", last: int = 20) -> tuple[Entry, ...]:
        """The newest acts, oldest first, about one subject or everything; their numbers are masked."""
        return tuple(
            replace(act, body=_told(act.body, masked=True))
            for act in self.bench.store.acts(subject=subject, last=last)
        )

    def whole(self, session: Session, subject: str = "", last: int = 20) -> tuple[Entry, ...]:
        """The same with whole numbers; that they were read, by whom and how many acts, is recorded first.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "inspect")
        acts = self.bench.store.acts(subject=subject, last=last)
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.NUMBER_UNMASKED, subject or "journal", {"acts": [one.n for one in acts]})
        return tuple(replace(one, body=_told(one.body, masked=False)) for one in acts)


def _told(value: Any, *, masked: bool) -> Any:
    if isinstance(value, dict):
        return {k: "***" if k in _SECRETS else _told(v, masked=masked) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_told(one, masked=masked) for one in value]
    if isinstance(value, str) and masked:
        return _NUMBER.sub(lambda number: mask(number[0]), value)
    return value
