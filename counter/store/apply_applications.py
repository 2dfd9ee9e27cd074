"""What each act about applicants, applications, papers, fees, fingers and promises does to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = (
    "person_change", "person_word", "person", "received_paper", "finger_result", "fee", "promise", "application",
)  # fmt: skip
"""The tables that only these acts write."""

PERSON_FIELDS: Final = (
    "number", "name", "sex", "ethnic", "birth", "household_address", "residence_address", "phone",
)  # fmt: skip
"""What is known of an applicant; also the only columns a change may name."""

_PERSON = (
    f"INSERT INTO person (id, {', '.join(PERSON_FIELDS)}) VALUES (?, {', '.join('?' * len(PERSON_FIELDS))})"  # noqa: S608 - fixed words
)
_CHANGE = {field: f"UPDATE person SET {field} = ? WHERE id = ?" for field in PERSON_FIELDS}  # noqa: S608 - fixed words
_CHANGED = "INSERT INTO person_change (person, act, field, old, new, reason, at, clerk) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


_FORGET = "DELETE FROM person_word WHERE person = ?"
_KNOWN = "SELECT number, name, birth FROM person WHERE id = ?"
_WORD = "INSERT OR IGNORE INTO person_word (word, birth, person) VALUES (?, ?, ?)"


def person_recorded(db: Db, act: Entry) -> None:
    """An applicant comes to this counter for the first time."""
    db.execute(_PERSON, (act.subject, *(act.body[field] for field in PERSON_FIELDS)))
    _found_by(db, act)


def person_changed(db: Db, act: Entry) -> None:
    """Fields of an applicant changed, each told old and new."""
    for field, old, new in act.body["changes"]:
        db.execute(_CHANGE[field], (new, act.subject))
        row = (act.subject, act.n, field, old, new, act.body["reason"], act.at, act.clerk)
        db.execute(_CHANGED, row)
    if "initials" in act.body:
        _found_by(db, act)


def _found_by(db: Db, act: Entry) -> None:
    """The words an applicant is found by; the initials were settled when the act was written."""
    db.execute(_FORGET, (act.subject,))
    for number, name, birth in list(db.execute(_KNOWN, (act.subject,))):
        tails = (name[place:] for place in range(len(name)))
        words = (str(number)[::-1], *act.body.get("initials", ()), *tails)
        db.executemany(_WORD, [(word, birth, act.subject) for word in words])


_BEGIN = (
    "INSERT INTO application (id, service, person, state, since, running, accepted_on, verified_on, signed_on, due,"
    " estimated, collect, touched) VALUES (?, ?, ?, ?, ?, 0, '', '', '', '', 0, '', ?)"
    " ON CONFLICT (id) DO UPDATE SET service = excluded.service, person = excluded.person, touched = excluded.touched"
)
_DATES = ("accepted_on", "verified_on", "signed_on", "due", "estimated", "collect")
_APPLICATION = (
    "UPDATE application SET since = CASE WHEN state = ? THEN since ELSE ? END, state = ?, running = ?, touched = ?, "  # noqa: S608 - fixed words
    + ", ".join(f"{column} = coalesce(?, {column})" for column in _DATES)
    + " WHERE id = ?"
)


def application_begun(db: Db, act: Entry) -> None:
    """A service is chosen for an applicant; choosing another one before anything was accepted replaces it."""
    body = act.body
    db.execute(_BEGIN, (act.subject, body["service"], body["person"], body["state"], act.at, act.n))


def application_moved(db: Db, act: Entry) -> None:
    """An application comes into another state; the dates and the way of collection that the act tells are kept."""
    body = act.body
    head = (body["to"], act.at, body["to"], body["running"], act.n)
    db.execute(_APPLICATION, (*head, *(body.get(column) for column in _DATES), act.subject))


_SEEN = (
    "INSERT INTO received_paper (application, paper, seen_at, copies, settled, settled_at) VALUES (?, ?, ?, 0, '', '')"
    " ON CONFLICT (application, paper) DO UPDATE SET settled = '', settled_at = ''"
)
_COPIED = "UPDATE received_paper SET copies = ? WHERE application = ? AND paper = ?"
_SETTLED = "UPDATE received_paper SET settled = ?, settled_at = ? WHERE application = ? AND paper = ?"
_TAKEN_BACK = "DELETE FROM received_paper WHERE application = ? AND paper = ?"


def paper_marked(db: Db, act: Entry) -> None:
    """An original is seen, copied, returned or kept; ``withdrawn`` undoes all of it."""
    mark, key = act.body["mark"], (act.subject, act.body["paper"])
    if mark == "seen":
        db.execute(_SEEN, (*key, act.at))
    elif mark == "copied":
        db.execute(_COPIED, (act.body["copies"], *key))
    elif mark == "withdrawn":
        db.execute(_TAKEN_BACK, key)
    else:
        db.execute(_SETTLED, (mark, act.at, *key))


_FEE = (
    "INSERT INTO fee (receipt, application, fen, basis, day, at, clerk, returned, returned_on)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, '', '')"
)


def fee_taken(db: Db, act: Entry) -> None:
    """A fee is taken under the number of its finance receipt."""
    body = act.body
    row = (act.subject, body["application"], body["fen"], body["basis"], body["day"], act.at, act.clerk)
    db.execute(_FEE, row)


def fee_returned(db: Db, act: Entry) -> None:
    """A fee is given back; its receipt number stays used."""
    told = (act.body["reason"], act.body["day"], act.subject)
    db.execute("UPDATE fee SET returned = ?, returned_on = ? WHERE receipt = ?", told)


_FINGER = (
    "INSERT INTO finger_result (application, n, finger, result, quality, score, at)"
    " SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ? FROM finger_result WHERE application = ?"
)


def finger_taken(db: Db, act: Entry) -> None:
    """A finger was pressed, or compared; no image and no template is in the act or in the table."""
    body = act.body
    told = (body["finger"], body["result"], body["quality"], body["score"])
    db.execute(_FINGER, (act.subject, *told, act.at, act.subject))


def promise_given(db: Db, act: Entry) -> None:
    """A promise stands instead of a proof."""
    db.execute(
        "INSERT OR REPLACE INTO promise (application, demand, due, outcome, reason) VALUES (?, ?, ?, '', '')",
        (act.subject, act.body["demand"], act.body["due"]),
    )


def promise_settled(db: Db, act: Entry) -> None:
    """The later check of a promise, or its withdrawal before acceptance."""
    body = act.body
    db.execute(
        "UPDATE promise SET outcome = ?, reason = ? WHERE application = ? AND demand = ?",
        (body["outcome"], body["reason"], act.subject, body["demand"]),
    )
