"""Permits somebody holds: what they are today, their history, and every deed on them that is no application.

An endorsement, a change, a replacement and a new permit come by application: ``begin`` opens one, and signing it brings the
register along (``permit_follow``). Here stand what the counter records itself: a lost card, a restoration made up for
elsewhere, the sweep of what time has done, and the two ends, each by two people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from counter.desk.find import holder_row
from counter.desk.intake import Intake
from counter.desk.intake_views import IntakeView
from counter.desk.permit_deeds import Doing, brought_up, record
from counter.desk.permit_ends import grounds, must_live, settled
from counter.desk.permit_follow import HISTORY, endorse
from counter.desk.permit_papers import ENDINGS
from counter.desk.permit_sheets import PermitSheets
from counter.desk.permit_standing import ENDORSEMENT, Standing, by_time, endorsing, now, standing_of
from counter.desk.permit_view import CHANGE, REISSUE, deed_view, offers, permit_view
from counter.desk.permit_views import DeedView, GroundView, PermitView, Swept
from counter.desk.questions import Questions
from counter.desk.rejected_permits import (
    DayAhead,
    NoSuchHolder,
    NothingChanges,
    NotInThisPlace,
    NotSuspended,
    RulesRefuse,
    refusal_of,
)
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, Second, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.views import HolderRow, Session
from counter.errors import CounterError
from counter.store import holders, permits
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.permit import Permit, PermitDeed

CHUNK = 200
"""Permits swept in one transaction: small enough to lose little, large enough to be quick."""
_BEGINS = {
    "endorse": (ENDORSEMENT, {}),
    "change": (CHANGE, {"change": "address"}),
    "data": (CHANGE, {"change": "personal-data"}),
    "reissue": (REISSUE, {}),
}
"""What the page of a permit can begin: the service, and the answer that choosing it gives already."""
_LOST = {"physical-permit": "lost"}
_MOVED = "居住证变更住址"
"""Why the address of the applicant changes, as the journal has it."""

Progress = Callable[[int], None]
"""Called with the permits swept so far."""


class Permits(PermitSheets):
    """Verbs about permits; those about their paper stand in ``permit_sheets``."""

    __slots__ = ()

    def of(self, session: Session, number: str) -> int:
        """The holder of a citizen number.

        Raises:
            NotACitizenNumber, NoSuchHolder
        """
        wanted = CitizenNumber.parse(number, self.bench.clock.today()).text
        with self.bench.store.reading() as db:
            row = holders.by_number(db, wanted)
        if row is None:
            raise NoSuchHolder
        return row.id

    def show(self, session: Session, holder: int) -> PermitView:
        """A permit today, what an endorsement would do to it, and what can be done.

        Raises:
            NoSuchHolder
        """
        with self.bench.store.reading() as db:
            decided = any(deed.deed in ENDINGS for deed in permits.history(db, holder, HISTORY))
            return permit_view(self.bench, standing_of(db, holder), decided=decided)

    def history(self, session: Session, holder: int, limit: int = HISTORY) -> tuple[DeedView, ...]:
        """Every deed on a permit, newest first: who, when, why, by which article, from which application, with whom.

        Raises:
            NoSuchHolder
        """
        with self.bench.store.reading() as db:
            standing_of(db, holder)
            return tuple(deed_view(deed) for deed in permits.history(db, holder, limit))

    def begin(self, session: Session, holder: int, what: str, address: str = "") -> IntakeView:
        """Begin an application about a permit: endorse, change, data, reissue. Person, service and what is known are filled in.

        ``address`` is the new one of a change, told old → new with the applicant, so that signing finds it.
        What the rules refuse at once, as an endorsement that is too early or of a permit that has ended, stands at its
        refusal, so that the notice with the article can be printed.

        Raises:
            NotYourRole, NoSuchHolder, NotInThisPlace, EndIsFinal
            NothingChanges: the address is the one the register has.
        """
        service, answers = _BEGINS[what]
        with self.bench.store.reading() as db:
            standing = standing_of(db, holder)
        if not offers(self.bench, service):
            raise NotInThisPlace(what=service)
        if what == "reissue":
            must_live(self.bench, standing, now(self.bench, standing))
            answers = _LOST if standing.card == "lost" else {}
        if address and remark(address) == standing.row.residence_address:
            raise NothingChanges
        return self._begun(session, standing, service, answers, address)

    def report_lost(self, session: Session, holder: int, reason: str = "") -> PermitView:
        """Record that the physical card is lost (挂失); the electronic one, where there is one, goes on.

        Raises:
            NotYourRole, NoSuchHolder, EndIsFinal
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            standing = self._living(act, holder)
            record(act, standing, PermitDeed.LOSE, Doing(reason=why, card="lost"))
        return self.show(session, holder)

    def restore(
        self, session: Session, holder: int, made_up_on: date, reason: str, second: Second | None
    ) -> PermitView:
        """Restore a suspended permit whose endorsement was made up for elsewhere, online or at another counter.

        Raises:
            NotYourRole, NoSuchHolder, NeedsSecond, NeedsSomebodyElse, ReasonMissing, DayAhead
            EndIsFinal: it has ended. NotSuspended. RulesRefuse: the rules of that day refuse the endorsement.
        """
        beside, why = self._two(session, second), self._why(reason)
        if made_up_on > self.bench.clock.today():
            raise DayAhead(day=made_up_on)
        with self.bench.store.acting(session.clerk.number) as act:
            standing = self._living(act, holder)
            if standing.state is not Permit.SUSPENDED:
                raise NotSuspended
            answer = endorsing(self.bench, standing, made_up_on)
            if answer.refusals:
                raise RulesRefuse(refusal_of(answer.refusals[0]))
            endorse(self.bench, act, standing, answer, "", made_up_on, reason=why, second=beside)
        return self.show(session, holder)

    def grounds(self, session: Session, deed: str) -> tuple[GroundView, ...]:
        """The lawful grounds of one end (cancel or revoke) in this place, with the papers each demands.

        Raises:
            NotInThisPlace
        """
        return grounds(self.bench, deed)

    def cancel(
        self,
        session: Session,
        holder: int,
        ground: str,
        reason: str,
        second: Second | None,
        papers: Collection[str] = (),
        heard: str = "",
    ) -> PermitView:
        """Cancel (注销) a permit on a lawful ground; two people, and for ever. ``heard`` is what the holder said to it.

        Raises:
            NotYourRole, NoSuchHolder, NeedsSecond, NeedsSomebodyElse, ReasonMissing, EndIsFinal
            NotInThisPlace, NoSuchGround, RulesRefuse, OtherEnd, StillWanting
        """
        return self._end(session, holder, PermitDeed.CANCEL, ground, (reason, heard), second, papers)

    def revoke(
        self,
        session: Session,
        holder: int,
        ground: str,
        reason: str,
        second: Second | None,
        papers: Collection[str] = (),
        heard: str = "",
    ) -> PermitView:
        """Revoke (撤销) a permit that was obtained with false papers; two people, and for ever.

        Raises:
            as ``cancel``
        """
        return self._end(session, holder, PermitDeed.REVOKE, ground, (reason, heard), second, papers)

    def overdue(self, session: Session, limit: int = 200) -> tuple[HolderRow, ...]:
        """Permits that time has suspended or ended and nobody has recorded yet, the oldest first."""
        with self.bench.store.reading() as db:
            rows = holders.overdue(db, self.bench.clock.today(), limit)
        return tuple(holder_row(self.bench, row) for row in rows)

    def sweep(self, session: Session, progress: Progress | None = None) -> Swept:
        """Record what time has done to permits since their endorsement ended; an interrupted sweep is just run again.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "decide")
        counts = {"suspend": 0, "lapse": 0}
        while self._swept(session, counts):
            if progress:
                progress(sum(counts.values()))
        return Swept(counts["suspend"], counts["lapse"], len(self.overdue(session, 1)))

    # What the verbs lean on ----------------------------------------------------------------------------------------

    def _begun(
        self, session: Session, standing: Standing, service: str, answers: dict[str, str], address: str
    ) -> IntakeView:
        intake, questions = Intake(self.bench), Questions(self.bench)
        view = intake.begin(session)
        try:
            view = intake.identify(session, view.id, standing.row.number)
            if view.person is None:
                view = intake.record(session, view.id, {}, marked_reason(standing))
            if address:
                view = intake.correct(session, view.id, {"residence_address": address}, _MOVED)
            view = questions.choose(session, view.id, service)
            asked = {question.fact for question in view.questions}
            for fact, value in answers.items():
                if fact in asked:
                    view = questions.answer(session, view.id, fact, value)
        except CounterError:
            intake.abandon(session, view.id)  # what could not be begun leaves no open case behind
            raise
        return view

    def _end(
        self,
        session: Session,
        holder: int,
        deed: PermitDeed,
        ground: str,
        told: tuple[str, str],
        second: Second | None,
        papers: Collection[str],
    ) -> PermitView:
        """One of the two ends; the reason keeps the clerk's words, the sentence of the rule, and what the holder said."""
        beside, why = self._two(session, second), self._why(told[0])
        with self.bench.store.acting(session.clerk.number) as act:
            standing = self._living(act, holder)
            effect = settled(self.bench, ground, deed, papers).effect
            if effect is None:
                raise AssertionError(ground)  # ``settled`` has compared it with the deed
            said = "\n".join((why, marked(effect.text).zh, remark(told[1]))).rstrip()
            record(act, standing, deed, Doing(reason=said, article=marked(effect.source.text), second=beside))
        return self.show(session, holder)

    def _living(self, act: Acting, holder: int) -> Standing:
        """A permit that has not ended, with what time has done to it recorded first.

        Raises:
            NoSuchHolder, EndIsFinal
        """
        standing = standing_of(act.db, holder)
        must_live(self.bench, standing, now(self.bench, standing))
        return brought_up(self.bench, act, standing)

    def _swept(self, session: Session, counts: dict[str, int]) -> int:
        """One transaction of a sweep; how many it recorded."""
        done = 0
        with self.bench.store.acting(session.clerk.number) as act:
            for row in holders.overdue(act.db, self.bench.clock.today(), CHUNK):
                effect = by_time(self.bench, row.state, row.issued, row.endorsed_until)
                if effect is not None and effect.deed in counts:
                    brought_up(self.bench, act, standing_of(act.db, row.id))
                    counts[effect.deed] += 1
                    done += 1
        return done

    def _two(self, session: Session, second: Second | None) -> str:
        demand(session.clerk, "decide")
        if second is None:
            raise NeedsSecond
        if second.clerk.number == session.clerk.number:
            raise NeedsSomebodyElse
        return second.clerk.number

    def _why(self, reason: str) -> str:
        why = remark(reason)
        if not why:
            raise ReasonMissing
        return why


def marked_reason(standing: Standing) -> str:
    """Why a person whose sex is not the one the number states is taken over: the register says so."""
    return f"登记册记载（{standing.row.permit_number}）"
