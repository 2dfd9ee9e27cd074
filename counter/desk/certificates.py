"""Certificates given at the counter (户籍证明、关系证明、注销证明): an accepted application becomes a sealed sheet at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from counter.desk import laying
from counter.desk.cases import sheet_view
from counter.desk.certificate_paper import (
    ROWS,
    certificate_paper,
    masked_entry,
    masked_row,
    read_entry,
    read_row,
    suggested,
    typed_fields,
)
from counter.desk.certificate_views import CertificateView, EntryView
from counter.desk.ends_in import certificate_form
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.listing import NoSuchApplication, line
from counter.desk.look import Look, look
from counter.desk.papers import paper_of, with_remark
from counter.desk.preview import preview_lines
from counter.desk.rights import Second, by_two, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.slip import MovedMeanwhile
from counter.desk.taking import NoSuchChoice
from counter.desk.views import PreviewSpan, Session
from counter.desk.window import StillWanting, Window, record_deed
from counter.errors import Refused
from counter.locale import Language, Text
from counter.printing.form import Form
from counter.printing.paper import Paper
from counter.store import certificates
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.application import RUNNING, Deed, State
from counter.workflows.certificate import CERTIFICATES, CertificateAct, CertificateState
from counter.workflows.slip import SheetAct

_ON_THE_SPOT = {
    State.ACCEPTED: (Deed.REVIEW, Deed.SIGN, Deed.ARRIVE, Deed.HAND_OVER),
    State.REVIEWING: (Deed.SIGN, Deed.ARRIVE, Deed.HAND_OVER),
    State.SIGNED: (Deed.ARRIVE, Deed.HAND_OVER),
    State.READY: (Deed.HAND_OVER,),
}
"""What is done to the application when its certificate is in the citizen's hand, by where it stands."""


class NoCertificateHere(Refused):
    """The service ends in something else than a certificate."""

    happened = Text("“{service}”不出具证明。", "“{service}” does not end in a certificate.")
    next_step = Text("请从户籍证明类的申请开始。", "Please begin with an application for a certificate.")


class Certificates(Window):
    """Verbs about certificates."""

    __slots__ = ()

    def show(self, session: Session, application: str) -> CertificateView:
        """The certificate of an accepted application, begun or not.

        Raises:
            NoSuchCase, NoSuchApplication, NoCertificateHere
        """
        with self.bench.store.reading() as db:
            return self._certificate(db, self._seen(db, application))

    def enter(
        self,
        session: Session,
        application: str,
        entries: Mapping[str, str],
        rows: Sequence[str] | None = None,
    ) -> CertificateView:
        """Type fields of the certificate; those left out stay, and so does what comes back masked as the view showed it.

        ``rows`` are the members of a household, one line each, and replace those there were. A read-back before is void;
        nothing that was printed is changed.

        Raises:
            NoSuchChoice: the form has no such field.
            EntryUnreadable, NotACitizenNumber, NameHasHiddenCharacter, RemarkHasHiddenCharacter, NotNow
        """
        demand(session.clerk, "draft")
        today = self.bench.clock.today()
        with self.bench.store.acting(session.clerk.number) as act:
            seen = self._seen(act.db, application)
            form, old = self._form(seen), self._row(act.db, seen)
            if unknown := [code for code in entries if code not in typed_fields(form)]:
                raise NoSuchChoice(key=unknown[0][:40])
            told: dict[str, Any] = dict(old.entries)
            told |= {
                code: read_entry(code, text, today)
                for code, text in entries.items()
                if text != masked_entry(code, old.entries.get(code, ""))
            }
            if rows is not None:
                before = dict(enumerate(_rows(old), 1))
                told[ROWS] = "\n".join(
                    before[n] if n in before and text == masked_row(before[n]) else read_row(text, n, today)
                    for n, text in enumerate(rows, 1)
                    if text.strip()
                )
            self._enter(act, seen, told)
        return self.show(session, application)

    def confirm(self, session: Session, application: str) -> CertificateView:
        """The citizen has read the certificate and agrees to these words.

        Raises:
            StillWanting: a field that the form needs is empty.
            MissingGlyphs, DoesNotFit: it could not be printed like this; nothing is agreed.
        """
        demand(session.clerk, "draft")
        view = self.show(session, application)
        if view.still:
            raise StillWanting(view.still)
        with self.bench.store.reading() as db:
            paper = self._paper(session, self._seen(db, application))
        self.bench.press.pdf(replace(paper, serial=application))
        with self.bench.store.acting(session.clerk.number) as act:
            seen = self._seen(act.db, application)
            if certificates.certificate(act.db, application) is None:
                self._enter(act, seen, self._row(act.db, seen).entries)
            self._move(act, seen, CertificateAct.AGREE, agreed=_digest(paper))
        return self.show(session, application)

    def preview(
        self, session: Session, application: str, columns: int, language: Language = "zh"
    ) -> tuple[tuple[PreviewSpan, ...], ...]:
        """The certificate as it would be printed now, as text."""
        with self.bench.store.reading() as db:
            paper = self._paper(session, self._seen(db, application))
        return preview_lines(self.bench, paper, columns, language, unmasked=False)

    def print(self, session: Session, application: str) -> CertificateView:
        """Print what was read back, with the seal: serial first, then the printer.

        Raises:
            NotYourRole, NotNow: it was not read back, or is printed already.
            PrinterNotReady: no serial was used. PrinterProblem: the serial is reserved; ``resend`` or ``spoiled``.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            seen = self._seen(db, application)
            row, paper = self._row(db, seen), self._paper(session, seen)
        CERTIFICATES.step(CertificateState(row.state), CertificateAct.PRINT)
        self._lay(session, seen, row, paper, CertificateAct.PRINT)
        return self.show(session, application)

    def resend(self, session: Session, application: str) -> CertificateView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotNow: the printer took it already, or nothing is printed.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            row = self._row(db, self._seen(db, application))
        if not row.sheet:
            CERTIFICATES.step(CertificateState(row.state), CertificateAct.GOOD)
        send(self.bench, session, row.sheet)
        return self.show(session, application)

    def good(self, session: Session, application: str) -> CertificateView:
        """The certificate is in the citizen's hand: the application is signed, ready and handed over with it."""
        demand(session.clerk, "issue")
        with self.bench.store.acting(session.clerk.number) as act:
            seen = self._seen(act.db, application)
            sheet = the_sheet(act.db, self._row(act.db, seen).sheet)
            self._move(act, seen, CertificateAct.GOOD)
            laying.move(act, sheet, SheetAct.COME_OUT)
            self._finish(act, seen)
        return self.show(session, application)

    def spoiled(self, session: Session, application: str, reason: str) -> CertificateView:
        """The sheet did not come out well; being sealed it is kept until it is replaced, and counted.

        Raises:
            RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            seen = self._seen(act.db, application)
            sheet = the_sheet(act.db, self._row(act.db, seen).sheet)
            self._move(act, seen, CertificateAct.SPOIL)
            laying.move(act, sheet, SheetAct.SPOIL, reason=said)
        return self.show(session, application)

    def reprint(
        self, session: Session, application: str, second: Second | None, reason: str = ""
    ) -> CertificateView:
        """Replace a spoiled or lost certificate by one with a new serial; the old one is void, by two people.

        Raises:
            ReasonMissing, NeedsSecond, NeedsSomebodyElse, NotNow, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            seen = self._seen(db, application)
            row = self._row(db, seen)
            CERTIFICATES.step(CertificateState(row.state), CertificateAct.REPRINT)
            old = the_sheet(db, row.sheet)
        if not (why := remark(reason) or old.reason):
            raise ReasonMissing
        name = by_two(session, old, second)
        paper = replace(with_remark(paper_of(old), laying.replacing_remark(old, at)), serial="", code="")
        self._lay(
            session,
            seen,
            row,
            paper,
            CertificateAct.REPRINT,
            About(application, old.holder, old.serial, why, name),
        )
        return self.show(session, application)

    def _lay(
        self,
        session: Session,
        seen: Look,
        row: certificates.Certificate,
        paper: Paper,
        what: CertificateAct,
        about: About | None = None,
    ) -> None:
        """Reserve, record, send; a sheet that this one replaces is void from the same moment."""
        laying.ready(self.bench)
        about = about or About(seen.case.id, seen.person.name if seen.person else "")
        with reserving(self.bench, session, paper, about, self.bench.clock.now()) as (act, laid):
            now = self._row(act.db, seen)
            if now.touched != row.touched:
                raise MovedMeanwhile
            if about.replaces:
                old = the_sheet(act.db, about.replaces)
                laying.move(act, old, SheetAct.VOID, reason=about.reason, second=about.second)
            self._move(act, seen, what, sheet=laid.paper.serial)
        send(self.bench, session, laid.paper.serial, laid.pdf)

    def _enter(self, act: Acting, seen: Look, entries: Mapping[str, str]) -> None:
        row = self._row(act.db, seen)
        to = CERTIFICATES.step(CertificateState(row.state), CertificateAct.TYPE)
        told = {"form": row.form, "to": to, "entries": dict(entries)}
        act.record(Kind.CERTIFICATE_ENTERED, seen.case.id, told)

    def _move(self, act: Acting, seen: Look, what: CertificateAct, **told: str) -> None:
        to = CERTIFICATES.step(CertificateState(self._row(act.db, seen).state), what)
        act.record(Kind.CERTIFICATE_MOVED, seen.case.id, {"act": what, "to": to, **told})

    def _finish(self, act: Acting, seen: Look) -> None:
        state, today = State(self._application(seen).state), self.bench.clock.today().isoformat()
        for deed in _ON_THE_SPOT.get(state, ()):
            told = {"signed_on": today} if deed is Deed.SIGN else {}
            state = record_deed(act, seen.case.id, state, deed, **told)

    def _seen(self, db: Db, application: str) -> Look:
        """An accepted application that ends in a certificate."""
        seen = look(self.bench, db, application)
        if State(self._application(seen).state) not in RUNNING | {State.READY, State.COLLECTED}:
            raise NoSuchApplication(case=application[:40])
        self._form(seen)
        return seen

    def _application(self, seen: Look) -> Any:
        if seen.application is None or not seen.application.accepted_on:
            raise NoSuchApplication(case=seen.case.id)
        return seen.application

    def _form(self, seen: Look) -> Form:
        service = self._application(seen).service
        form = certificate_form(self.bench, service)
        if form is None:
            title = self.bench.rules.service(self.bench.station.jurisdiction, service).text
            raise NoCertificateHere(service=title.zh)
        return form

    def _row(self, db: Db, seen: Look) -> certificates.Certificate:
        """The certificate as kept; before anything was typed, what the person fills by being known."""
        kept = certificates.certificate(db, seen.case.id)
        form = self._form(seen)
        return kept or certificates.Certificate(
            seen.case.id, form.code, CertificateState.TYPED, suggested(seen, form), "", "", 0
        )

    def _paper(self, session: Session, seen: Look) -> Paper:
        with self.bench.store.reading() as db:
            row = self._row(db, seen)
        return certificate_paper(
            self.bench, session, row.form, row.entries, _rows(row), self.bench.clock.now()
        )

    def _certificate(self, db: Db, seen: Look) -> CertificateView:
        form, row = self._form(seen), self._row(db, seen)
        entries = tuple(
            EntryView(field.code, field.label, _shown(row, field.code), field.optional, field.sample)
            for field in form.fields
            if field.code in typed_fields(form)
        )
        still = tuple(
            Text(f"“{entry.label.zh}”未填", f"“{entry.label.en}” is empty")
            for entry in entries
            if not entry.value and not entry.optional
        )
        name, agreed = row.entries.get("name", ""), row.state == CertificateState.TYPED
        return CertificateView(
            application=line(self.bench, db, self._application(seen)),
            form=form.code,
            title=form.title,
            state=CertificateState(row.state),
            entries=entries,
            rows=tuple(map(masked_row, _rows(row))),
            has_rows=form.table is not None,
            still=still,
            large=self.bench.press.large.letters(name) if name and agreed and not still else (),
            sheet=sheet_view(self.bench, the_sheet(db, row.sheet)) if row.sheet else None,
        )


def _rows(row: certificates.Certificate) -> list[str]:
    """The members of a household as they were typed."""
    return str(row.entries.get(ROWS, "")).splitlines()


def _shown(row: certificates.Certificate, code: str) -> str:
    return masked_entry(code, row.entries.get(code, ""))


def _digest(paper: Paper) -> str:
    """A fingerprint of what was read: the fields, not the moment."""
    read = [field for field in paper.fields if field[0] not in {"date", "clerk", "station"}]
    return hashlib.sha256(repr(read).encode()).hexdigest()
