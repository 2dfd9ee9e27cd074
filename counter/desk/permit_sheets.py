"""Paper about permits: the notice of an end, and the guides to electronic permits, read, printed and asked after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.permit_follow import HISTORY
from counter.desk.permit_guide import GUIDE, accepted_where, guide, guide_paper, guided
from counter.desk.permit_papers import ENDINGS, decision_paper
from counter.desk.permit_standing import standing_of
from counter.desk.permit_views import GuideView, PlaceView
from counter.desk.rejected_permits import NoDecision, NotInThisPlace, service_named
from counter.desk.rights import Second, by_two, demand
from counter.desk.views import Session, SheetView
from counter.store import permits
from counter.store.apply import Kind
from counter.values.remark import remark
from counter.workflows.slip import SHEETS, Sheet, SheetAct
from counter.workflows.table import NotNow

_UNSETTLED: Final = frozenset({Sheet.RESERVED, Sheet.SENT})


@dataclass(frozen=True, slots=True)
class PermitSheets:
    """The verbs about sheets that belong to a permit, or to nobody."""

    bench: Bench

    def print_decision(self, session: Session, holder: int) -> SheetView:
        """Print the notice of the end: serial first, then the printer.

        One that is reserved and was never taken by the printer is sent again, the same bytes; one that was spoiled is
        printed anew and takes its place.

        Raises:
            NotYourRole, NoSuchHolder, NoDecision, PrinterNotReady, PrinterProblem
            NotNow: nobody said yet what became of the sheet before, or it is in the citizen's hand.
        """
        demand(session.clerk, "decide")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            standing = standing_of(db, holder)
            told = [deed for deed in permits.history(db, holder, HISTORY) if deed.deed in ENDINGS]
            if not told:
                raise NoDecision
            old = the_sheet(db, told[0].sheet) if told[0].sheet else None
        if old is not None and old.state == Sheet.RESERVED:
            send(self.bench, session, old.serial)
            return self._sheet(old.serial)
        if old is not None and old.state != Sheet.VOIDED:
            raise NotNow(SHEETS.what, Sheet(old.state), SheetAct.SEND)
        replaces, reason = (old.serial, old.reason) if old and not old.replaced_by else ("", "")
        paper = decision_paper(self.bench, session, standing, told[0], at)
        laying.ready(self.bench)
        about = About(f"permit-{holder}", standing.row.name, replaces, reason, old.second if old else "")
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            body = {"act": told[0].act, "sheet": laid.paper.serial}
            act.record(Kind.PERMIT_TOLD, str(holder), body)
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._sheet(laid.paper.serial)

    def notice_unsettled(self, _session: Session, holder: int) -> SheetView | None:
        """The notice of an end of which nobody has said yet what became of it; None where there is none."""
        with self.bench.store.reading() as db:
            told = [deed for deed in permits.history(db, holder, HISTORY) if deed.deed in ENDINGS]
            sheet = the_sheet(db, told[0].sheet) if told and told[0].sheet else None
        return sheet_view(self.bench, sheet) if sheet and sheet.state in _UNSETTLED else None

    def resend(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotYourRole, NoSuchSheet
            NotNow: the printer took it already.
        """
        demand(session.clerk, "issue")
        send(self.bench, session, self._sheet(serial).serial)
        return self._sheet(serial)

    def sheet_out(
        self, session: Session, serial: str, *, good: bool, reason: str = "", second: Second | None = None
    ) -> SheetView:
        """Say what became of a notice or a guide; a spoiled one is void at once, one with a seal by two people.

        Raises:
            NotYourRole, NoSuchSheet, NeedsSecond, NeedsSomebodyElse, NotNow
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            sheet = the_sheet(act.db, serial)
            if good:
                laying.move(act, sheet, SheetAct.COME_OUT)
            else:
                beside = by_two(session, sheet, second)
                laying.move(act, sheet, SheetAct.SPOIL, reason=said)
                laying.move(act, the_sheet(act.db, serial), SheetAct.VOID, reason=said, second=beside)
        return self._sheet(serial)

    def guides(self, session: Session) -> tuple[str, ...]:
        """The services of this place that have a guide."""
        return guided(self.bench)

    def guidance(self, session: Session, service: str) -> GuideView:
        """How something electronic is got, shown and checked here.

        Raises:
            NotInThisPlace
        """
        return guide(self.bench, service)

    def accepted_where(self, session: Session, service: str = "") -> tuple[PlaceView, ...]:
        """Where the electronic permit or identity of this place counts, and where not; of all guides if none is named.

        Raises:
            NotInThisPlace
        """
        if service and service not in guided(self.bench):
            raise NotInThisPlace(what=service_named(self.bench, service))
        wanted = (service,) if service else guided(self.bench)
        return tuple(place for one in wanted for place in accepted_where(self.bench, one))

    def print_guide(self, session: Session, service: str, holder: int | None = None) -> SheetView:
        """Print a guide for a citizen to take home.

        Raises:
            NotYourRole, NotInThisPlace, NoSuchHolder, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        view, at, name = guide(self.bench, service), self.bench.clock.now(), ""
        if holder is not None:
            with self.bench.store.reading() as db:
                name = standing_of(db, holder).row.name
        paper = guide_paper(self.bench, session, view, name, at)
        laying.ready(self.bench)
        about = About(f"{GUIDE}-{service}", name)
        with reserving(self.bench, session, paper, about, at) as (_, laid):
            serial = laid.paper.serial
        send(self.bench, session, serial, laid.pdf)
        return self._sheet(serial)

    def _sheet(self, serial: str) -> SheetView:
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, the_sheet(db, serial))
