"""What was typed and not yet said: kept as it is typed, place by place, so that neither power cut nor refusal costs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from counter.desk.bench import Bench
from counter.desk.views import Session
from counter.store import unsaid

Answer = int | str
_LONGEST: Final = 500
"""Characters of one field that are kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a clerk was about to say: questions already answered, the one that stands there, and every field as it is.

    Fields are named after what they stand in: ``loss.why-found/sentence``, or ``/cash`` on a page itself.
    """

    answers: tuple[tuple[str, Answer], ...] = ()
    asking: str = ""
    row: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Verbs about words that are no act yet; none of them is journalled, as nothing has been said."""

    bench: Bench

    def keep(self, session: Session, page: str, deed: str, told: Told) -> None:
        """Keep what is being said at a place, about a deed; the clerk stands there now."""
        with self.bench.store.noting() as db:
            unsaid.keep(db, session.clerk.number, page, deed, _as_text(told), self._today)

    def stand(self, session: Session, page: str, deed: str = "") -> None:
        """The clerk stands at a place, whether or not anything is typed there."""
        with self.bench.store.noting() as db:
            unsaid.stand(db, session.clerk.number, page, deed, self._today)

    def leave(self, session: Session) -> None:
        """The clerk stands at no such place any more; what was typed there stays until the day is over."""
        with self.bench.store.noting() as db:
            unsaid.leave(db, session.clerk.number, self._today)

    def forget(self, session: Session, page: str, deed: str) -> None:
        """It was said: nothing of it is kept any longer."""
        with self.bench.store.noting() as db:
            unsaid.forget(db, session.clerk.number, page, deed, self._today)

    def told(self, session: Session, page: str, deed: str) -> Told:
        """What is kept of a place and a deed; empty where nothing is."""
        with self.bench.store.reading() as db:
            text = unsaid.told(db, session.clerk.number, page, deed)
        return _from_text(text) if text else Told()

    def left(self, session: Session) -> tuple[str, str] | None:
        """Place and deed at which this clerk stood when the terminal stopped, if any."""
        with self.bench.store.reading() as db:
            return unsaid.here(db, session.clerk.number)

    @property
    def _today(self) -> str:
        return self.bench.clock.today().isoformat()


def _as_text(told: Told) -> str:
    typed = {key: text[:_LONGEST] for key, text in told.typed.items() if text}
    kept = {"answers": told.answers, "asking": told.asking, "row": told.row, "typed": typed}
    return json.dumps(kept, ensure_ascii=False)


def _from_text(text: str) -> Told:
    kept = json.loads(text)
    answers = tuple((name, answer) for name, answer in kept["answers"])
    return Told(answers, kept["asking"], kept["row"], kept["typed"])
