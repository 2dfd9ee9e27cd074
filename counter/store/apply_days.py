"""What acts do to the books of the days: counted once, on the day in whose books they belong, and never moved again."""

from __future__ import annotations

from typing import Final

from counter.store.days import book_day
from counter.store.engine import Db
from counter.store.journal import Entry, canonical

TABLES: Final = ("day_count", "open_day", "waiver", "day_close")
"""The tables that only these acts write."""

REPORT: Final = "day-report"
"""The form of the report itself, which is not counted among the sheets of a day."""

_OUT, _WASTED = "out", frozenset({"spoiled", "voided"})
_ENDS: Final = {"refused": "refused", "collected": "collected"}
_FEES: Final = frozenset({"fee.taken", "fee.returned", "fee.waived", "fee.unwaived"})
_COUNT = (
    "INSERT INTO day_count (day, what, form, count) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (day, what, form) DO UPDATE SET count = count + excluded.count"
)
_OPEN = "INSERT OR IGNORE INTO open_day (day, at, act) VALUES (?, ?, ?)"
_SHEET = "SELECT form, out_on, wasted_on FROM sheet WHERE serial = ? AND id = ?"


def follow(db: Db, act: Entry, key: int) -> None:
    """Count an act in the books of its day; called for each act once its own tables are up to it.

    ``key`` is that of the sheet the act is about, 0 where it is about none. An act that comes when its day is closed
    belongs to the next day that is not.
    """
    if act.kind in _FEES:
        db.execute(_OPEN, (act.body["day"], act.at, act.n))
    elif act.kind == "application.moved":
        _application(db, act)
    elif act.kind == "sheet.reserved" and act.body["form"] != REPORT:
        db.execute(_OPEN, (book_day(db, act.at[:10]), act.at, act.n))
    elif act.kind == "sheet.moved":
        _sheet(db, act, key)


def _application(db: Db, act: Entry) -> None:
    what = "accepted" if act.body.get("accepted_on") else _ENDS.get(act.body["to"])
    if what is not None:
        _count(db, act, what)


def _sheet(db: Db, act: Entry, key: int) -> None:
    """A sheet came out, or is waste paper now; one that is waste on the very day it came out counts as waste alone."""
    row = db.execute(_SHEET, (act.subject, key)).fetchone()
    if row is None or row[0] == REPORT:
        return
    form, out_on, wasted_on = row
    day = book_day(db, act.at[:10])
    if act.body["to"] == _OUT:
        db.execute("UPDATE sheet SET out_on = ? WHERE id = ?", (day, key))
        _count(db, act, "printed", form)
    elif act.body["to"] in _WASTED and not wasted_on:
        db.execute("UPDATE sheet SET wasted_on = ? WHERE id = ?", (day, key))
        _count(db, act, "wasted", form)
        if out_on == day:
            _count(db, act, "printed", form, -1)


def _count(db: Db, act: Entry, what: str, form: str = "", by: int = 1) -> None:
    day = book_day(db, act.at[:10])
    db.execute(_COUNT, (day, what, form, by))
    db.execute(_OPEN, (day, act.at, act.n))


_WAIVER = (
    "INSERT INTO waiver (act, application, fen, basis, ground, reason, day, at, clerk, second, withdrawn, withdrawn_on)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')"
)
_UNWAIVED = "UPDATE waiver SET withdrawn = ?, withdrawn_on = ? WHERE act = ?"


def fee_waived(db: Db, act: Entry) -> None:
    """Two people waive all or part of a fee."""
    body = act.body
    told = (body["fen"], body["basis"], body["ground"], body["reason"], body["day"])
    db.execute(_WAIVER, (act.n, act.subject, *told, act.at, act.clerk, body["second"]))


def fee_unwaived(db: Db, act: Entry) -> None:
    """A waiver does not stand any more."""
    db.execute(_UNWAIVED, (act.body["reason"], act.body["day"], act.body["waiver"]))


def day_closed(db: Db, act: Entry) -> None:
    """The books of a day are closed."""
    body = act.body
    db.execute(
        "INSERT INTO day_close (day, at, clerk, second, reason, books) VALUES (?, ?, ?, ?, ?, ?)",
        (act.subject, act.at, act.clerk, body["second"], body["reason"], canonical(body["books"])),
    )
    db.execute("DELETE FROM open_day WHERE day = ?", (act.subject,))
