"""Where the journey under way stands, by the books: an intake at its row, a handing over at its question."""

from __future__ import annotations

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.workflows.application import Stage

from .place import HOME, RAIL, WORDS, Place

CLERK = "0337"
_STOPPED = {
    Stage.NOTICE: Stage.DOCUMENTS, Stage.NOTICE_OUT: Stage.DOCUMENTS,
    Stage.REFUSAL: Stage.QUESTIONS, Stage.REFUSAL_OUT: Stage.QUESTIONS,
}  # fmt: skip
ROWS = {
    "name": "姓名", "ethnic": "民族", "household_address": "户籍地址", "residence_address": "居住地址", "phone": "电话",
}  # fmt: skip
"""The rows of a new applicant, as they are kept and as they are called."""
_LISTS = {"visits": "visits.title", "guide": "guide.print"}
"""Lists that reopen, and what stands on them."""
SEARCHED = frozenset({"find", *_LISTS})
"""Kinds of pages that only lead to the work, and lie over what is under way."""
_QUESTIONS = {
    "receipt": "回执", "present": "到场人", "agent": "到场人", "card-data": "证面", "finger": "指纹", "photo": "指纹",
    "refused": "指纹", "sign": "签收",
}  # fmt: skip
"""The stations of a handing over, by its step."""


def signed_in(desk: Desk) -> Session:
    """The clerk of the tests, to look at the books: no PIN is tried for it, and no act recorded."""
    clerk = next(one for one in desk.people.clerks() if one.number == CLERK)
    return Session(clerk, desk.bench.clock.now())


def journey_at(desk: Desk, session: Session) -> Place:
    """The journey this clerk was in, or the home page."""
    kind, which = desk.journeys.last(session) or ("", "")
    return handing_at(desk, session, which) if kind == "collection" else intake_at(desk, session)


def intake_at(desk: Desk, session: Session) -> Place:
    """The intake under way, or the home page."""
    view = desk.intake.resume(session)
    return searching(desk, session) if view is None else place_of(view)


def searching(desk: Desk, session: Session) -> Place:
    """No work, but a way to it: a search, a list, or the home page, with what was typed there."""
    page, deed = desk.unsaid.left(session) or ("", "")
    kind = page.partition(":")[0]
    if kind in _LISTS:
        return Place(WORDS[_LISTS[kind]], row=None)
    if page not in {"find", "home"}:
        return Place(HOME)
    title, typed = WORDS["find.ask"] if page == "find" else HOME, desk.unsaid.told(session, page, deed).typed
    return Place(title, row=title, text=typed.get("/what", "") if page == "find" or deed else "")


def place_of(view: IntakeView) -> Place:
    """An intake at its step; while somebody is identified, at the row that has the keys."""
    stage = _STOPPED.get(view.stage, view.stage)
    if stage is not Stage.IDENTITY:
        typed = {text for key, text in view.typed.items() if not key.startswith("@")}
        return Place(station=RAIL.get(stage, "回执"), among=frozenset(typed | {""}))
    if not view.number:
        return Place(station=RAIL[stage], row="", text=view.typed.get("number", ""))
    key = view.typed.get("@row", next(iter(ROWS)))
    text = view.typed.get(key, view.suggested.get(key, ""))
    others = tuple(view.typed[other] for other in ROWS if view.typed.get(other))
    return Place(*others, station=RAIL[stage], row=ROWS[key], text=text)


def handing_at(desk: Desk, session: Session, journey: str) -> Place:
    """A handing over; where a reason is typed, at its row."""
    view = desk.handing.show(session, journey)
    doubtful = view.step == "sign" and view.doubtful
    text = view.typed.get("reason", "") if doubtful else ""
    return Place(station=_QUESTIONS[view.step], row="原因" if doubtful else None, text=text)
