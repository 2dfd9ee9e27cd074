"""The sheet of a certificate: printed with the seal, asked after, replaced by two; in the citizen's hand it ends the matter."""

from __future__ import annotations

from dataclasses import replace

from counter.desk import laying
from counter.desk.certificate_case import CertificateCase, certificate_case, living, record_move
from counter.desk.certificate_view import certificate_view
from counter.desk.certificate_views import CertificateView
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.papers import paper_of, with_remark
from counter.desk.rights import Second, by_two, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.slip import MovedMeanwhile
from counter.desk.views import Session
from counter.desk.window import Window, record_deed
from counter.printing.paper import Paper
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.application import Deed, State
from counter.workflows.certificate import CERTIFICATES, CertificateAct
from counter.workflows.slip import SheetAct

_ON_THE_SPOT = {
    State.ACCEPTED: (Deed.REVIEW, Deed.SIGN, Deed.ARRIVE, Deed.HAND_OVER),
    State.REVIEWING: (Deed.SIGN, Deed.ARRIVE, Deed.HAND_OVER),
    State.RETURNED_QUALITY: (Deed.RETAKE, Deed.SIGN, Deed.ARRIVE, Deed.HAND_OVER),
    State.SIGNED: (Deed.ARRIVE, Deed.HAND_OVER),
    State.PRODUCING: (Deed.ARRIVE, Deed.HAND_OVER),
    State.READY: (Deed.HAND_OVER,),
    State.UNCLAIMED: (Deed.HAND_OVER,),
}
"""What is done to the application when its certificate is in the citizen's hand, by where it stands.

One that ended while the sheet lay at the printer stays as it ended: only what became of the sheet is told.
"""


class CertificateSheets(Window):
    """Verbs about the paper of a certificate; those about its words stand in ``certificates``."""

    __slots__ = ()

    def show(self, session: Session, application: str) -> CertificateView:
        """The certificate of an accepted application, begun or not.

        Raises:
            NoSuchCase, NoSuchApplication, NoCertificateHere
        """
        with self.bench.store.reading() as db:
            return certificate_view(self.bench, db, certificate_case(self.bench, db, application))

    def print(self, session: Session, application: str) -> CertificateView:
        """Print what was read back, with the seal: serial first, then the printer.

        Raises:
            NotYourRole, NoCertificateAnyMore, NotNow: it was not read back, or is printed already.
            PrinterNotReady: no serial was used. PrinterProblem: the serial is reserved; ``resend`` or ``spoiled``.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            case = living(self.bench, db, application)
        CERTIFICATES.step(case.state, CertificateAct.PRINT)
        person = case.seen.person
        about = About(case.id, person.name if person else "")
        self._lay(session, case, case.paper(session), CertificateAct.PRINT, about)
        return self.show(session, application)

    def resend(self, session: Session, application: str) -> CertificateView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotNow: the printer took it already, or nothing is printed.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            case = certificate_case(self.bench, db, application)
        if not case.row.sheet:
            CERTIFICATES.step(case.state, CertificateAct.GOOD)
        send(self.bench, session, case.row.sheet)
        return self.show(session, application)

    def good(self, session: Session, application: str) -> CertificateView:
        """The certificate is in the citizen's hand: the application is signed, ready and handed over with it.

        Raises:
            NotYourRole, NotNow
        """
        demand(session.clerk, "issue")
        with self.bench.store.acting(session.clerk.number) as act:
            case = self._told(act, application, CertificateAct.GOOD, SheetAct.COME_OUT)
            state, today = State(case.application.state), self.bench.clock.today().isoformat()
            for deed in _ON_THE_SPOT.get(state, ()):
                told = {"signed_on": today} if deed is Deed.SIGN else {}
                state = record_deed(act, case.id, state, deed, **told)
        return self.show(session, application)

    def spoiled(self, session: Session, application: str, reason: str) -> CertificateView:
        """The sheet did not come out well; being sealed it is kept until it is replaced, and counted.

        Raises:
            NotYourRole, NotNow, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            self._told(act, application, CertificateAct.SPOIL, SheetAct.SPOIL, said)
        return self.show(session, application)

    def reprint(
        self, session: Session, application: str, second: Second | None, reason: str = ""
    ) -> CertificateView:
        """Replace a spoiled or lost certificate by one with a new serial; the old one is void, by two people.

        Raises:
            ReasonMissing, NeedsSecond, NeedsSomebodyElse, NoCertificateAnyMore, NotNow, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            case = living(self.bench, db, application)
            CERTIFICATES.step(case.state, CertificateAct.REPRINT)
            old = the_sheet(db, case.row.sheet)
        if not (why := remark(reason) or old.reason):
            raise ReasonMissing
        about = About(case.id, old.holder, old.serial, why, by_two(session, old, second))
        said = with_remark(paper_of(old), laying.replacing_remark(old, self.bench.clock.now()))
        self._lay(session, case, replace(said, serial="", code=""), CertificateAct.REPRINT, about)
        return self.show(session, application)

    def _lay(
        self, session: Session, case: CertificateCase, paper: Paper, what: CertificateAct, about: About
    ) -> None:
        """Reserve, record, send; a sheet that this one replaces is void from the same moment."""
        laying.ready(self.bench)
        with reserving(self.bench, session, paper, about, self.bench.clock.now()) as (act, laid):
            now = certificate_case(self.bench, act.db, case.id)
            if now.row.touched != case.row.touched:
                raise MovedMeanwhile
            if about.replaces:
                old = the_sheet(act.db, about.replaces)
                laying.move(act, old, SheetAct.VOID, reason=about.reason, second=about.second)
            record_move(act, now, what, sheet=laid.paper.serial)
        send(self.bench, session, laid.paper.serial, laid.pdf)

    def _told(
        self, act: Acting, application: str, what: CertificateAct, sheet: SheetAct, reason: str = ""
    ) -> CertificateCase:
        """What came of the sheet at the printer, whatever became of the application meanwhile."""
        case = certificate_case(self.bench, act.db, application)
        record_move(act, case, what)
        laying.move(act, the_sheet(act.db, case.row.sheet), sheet, reason=reason)
        return case
