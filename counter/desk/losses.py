"""Reports of a loss (挂失): the moment of the report is registered and told on paper; what was found again is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.desk import laying
from counter.desk.application_view import why_line
from counter.desk.cases import sheet_view
from counter.desk.ends_in import LOSS as FORM
from counter.desk.ends_in import reports_loss
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.listing import NoSuchApplication
from counter.desk.look import Look, look
from counter.desk.papers import day_words, made_paper, moment_words, signed, unprintable
from counter.desk.rights import demand
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Session, SheetView, WhyLine
from counter.desk.window import Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.store import certificates
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.remark import remark
from counter.workflows.slip import Sheet, SheetAct

_EFFECT = "effect-of-report"


class NoLossHere(Refused):
    """The service does not begin with a loss."""

    happened = Text("“{service}”不涉及挂失。", "“{service}” reports no loss.")
    next_step = Text("请从挂失、补领的事项开始。", "Please begin with the service for lost documents.")


class ReportedAlready(Refused):
    """The moment of the first report counts and does not move."""

    happened = Text("这件申请已于 {at} 登记挂失。", "This loss was registered at {at}.")
    next_step = Text("请打印或查看已有的登记表。", "Please print or show the report that there is.")


class NotReported(Refused):
    """No loss is registered, or it was withdrawn."""

    happened = Text("这件申请没有生效的挂失。", "No loss is registered with this application.")
    next_step = Text("请先登记挂失。", "Please register the loss first.")


class LossStands(Refused):
    """A report that counts hangs on this applicant and this service."""

    happened = Text(
        "这件申请已于 {at} 登记挂失，不能改为另一个人或另一个事项。",
        "A loss was registered here at {at}; person and service do not change under it.",
    )
    next_step = Text(
        "登记有误的，先撤销挂失并写明原因；别的事项请另开一笔。",
        "Where it was registered by mistake, withdraw it with a reason; begin another intake for another service.",
    )


class WhereMissing(BadInput):
    """When and where it was lost belong on the report."""

    happened = Text("丢失时间或地点是空的。", "When or where it was lost is empty.")
    next_step = Text("不记得的写“不详”。", "Write “unknown” for what is not remembered.")


@dataclass(frozen=True, slots=True)
class LossView:
    """A registered loss; the moment of the report counts."""

    application: str
    name: str
    lost_on: str
    place: str
    circumstances: str
    reported_at: datetime
    clerk: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    sheet: SheetView | None
    effect: WhyLine | None
    """What the rules say a report does, also when the thing is found again."""


def demand_no_loss(db: Db, application: str) -> None:
    """See that no report of a loss hangs on what an intake is about.

    Raises:
        LossStands
    """
    row = certificates.loss(db, application)
    if row is not None and not row.withdrawn_at:
        raise LossStands(at=moment_words(datetime.fromisoformat(row.reported_at)))


def demand_loss(db: Db, application: str) -> None:
    """See that a loss is registered and was not withdrawn.

    Raises:
        NotReported
    """
    row = certificates.loss(db, application)
    if row is None or row.withdrawn_at:
        raise NotReported


class Losses(Window):
    """Verbs about what was lost."""

    __slots__ = ()

    def show(self, session: Session, application: str) -> LossView | None:
        """The loss registered with an application, whatever became of that; None where none is.

        Raises:
            NoSuchCase, NoSuchApplication, NoLossHere
        """
        with self.bench.store.reading() as db:
            row = certificates.loss(db, application)
            if row is None:
                self._seen(db, application)
            return self._view_of(db, row) if row else None

    def report(
        self, session: Session, application: str, *, lost_on: str, place: str, circumstances: str = ""
    ) -> LossView:
        """Register the loss; this very moment is the one that counts, whatever becomes of the application.

        Raises:
            NotYourRole, NoSuchCase, NoLossHere, ReportedAlready, WhereMissing, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "decide")
        when, where, how = remark(lost_on), remark(place), remark(circumstances)
        if not when or not where:
            raise WhereMissing
        with self.bench.store.acting(session.clerk.number) as act:
            seen = self._seen(act.db, application)
            if (old := certificates.loss(act.db, application)) is not None:
                raise ReportedAlready(at=moment_words(datetime.fromisoformat(old.reported_at)))
            told = {"lost_on": when, "place": where, "circumstances": how}
            person = seen.person.id if seen.person else ""
            act.record(Kind.LOSS_REPORTED, application, {"person": person, **told})
        return self._shown(session, application)

    def print(self, session: Session, application: str, reason: str = "") -> LossView:
        """Print the report to be signed: serial first, then the printer.

        One that is reserved and was never taken by the printer is sent again, the same bytes. One that came out is
        replaced only for a ``reason``, and is void from the same moment.

        Raises:
            NotYourRole, NotReported, ReasonMissing, NotNow, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        at, why = self.bench.clock.now(), remark(reason)
        with self.bench.store.reading() as db:
            row = self._registered(db, application)
            old = the_sheet(db, row.sheet) if row.sheet else None
        if old is not None and old.state in {Sheet.RESERVED, Sheet.SENT}:
            send(self.bench, session, old.serial)
            return self._shown(session, application)
        if row.withdrawn_at:
            raise NotReported
        if old is not None and old.state == Sheet.OUT and not why:
            raise ReasonMissing
        with self.bench.store.reading() as db:
            seen = self._seen(db, application)
        paper = self._paper(session, seen, row, at)
        laying.ready(self.bench)
        about = About(application, seen.person.name if seen.person else "", old.serial if old else "", why)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            if old is not None and old.state == Sheet.OUT:
                laying.move(act, the_sheet(act.db, old.serial), SheetAct.VOID, reason=why)
            act.record(Kind.LOSS_PRINTED, application, {"sheet": laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._shown(session, application)

    def out(self, session: Session, application: str, *, good: bool = True, reason: str = "") -> LossView:
        """Say whether the report came out; one that did not is void at once, and is printed anew.

        That is told of a withdrawn one, too: what the printer took is somewhere.

        Raises:
            NotYourRole, NotReported, NotNow
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            row = self._registered(act.db, application)
            if not row.sheet:
                raise NotReported
            laying.settle(act, the_sheet(act.db, row.sheet), good=good, reason=said)
        return self._shown(session, application)

    def withdraw(self, session: Session, application: str, reason: str) -> LossView:
        """What was lost has been found; what that means for the thing itself is told by ``effect``, out of the rules.

        An application for a new one goes on, or is terminated by a verb of its own.

        Raises:
            NotYourRole, NotReported, ReasonMissing, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "decide")
        if not (why := remark(reason)):
            raise ReasonMissing
        with self.bench.store.acting(session.clerk.number) as act:
            if self._registered(act.db, application).withdrawn_at:
                raise NotReported
            act.record(Kind.LOSS_WITHDRAWN, application, {"reason": why})
        return self._shown(session, application)

    def _shown(self, session: Session, application: str) -> LossView:
        view = self.show(session, application)
        if view is None:
            raise NotReported
        return view

    def _registered(self, db: Db, application: str) -> certificates.Loss:
        """The loss as it was registered, withdrawn or not.

        Raises:
            NotReported
        """
        row = certificates.loss(db, application)
        if row is None:
            raise NotReported
        return row

    def _seen(self, db: Db, application: str) -> Look:
        """An intake or application of a service that begins with a loss."""
        seen = look(self.bench, db, application)
        if seen.application is None or seen.person is None:
            raise NoSuchApplication(case=application[:40])
        place, service = self.bench.station.jurisdiction, seen.application.service
        if not reports_loss(self.bench, service, seen.on):
            raise NoLossHere(service=self.bench.rules.service(place, service).text)
        return seen

    def _view_of(self, db: Db, row: certificates.Loss) -> LossView:
        seen = look(self.bench, db, row.application)
        notes = seen.answer.notes if seen.answer else ()
        return LossView(
            application=row.application,
            name=seen.person.name if seen.person else "",
            lost_on=row.lost_on,
            place=row.place,
            circumstances=row.circumstances,
            reported_at=datetime.fromisoformat(row.reported_at),
            clerk=row.clerk,
            withdrawn_at=datetime.fromisoformat(row.withdrawn_at) if row.withdrawn_at else None,
            withdrawn_why=row.withdrawn_why,
            sheet=sheet_view(self.bench, the_sheet(db, row.sheet)) if row.sheet else None,
            effect=next((why_line(note) for note in notes if note.code == _EFFECT), None),
        )

    def _paper(self, session: Session, seen: Look, row: certificates.Loss, at: datetime) -> Paper:
        person, codes = seen.person, self.bench.codes
        if person is None:
            raise NotReported
        words = {
            "name": person.name,
            "sex": codes.sex[person.sex].zh,
            "ethnic-group": codes.ethnic[person.ethnic],
            "birth-date": day_words(person.birth),
            "citizen-number": person.number,
            "address": person.household_address,
            "phone": person.phone,
            "lost-on": row.lost_on,
            "lost-where": row.place,
            "circumstances": row.circumstances,
            "reported-at": moment_words(datetime.fromisoformat(row.reported_at)),
            **signed(self.bench, session, at),
        }
        return made_paper(self.bench, FORM, words, unprintable(self.bench, words))
