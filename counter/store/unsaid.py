"""Words that were typed and not said, by clerk, page and deed; no act, so no reading of the journal."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db

_MOVE: Final = "UPDATE unsaid SET here = 0 WHERE clerk = ? AND here"
_KEEP: Final = """INSERT INTO unsaid (clerk, page, deed, told, here, day) VALUES (?, ?, ?, ?, 1, ?)
    ON CONFLICT (clerk, page, deed) DO UPDATE SET told = excluded.told, here = 1, day = excluded.day"""
_STAND: Final = """INSERT INTO unsaid (clerk, page, deed, told, here, day) VALUES (?, ?, ?, '', 1, ?)
    ON CONFLICT (clerk, page, deed) DO UPDATE SET here = 1, day = excluded.day"""
_STALE: Final = "DELETE FROM unsaid WHERE clerk = ? AND NOT here AND (told = '' OR day < ?)"
_FORGET: Final = "DELETE FROM unsaid WHERE clerk = ? AND page = ? AND deed = ?"
_TOLD: Final = "SELECT told FROM unsaid WHERE clerk = ? AND page = ? AND deed = ?"
_HERE: Final = "SELECT page, deed FROM unsaid WHERE clerk = ? AND here"


def keep(db: Db, clerk: str, page: str, deed: str, told: str, day: str) -> None:
    """Keep the words of a place, where the clerk now stands."""
    db.execute(_MOVE, (clerk,))
    db.execute(_KEEP, (clerk, page, deed, told, day))


def stand(db: Db, clerk: str, page: str, deed: str, day: str) -> None:
    """The clerk stands at a place; words that are kept of it stay."""
    db.execute(_MOVE, (clerk,))
    db.execute(_STAND, (clerk, page, deed, day))


def leave(db: Db, clerk: str, day: str) -> None:
    """The clerk stands nowhere; words of earlier days go, and places without words."""
    db.execute(_MOVE, (clerk,))
    db.execute(_STALE, (clerk, day))


def forget(db: Db, clerk: str, page: str, deed: str, day: str) -> None:
    """Drop the words of a place; a clerk in the midst of the deed stands on its page from then on."""
    in_its_midst = here(db, clerk) == (page, deed)
    db.execute(_FORGET, (clerk, page, deed))
    if in_its_midst:
        stand(db, clerk, page, "", day)


def told(db: Db, clerk: str, page: str, deed: str) -> str:
    """The words of a place as they were kept; "" where there are none."""
    row = db.execute(_TOLD, (clerk, page, deed)).fetchone()
    return str(row[0]) if row else ""


def here(db: Db, clerk: str) -> tuple[str, str] | None:
    """Where a clerk stands: page and deed."""
    row = db.execute(_HERE, (clerk,)).fetchone()
    return (str(row[0]), str(row[1])) if row else None
