"""After acceptance: what the authority does with an application, recorded by an officer, deed by deed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counter.desk import laying
from counter.desk.application_views import ApplicationView
from counter.desk.deciding import due_of
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.listing import NoSuchApplication, application_view
from counter.desk.look import Look, look
from counter.desk.permit_follow import follow
from counter.desk.rejection import ArticleMissing, NotRejected, articles, rejection_paper
from counter.desk.rights import demand
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import Window
from counter.errors import Refused
from counter.locale import Text
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.application import AFTER_ACCEPTANCE, WITH_REASON, Deed, State
from counter.workflows.slip import Sheet, SheetAct


class NotByMail(Refused):
    """Mail was not chosen at intake, and the way of collection is final."""

    happened = Text(
        "申请时没有选定邮寄，不能改为邮寄。", "Mail was not chosen at intake and cannot be chosen now."
    )
    next_step = Text("请等申请人来领取。", "Please wait for the applicant to collect it.")


_DATED = {Deed.CONFIRM: "verified_on", Deed.SIGN: "signed_on"}
"""Deeds that start a clock of the rules (核实属实, 签发)."""


class Progress(Window):
    """Verbs about accepted applications."""

    __slots__ = ()

    def show(self, session: Session, application: str) -> ApplicationView:
        """One application, and what may be done to it.

        Raises:
            NoSuchCase
        """
        with self.bench.store.reading() as db:
            return application_view(self.bench, db, look(self.bench, db, application))

    def move(
        self, session: Session, application: str, deed: str, reason: str = "", article: str = ""
    ) -> ApplicationView:
        """Record a deed of the authority; the deadline is counted anew where the deed starts its clock.

        A rejection keeps its reason and its ``article`` for the notice that tells them to the citizen.

        Raises:
            NotYourRole, NoSuchCase, NoSuchApplication, NotNow
            NoSuchChoice: it is no such deed; acceptance and handing over have verbs of their own.
            NotByMail
            NothingChanges, EndsByTwo, NoTermInRules: signing, where the register of permits cannot follow.
            ReasonMissing: rejecting, terminating, returning and mail that came back need a reason.
        """
        demand(session.clerk, "decide")
        if deed not in AFTER_ACCEPTANCE:
            raise NoSuchChoice(key=deed[:20])
        done, why, cited = Deed(deed), remark(reason), remark(article)
        if done in WITH_REASON and not why:
            raise ReasonMissing
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            self._move(act, seen, done, why)
            if done is Deed.REJECT:
                self._note(act, application, {"rejected": {"reason": why, "article": cited}})
        return self.show(session, application)

    def settle_promise(
        self, session: Session, application: str, demand_group: str, *, kept: bool, reason: str = ""
    ) -> ApplicationView:
        """The later check of a promise: made good, or broken, which needs a reason.

        Raises:
            NotYourRole, NoSuchCase, NoSuchApplication, ReasonMissing
            NoSuchChoice: no such promise is open.
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        if not kept and not why:
            raise ReasonMissing
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            if demand_group not in {p.demand for p in seen.promises if not p.outcome}:
                raise NoSuchChoice(key=demand_group[:40])
            body = {"demand": demand_group, "outcome": "kept" if kept else "broken", "reason": why}
            act.record(Kind.PROMISE_SETTLED, application, body)
        return self.show(session, application)

    def articles(self, session: Session, application: str) -> tuple[Text, ...]:
        """What a rejection may rely on: the sources of the rules under which it was accepted, laws first."""
        return articles(self.bench, self.show(session, application))

    def print_rejection(
        self, session: Session, application: str, *, article: str = "", reason: str = ""
    ) -> ApplicationView:
        """Print the notice of a rejection: serial first, then the printer.

        One that is reserved and was never taken by the printer is sent again, the same bytes. One that came out is
        replaced only for a ``reason``, and is void from the same moment.

        Raises:
            NotYourRole, NotRejected, ArticleMissing, ReasonMissing
            NotNow: nobody said yet whether the sheet before came out.
            PrinterNotReady: no serial was used. PrinterProblem: the serial is reserved.
        """
        demand(session.clerk, "decide")
        view, at = self.show(session, application), self.bench.clock.now()
        if view.state is not State.REJECTED:
            raise NotRejected
        old = view.rejection
        if old is not None and old.state in {Sheet.RESERVED, Sheet.SENT}:
            send(self.bench, session, old.serial)
            return self.show(session, application)
        cited, why = remark(article) or view.article, remark(reason)
        if not cited:
            raise ArticleMissing
        if old is not None and old.state is Sheet.OUT and not why:
            raise ReasonMissing
        paper = rejection_paper(self.bench, session, replace(view, article=cited), at)
        laying.ready(self.bench)
        about = About(application, view.name, old.serial if old else "", why)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            if old is not None and old.state is Sheet.OUT:
                laying.move(act, the_sheet(act.db, old.serial), SheetAct.VOID, reason=why)
            told = {"rejected": {"reason": view.reason, "article": cited}, "rejection": laid.paper.serial}
            self._note(act, application, told)
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self.show(session, application)

    def rejection_out(
        self, session: Session, application: str, *, good: bool, reason: str = ""
    ) -> ApplicationView:
        """Say whether the notice came out; one that did not is void at once, and is printed anew.

        Raises:
            NotYourRole, NotRejected: nothing was printed. NotNow: it was said before.
        """
        demand(session.clerk, "decide")
        said = remark(reason)
        sheet = self.show(session, application).rejection
        if sheet is None:
            raise NotRejected
        with self.bench.store.acting(session.clerk.number) as act:
            laying.settle(act, the_sheet(act.db, sheet.serial), good=good, reason=said)
        return self.show(session, application)

    def _move(self, act: Acting, seen: Look, deed: Deed, why: str) -> None:
        if seen.application is None or not seen.application.accepted_on:
            raise NoSuchApplication(case=seen.case.id)
        if deed is Deed.MAIL and seen.application.collect != "mail":
            raise NotByMail
        told: dict[str, Any] = {}
        if deed in _DATED:
            told[_DATED[deed]] = self.bench.clock.today().isoformat()
        seen = self._deed(act, seen, deed, why, **told)
        if deed is Deed.SIGN:
            follow(self.bench, act, seen)
        if told and (due := due_of(seen)) and seen.application and seen.application.due != due["due"]:
            body = {"deed": deed, "to": seen.state, "running": seen.application.running, "reason": "", **due}
            act.record(Kind.APPLICATION_MOVED, seen.case.id, body)
