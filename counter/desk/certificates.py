"""Certificates given at the counter (户籍证明、关系证明、注销证明): what is typed, and read back before it is printed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from counter.desk.certificate_agreeing import demand_agreement
from counter.desk.certificate_case import CertificateCase, living, record_move
from counter.desk.certificate_odds import WHY, odds
from counter.desk.certificate_paper import ROWS, masked_entry, masked_row, read_entry, read_row, typed_fields
from counter.desk.certificate_sheets import CertificateSheets
from counter.desk.certificate_views import CertificateView
from counter.desk.preview import preview_lines
from counter.desk.rights import demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import PreviewSpan, Session
from counter.desk.window import StillWanting
from counter.locale import Language
from counter.printing.paper import Paper
from counter.store import certificates
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.certificate import CERTIFICATES, CertificateAct


class Certificates(CertificateSheets):
    """Verbs about certificates; those about their paper stand in ``certificate_sheets``."""

    __slots__ = ()

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

        Sex and birth that the number contradicts stand there, but want a reason (``WHY``) before they are read back.

        Raises:
            NoSuchChoice: the form has no such field.
            EntryUnreadable, EntryTooLong, NotACitizenNumber, NameHasHiddenCharacter, RemarkHasHiddenCharacter
            NotADay, DayToCome, NoSuchField, BeforeBirth, NumberTwice, ApplicantsNumber, AnsweredOtherwise
            NoCertificateAnyMore, NotNow
        """
        demand(session.clerk, "draft")
        today = self.bench.clock.today()
        with self.bench.store.acting(session.clerk.number) as act:
            case = living(self.bench, act.db, application)
            told = {**case.row.entries, **_read(case, entries)}
            if rows is not None:
                told[ROWS] = "\n".join(_read_rows(case, rows, today))
            demand_agreement(case.seen, case.form, told)
            if not odds(case.seen, told):
                told.pop(WHY, None)
            _enter(act, case, told)
        return self.show(session, application)

    def park(self, session: Session, application: str) -> None:
        """Let it wait at home: what the person fills by being known stands for typed, so that it is found there.

        Raises:
            NoCertificateAnyMore
        """
        demand(session.clerk, "draft")
        with self.bench.store.acting(session.clerk.number) as act:
            case = living(self.bench, act.db, application)
            if certificates.certificate(act.db, application) is None:
                _enter(act, case, case.row.entries)

    def confirm(self, session: Session, application: str) -> CertificateView:
        """The citizen has read the certificate and agrees to these words.

        Raises:
            NoCertificateAnyMore, NotNow
            StillWanting: a field that the form needs is empty.
            MissingGlyphs, DoesNotFit: it could not be printed like this; nothing is agreed.
        """
        demand(session.clerk, "draft")
        view = self.show(session, application)
        if view.still:
            raise StillWanting(view.still)
        paper = self._paper(session, application)
        self.bench.press.pdf(replace(paper, serial=application))
        with self.bench.store.acting(session.clerk.number) as act:
            case = living(self.bench, act.db, application)
            if certificates.certificate(act.db, application) is None:
                _enter(act, case, case.row.entries)
            record_move(act, case, CertificateAct.AGREE, agreed=_digest(paper))
        return self.show(session, application)

    def preview(
        self, session: Session, application: str, columns: int, language: Language = "zh"
    ) -> tuple[tuple[PreviewSpan, ...], ...]:
        """The certificate as it would be printed now, as text."""
        paper = self._paper(session, application)
        return preview_lines(self.bench, paper, columns, language, unmasked=False)

    def _paper(self, session: Session, application: str) -> Paper:
        with self.bench.store.reading() as db:
            return living(self.bench, db, application).paper(session)


def _read(case: CertificateCase, entries: Mapping[str, str]) -> dict[str, str]:
    """What was typed, once it can be read; what comes back masked is left as it was."""
    if unknown := [code for code in entries if code not in {*typed_fields(case.form), WHY}]:
        raise NoSuchChoice(key=unknown[0][:40])
    old, why = case.row.entries, {WHY: remark(entries[WHY])} if WHY in entries else {}
    return why | {
        field.code: read_entry(case.seen.bench, field, entries[field.code])
        for field in case.form.fields
        if entries.get(field.code, masked := masked_entry(field.code, old.get(field.code, ""))) != masked
    }


def _read_rows(case: CertificateCase, rows: Sequence[str], today: date) -> list[str]:
    """The members of a household; a row that comes back masked at its place is left as it was."""
    before = dict(enumerate(case.rows, 1))
    return [
        before[n] if n in before and text == masked_row(before[n]) else read_row(text, n, today)
        for n, text in enumerate(rows, 1)
        if text.strip()
    ]


def _enter(act: Acting, case: CertificateCase, entries: Mapping[str, str]) -> None:
    to = CERTIFICATES.step(case.state, CertificateAct.TYPE)
    told = {"form": case.row.form, "to": to, "entries": dict(entries)}
    act.record(Kind.CERTIFICATE_ENTERED, case.id, told)


def _digest(paper: Paper) -> str:
    """A fingerprint of what was read: the fields, not the moment."""
    read = [field for field in paper.fields if field[0] not in {"date", "clerk", "station"}]
    return hashlib.sha256(repr(read).encode()).hexdigest()
