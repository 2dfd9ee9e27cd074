"""Beginning an application about a permit somebody holds, with everything known filled in."""

from __future__ import annotations

from counter.desk.intake import Intake
from counter.desk.intake_views import IntakeView
from counter.desk.permit_ends import must_live
from counter.desk.permit_reading import PermitReading
from counter.desk.permit_standing import ENDORSEMENT, REISSUE, Standing, now, standing_of
from counter.desk.permit_view import CANCELLATION, CHANGE, offers
from counter.desk.questions import Questions
from counter.desk.rejected_permits import NothingChanges, NotInThisPlace, service_named
from counter.desk.views import Session
from counter.store import persons
from counter.values.remark import remark

_BEGINS = {
    "endorse": (ENDORSEMENT, {}),
    "change": (CHANGE, {"change": "address"}),
    "data": (CHANGE, {"change": "personal-data"}),
    "reissue": (REISSUE, {}),
    "refuse-end": (CANCELLATION, {"ground": "none"}),
}
"""What the page of a permit can begin: the service, and the answer that choosing it gives already."""
_LOST = {"physical-permit": "lost"}
_MOVED = "居住证变更住址"
"""Why the address of the applicant changes, as the journal has it."""


class PermitBegin(PermitReading):
    """The verb that begins an application about a permit."""

    __slots__ = ()

    def begin(self, session: Session, holder: int, what: str, address: str = "") -> IntakeView:
        """Begin an application about a permit: endorse, change, data, reissue. Person, service and what is known are filled in.

        ``address`` is the new one of a change, told old → new with the applicant, so that signing finds it.
        What the rules refuse at once, as an endorsement that is too early or of a permit that has ended, stands at its
        refusal, so that the notice with the article can be printed. ``refuse-end`` is there for that only: the wish that a
        permit be ended without a lawful ground, or once more.

        Raises:
            NotYourRole, NoSuchHolder, NotInThisPlace, EndIsFinal
            NothingChanges: the address is the one the register has.
        """
        service, answers = _BEGINS[what]
        with self.bench.store.reading() as db:
            standing = standing_of(db, holder)
        if not offers(self.bench, service):
            raise NotInThisPlace(what=service_named(self.bench, service))
        if what == "reissue":
            must_live(self.bench, standing, now(self.bench, standing))
            answers = _LOST if standing.card == "lost" else {}
        if address and remark(address) == standing.row.residence_address:
            raise NothingChanges
        return self._begun(session, standing, service, answers, address)

    def begun(self, session: Session, holder: int, what: str) -> IntakeView | None:
        """The application about this permit in which this clerk is already, as after a power cut right behind ``begin``.

        Raises:
            NoSuchHolder
        """
        service, _ = _BEGINS[what]
        with self.bench.store.reading() as db:
            person = persons.by_number(db, standing_of(db, holder).row.number)
        view = Intake(self.bench).resume(session)
        if view is None or view.person is None or person is None:
            return None
        return view if (view.person.id, view.service) == (person.id, service) else None

    def _begun(
        self, session: Session, standing: Standing, service: str, answers: dict[str, str], address: str
    ) -> IntakeView:
        intake, questions = Intake(self.bench), Questions(self.bench)
        with (
            self.bench.store.together()
        ):  # a power cut in between would cost the address, and leave half an intake
            view = intake.begin(session)
            view = intake.identify(session, view.id, standing.row.number)
            if view.person is None:
                view = intake.record(session, view.id, {}, marked_reason(standing))
            if address:
                view = intake.correct(session, view.id, {"residence_address": address}, _MOVED)
            if service == CANCELLATION:
                return questions.refuse(session, view.id, service, answers)
            view = questions.choose(session, view.id, service, again=False)
            asked = {question.fact for question in view.questions}
            for fact, value in answers.items():
                if fact in asked:
                    view = questions.answer(session, view.id, fact, value)
        return view


def marked_reason(standing: Standing) -> str:
    """Why a person whose sex is not the one the number states is taken over: the register says so."""
    return f"登记册记载（{standing.row.permit_number}）"
