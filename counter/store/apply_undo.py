"""What taking back does to the tables: they are made again from the acts of the case without those that were undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from counter.store.engine import Db
from counter.store.journal import Entry

WITH: Final = "with"
"""In a body: the number (``seq``) of the first of the acts that were done together with this one."""

KINDS: Final = (
    "application.begun", "application.moved", "case.moved", "case.noted", "case.opened", "case.parked", "case.taken-up",
    "case.undone", "finger.taken", "paper.marked", "promise.given", "promise.settled",
)  # fmt: skip
"""The acts under the id of an intake of which its rows are made; the same words stand in the index ``journal_case``."""

_UNDONE = "case.undone"
_EVER = 2**62
_WORDS = ", ".join(f"'{kind}'" for kind in KINDS)
OF_CASE = (
    "SELECT n, terminal, seq, at, clerk, kind, subject, body FROM journal"  # noqa: S608 - fixed words
    f" WHERE subject = ? AND kind IN ({_WORDS}) AND n <= ? ORDER BY n"
)
TOGETHER = (
    "SELECT n, terminal, seq, at, clerk, kind, subject, body FROM journal"
    " WHERE terminal = ? AND seq BETWEEN ? AND ? ORDER BY seq"
)
INDEX = f"CREATE INDEX journal_case ON journal (subject) WHERE kind IN ({_WORDS})"
_ROWS = (
    'DELETE FROM "case" WHERE id = ?',
    "DELETE FROM application WHERE id = ?",
    "DELETE FROM received_paper WHERE application = ?",
    "DELETE FROM finger_result WHERE application = ?",
    "DELETE FROM promise WHERE application = ?",
)
_TYPED = "SELECT case_id, field, text FROM scratch WHERE case_id = ?"
_TYPED_AGAIN = "INSERT OR REPLACE INTO scratch (case_id, field, text) VALUES (?, ?, ?)"
_TOUCH = 'UPDATE "case" SET clerk = ?, touched = ? WHERE id = ?'
_TOUCH_APPLICATION = "UPDATE application SET touched = ? WHERE id = ?"

Deed = tuple[str, int]
"""Acts that were done together: the terminal, and the number of the first."""


def deed_of(act: Entry) -> Deed:
    """The deed an act belongs to."""
    return act.terminal, int(act.body.get(WITH, act.seq))


def counting(db: Db, case: str, newest: int = _EVER) -> list[Entry]:
    """The acts of a case that counted after the act ``newest``, oldest first."""
    acts = [_entry(row) for row in db.execute(OF_CASE, (case, newest))]
    gone = {(act.body["terminal"], act.body["first"]) for act in acts if act.kind == _UNDONE}
    return [act for act in acts if act.kind != _UNDONE and deed_of(act) not in gone]


def together(db: Db, last: Entry) -> list[Entry]:
    """Every act of the deed that ended with this one, also those under another subject."""
    terminal, first = deed_of(last)
    return [_entry(row) for row in db.execute(TOGETHER, (terminal, first, last.seq))]


def _entry(row: Sequence[Any]) -> Entry:
    n, terminal, seq, at, clerk, kind, subject, body = row
    return Entry(n, terminal, seq, at, clerk, kind, subject, json.loads(body))


def case_undone(db: Db, act: Entry, again: Callable[[Entry], None]) -> None:
    """A deed is taken back: the rows of the case are made anew from all its other acts; what is being typed stays."""
    case = act.subject
    typed = list(db.execute(_TYPED, (case,)))
    for statement in _ROWS:
        db.execute(statement, (case,))
    for earlier in counting(db, case, act.n):  # in a rebuild the journal holds what came later, too
        again(earlier)
    db.execute(_TOUCH, (act.clerk, act.n, case))
    db.execute(_TOUCH_APPLICATION, (act.n, case))
    db.executemany(_TYPED_AGAIN, typed)


def person_withdrawn(db: Db, act: Entry) -> None:
    """An applicant who was recorded by mistake, and whom nothing else names, is known no more."""
    db.execute("DELETE FROM person_word WHERE person = ?", (act.subject,))
    db.execute("DELETE FROM person WHERE id = ?", (act.subject,))
