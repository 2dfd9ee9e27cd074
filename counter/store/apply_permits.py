"""What each act about permit holders does to the tables: rows of an extract, and deeds on a permit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from counter.store.engine import Db
from counter.store.holders import COLUMNS, one_token_each
from counter.store.journal import Entry, canonical

TABLES: Final = ("permit_deed", "permit")
"""The tables that only these acts write; the register of holders follows them too."""

EXTRACT: Final = "extract"
"""What a change that came with an extract is called in the history of a permit."""

SET_BY_DEEDS: Final = frozenset(
    {
        "sex", "ethnic", "household_address", "residence_address", "permit_kind", "permit_number", "issued",
        "endorsed_until", "state",
    }
)  # fmt: skip
"""Columns of a holder that are set one by one; a new name or number comes with the whole row, for the search indexes."""

_VALUES = ", ".join("?" for _ in (*COLUMNS, "tail"))
_HOLDER = f"INSERT OR REPLACE INTO holder ({', '.join(COLUMNS)}, tail) VALUES ({_VALUES})"  # noqa: S608 - fixed words
_SET = {column: f"UPDATE holder SET {column} = ? WHERE id = ?" for column in SET_BY_DEEDS}  # noqa: S608 - fixed words
_PERMIT = (
    "INSERT OR REPLACE INTO permit (holder, state, years_from, full_years_from, card, guarded, touched)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_DEED = (
    "INSERT INTO permit_deed (holder, act, deed, state, at, clerk, second, reason, article_zh, article_en, application,"
    " changes, sheet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"
)
_TOLD = "UPDATE permit_deed SET sheet = ? WHERE holder = ? AND act = ?"


def holders_imported(db: Db, act: Entry) -> None:
    """New and changed rows of an extract; ids and initials were settled when the act was written.

    ``permits`` tells what the extract means for permits on which deeds were done here.
    """
    write_holders(db, act.body["rows"])
    for permit in act.body.get("permits", ()):
        told = {"deed": EXTRACT, "second": "", "reason": act.subject, "article": ["", ""], "application": ""}
        _follow(db, act, permit["holder"], {**told, **permit})


def permit_done(db: Db, act: Entry) -> None:
    """A deed on a permit: the register follows it, and the history keeps who, when, why and by which article."""
    body, holder = act.body, int(act.subject)
    if body["row"]:
        write_holders(db, [body["row"]])
    else:
        for column, _, new in body["changes"]:
            db.execute(_SET[column], (new, holder))
    _follow(db, act, holder, body)


def permit_told(db: Db, act: Entry) -> None:
    """The notice of a deed was printed."""
    db.execute(_TOLD, (act.body["sheet"], int(act.subject), act.body["act"]))


def write_holders(db: Db, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put whole rows into the register, with everything they are searched by."""
    changed = [(row["id"],) for row in rows if row["changed"]]
    if changed:
        db.executemany("DELETE FROM holder_initials WHERE holder = ?", changed)
        db.executemany("DELETE FROM holder_parts WHERE rowid = ?", changed)
    db.executemany(_HOLDER, [(*(row[c] for c in COLUMNS), row["number"][::-1]) for row in rows])
    db.executemany(
        "INSERT INTO holder_parts (rowid, name) VALUES (?, ?)",
        [(row["id"], one_token_each(row["name"])) for row in rows],
    )
    initials = [(letters, row["birth"], row["id"]) for row in rows for letters in row["initials"]]
    if initials:
        db.executemany("INSERT INTO holder_initials (initials, birth, holder) VALUES (?, ?, ?)", initials)


def _follow(db: Db, act: Entry, holder: int, body: Mapping[str, Any]) -> None:
    stands = (body["state"], body["years_from"], body["full_years_from"], body["card"])
    db.execute(_PERMIT, (holder, *stands, ",".join(body["guarded"]), act.n))
    who = (act.at, act.clerk, body["second"], body["reason"], *body["article"], body["application"])
    db.execute(_DEED, (holder, act.n, body["deed"], body["state"], *who, canonical(body["changes"])))
