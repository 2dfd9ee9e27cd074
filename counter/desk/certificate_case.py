"""A certificate as it is kept: the accepted application it ends, its form, what was typed so far, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from counter.desk.bench import Bench
from counter.desk.certificate_paper import ROWS, certificate_paper, suggested
from counter.desk.ends_in import certificate_form
from counter.desk.listing import NoSuchApplication
from counter.desk.look import Look, look
from counter.desk.views import Session
from counter.errors import Refused
from counter.locale import Text
from counter.printing.form import Form
from counter.printing.paper import Paper
from counter.store import applications, certificates
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.workflows.application import RUNNING, State
from counter.workflows.certificate import CERTIFICATES, CertificateAct, CertificateState

_LIVING = RUNNING | {State.READY, State.UNCLAIMED, State.COLLECTED}
"""Where an application may stand while its certificate is made, given, or replaced."""


class NoCertificateHere(Refused):
    """The service ends in something else than a certificate."""

    happened = Text("“{service}”不出具证明。", "“{service_en}” does not end in a certificate.")
    next_step = Text("请从户籍证明类的申请开始。", "Please begin with an application for a certificate.")

    def __init__(self, service: Text) -> None:
        super().__init__(service=service.zh, service_en=service.en)


class NoCertificateAnyMore(Refused):
    """The application ended without it; what lies at the printer can still be told of."""

    happened = Text(
        "这件申请的状态是“{state_zh}”，不再出具证明。",
        "The application stands at “{state_en}”; no certificate is made for it any more.",
    )
    next_step = Text(
        "需要证明的，请另开一件申请。", "Where a certificate is needed, please begin another application."
    )

    def __init__(self, state: State) -> None:
        super().__init__(state_zh=state.text.zh, state_en=state.text.en)


@dataclass(frozen=True, slots=True)
class CertificateCase:
    """One certificate, read together with what it belongs to."""

    seen: Look
    application: applications.Application
    form: Form
    row: certificates.Certificate

    @property
    def id(self) -> str:
        """The application, of which the certificate has the id."""
        return self.application.id

    @property
    def state(self) -> CertificateState:
        """Where the certificate stands."""
        return CertificateState(self.row.state)

    @property
    def rows(self) -> list[str]:
        """The members of a household as they were typed."""
        return self.row.entries.get(ROWS, "").splitlines()

    def paper(self, session: Session) -> Paper:
        """What would be printed now, without serial and code."""
        bench, row = self.seen.bench, self.row
        return certificate_paper(bench, session, row.form, row.entries, self.rows, bench.clock.now())


def certificate_case(bench: Bench, db: Db, application: str) -> CertificateCase:
    """The certificate of an accepted application, begun or not: then with what the person fills by being known.

    Raises:
        NoSuchCase, NoSuchApplication, NoCertificateHere
    """
    seen = look(bench, db, application)
    row = seen.application
    if row is None or not row.accepted_on:
        raise NoSuchApplication(case=application[:40])
    form = certificate_form(bench, row.service)
    if form is None:
        raise NoCertificateHere(bench.rules.service(bench.station.jurisdiction, row.service).text)
    begun = certificates.Certificate(
        row.id, form.code, CertificateState.TYPED, suggested(seen, form), "", "", 0
    )
    return CertificateCase(seen, row, form, certificates.certificate(db, row.id) or begun)


def living(bench: Bench, db: Db, application: str) -> CertificateCase:
    """The certificate of an application that did not end without it.

    Raises:
        NoSuchCase, NoSuchApplication, NoCertificateHere, NoCertificateAnyMore
    """
    case = certificate_case(bench, db, application)
    if (state := State(case.application.state)) not in _LIVING:
        raise NoCertificateAnyMore(state)
    return case


def unfinished(bench: Bench, db: Db, clerk: str) -> list[CertificateCase]:
    """What a clerk had in hand last and did not finish: one whose application ended waits for its sheet alone."""
    rows = certificates.unfinished(db, clerk)
    begun = [certificate_case(bench, db, row.application) for row in rows]
    return [
        case
        for case in begun
        if case.state is CertificateState.PRINTED or State(case.application.state) in _LIVING
    ]


def record_move(act: Acting, case: CertificateCase, what: CertificateAct, **told: str) -> None:
    """Record a step of the certificate.

    Raises:
        NotNow
    """
    to = CERTIFICATES.step(case.state, what)
    act.record(Kind.CERTIFICATE_MOVED, case.id, {"act": what, "to": to, **told})
