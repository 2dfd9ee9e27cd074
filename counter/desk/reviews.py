"""Manual review (人工审核) after a failed face check: a photo is compared by two officers, who say what they found and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.desk.intake_views import IntakeView
from counter.desk.look import Look
from counter.desk.questions import SECOND_CHECK, Questions
from counter.desk.rights import Second, beside, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, NotAtThisStage, Window
from counter.errors import Refused
from counter.locale import Text
from counter.store import certificates
from counter.store.apply import Kind
from counter.values.remark import remark

PHOTOS = {
    "card": Text("居民身份证上的相片", "the photo on the identity card"),
    "register": Text("人口信息系统里的相片", "the photo in the population register"),
    "book": Text("户口簿内页的相片", "the photo in the household book"),
}
"""What a face may be compared with."""


class NothingToReview(Refused):
    """The rules do not ask for a second officer here."""

    happened = Text("现在没有要人工审核的。", "There is nothing to review now.")
    next_step = Text("请先登记刷脸结果。", "Please record the result of the face check first.")


_FACE_CHECK = "face-check"
"""What the machine found; as long as that is open there is nothing to review."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review by two officers."""

    at: datetime
    clerk: str
    second: str
    photo: Text
    outcome: str
    text: Text
    reason: str


class Reviews(Window):
    """Verbs about faces that a machine did not know."""

    __slots__ = ()

    def review(
        self, session: Session, case_id: str, second: Second | None, *, photo: str, outcome: str, reason: str
    ) -> IntakeView:
        """Compare with a photo, together with another officer; the outcome answers the rules, which say what comes next.

        Where they refuse, the view says what the citizen can do instead.

        Raises:
            NotYourRole, NeedsSecond, NeedsSomebodyElse, ReasonMissing, NothingToReview
            NoSuchChoice: no such photo, or no such outcome.
        """
        demand(session.clerk, "decide")
        name = beside(session, second, "decide")
        if photo not in PHOTOS or outcome not in {c.code for c in self.bench.rules.fact(SECOND_CHECK).values}:
            raise NoSuchChoice(key=f"{photo} {outcome}"[:40])
        if not (why := remark(reason)):
            raise ReasonMissing
        body = {"second": name, "photo": photo, "outcome": outcome, "reason": why}
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            if not self._asked(seen):
                raise NothingToReview
            act.record(Kind.FACE_REVIEWED, case_id, body)
            Questions(self.bench).settle(act, seen, SECOND_CHECK, outcome)
        return self._view(case_id)

    def of_case(self, session: Session, case_id: str) -> tuple[ReviewView, ...]:
        """The reviews of an intake, in order."""
        fact = self.bench.rules.fact(SECOND_CHECK)
        with self.bench.store.reading() as db:
            rows = certificates.reviews(db, case_id)
        return tuple(
            ReviewView(
                datetime.fromisoformat(r.at),
                r.clerk,
                r.second,
                PHOTOS[r.photo],
                r.outcome,
                fact.label(r.outcome),
                r.reason,
            )
            for r in rows
        )

    def _asked(self, seen: Look) -> bool:
        if seen.application is None:
            raise NotAtThisStage(seen.stage)
        asked, answered = {question.fact for question in seen.questions}, seen.facts.get("answers", {})
        return SECOND_CHECK in (asked | set(answered)) and _FACE_CHECK not in asked
