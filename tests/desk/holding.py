"""People with permits, and the applications they make: one call each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from handy import imported, number_for, row

from counter.desk.application_views import ApplicationView
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.store import holders
from desk.applying import accepted, asked, handed, identified, to_acceptance, with_papers

HOLDER = number_for("19900101", 77)
"""Thirty-six, with a permit; the rest of the register does not matter here."""
STUDENT = {"present": "self", "stay-ground": "study", "smartphone": "yes", "mobility": "able"}
ENDORSED = STUDENT
CHANGED = {"present": "self", "change": "address"}
LOST = {"present": "self", "physical-permit": "lost"}
CITIES = ("beijing", "wuxi", "tianjin")


def holder_of(
    desk: Desk, folder: Path, until: str, *, issued: str = "2025-01-01", number: str = HOLDER, **more: str
) -> int:
    """Somebody in the register whose permit is endorsed until a day."""
    told = {"number": number, "issued": issued, "endorsed_until": until, "birth": "1990-01-01"} | more
    imported(desk, folder, row(**told))
    found = register_row(desk, number)
    assert found is not None
    return found.id


def register_row(desk: Desk, number: str = HOLDER) -> holders.Holder | None:
    """The row of the register as it stands."""
    with desk.bench.store.reading() as db:
        return holders.by_number(db, number)


def row_of(desk: Desk, number: str = HOLDER) -> holders.Holder:
    found = register_row(desk, number)
    assert found is not None
    return found


def signed(desk: Desk, session: Session, application: str) -> ApplicationView:
    """Through the authority to its signature."""
    desk.progress.move(session, application, "review")
    if "confirm" in [str(deed) for deed in desk.progress.show(session, application).deeds]:
        desk.progress.move(session, application, "confirm")
    return desk.progress.move(session, application, "sign")


def endorsed(desk: Desk, session: Session, number: str = HOLDER) -> ApplicationView:
    """An endorsement from the number to the signature."""
    view = accepted(desk, session, number, "permit-endorsement", ENDORSED)
    return signed(desk, session, view.id)


def accepted_change(desk: Desk, session: Session, address: str, number: str = HOLDER) -> str:
    """A change of address as far as its acceptance."""
    view = identified(desk, session, number)
    view = desk.intake.correct(session, view.id, {"residence_address": address}, "搬家")
    view = asked(desk, session, view, "permit-change", CHANGED)
    return handed(desk, session, to_acceptance(desk, session, view)).id


def accepted_reissue(desk: Desk, session: Session, number: str = HOLDER) -> str:
    """A replacement as far as its acceptance; the place has published no amount, so ten yuan are taken as told."""
    view = asked(desk, session, identified(desk, session, number), "permit-reissue", LOST)
    view = with_papers(desk, session, view)
    view = desk.agreeing.confirm(session, view.id)
    view = desk.agreeing.sign(session, view.id, view.signatures[0].key, "张样例")
    view = desk.fees.take(session, view.id, "00123477", 1000)
    return handed(desk, session, to_acceptance(desk, session, view)).id


def acts(desk: Desk, holder: int) -> list[tuple[str, str, dict[str, Any]]]:
    """The journal of a permit: kind, clerk, body."""
    return [
        (act.kind, act.clerk, dict(act.body)) for act in desk.bench.store.acts(subject=str(holder), last=99)
    ]


def on(day: str) -> date:
    return date.fromisoformat(day)
