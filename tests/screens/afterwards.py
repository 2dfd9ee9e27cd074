"""Applications after acceptance, made ready at the desk before the application opens."""

from __future__ import annotations

from handy import number_for

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.workflows.application import Stage

from .windows import ADULT, AGENT, begun, walked

SECOND = number_for("20000415", 18, county="330198")
MADE = ("review", "sign", "produce", "arrive")
REASON, ARTICLE = "户籍地核实不符", "《居民身份证法》第七条"


def accepted(
    desk: Desk, session: Session, *deeds: str, number: str = ADULT, collect: str = "self", **told: str
) -> IntakeView:
    """A first identity card whose receipt is in the applicant's hand, and what the authority did since."""
    view = begun(desk, session, "first-id-card", number, collect_by=collect, **told)
    if collect != "self":
        view = walked(desk, session, view, Stage.COLLECTION)
        view = desk.agreeing.collect_by(
            session, view.id, agent="孙代领", agent_number=AGENT, address="样例路 3 号"
        )
    view = desk.deciding.good(session, walked(desk, session, view, Stage.RECEIPT_OUT).id)
    for deed in deeds:
        why = (REASON, ARTICLE) if deed == "reject" else ()
        desk.progress.move(session, view.id, deed, *why)
    return view


def ready(desk: Desk, session: Session, **told: str) -> IntakeView:
    """A card that lies here to be collected."""
    return accepted(desk, session, *MADE, **told)
