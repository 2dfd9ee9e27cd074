"""Sheets that belong to no journey: handed over, asked after.

Strips, notices of an interruption, the printed seal ledger, lists of home visits, opinions, guides. Each has its serial, its
words and its bytes in the journal like every sheet. None bears a seal or proves anything; strips are not even counted among
the sheets that a day must account for.
"""

from __future__ import annotations

from typing import Final

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.find import NoSuchSheet, the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.permit_guide import GUIDE
from counter.desk.rights import demand
from counter.desk.views import Session, SheetView
from counter.desk.visit_list import FORM as VISITS
from counter.desk.visit_opinion import OPINION
from counter.desk.window import Window
from counter.printing.paper import Paper
from counter.store import cases, loose
from counter.values.remark import remark

QUEUE_SLIP, MATERIALS, OUTAGE, LEDGER = "queue-slip", "material-list", "outage-notice", "seal-ledger"
RIGHTS: Final = {
    QUEUE_SLIP: "draft", MATERIALS: "draft", OUTAGE: "draft", LEDGER: "ledger",
    VISITS: "issue", OPINION: "issue", GUIDE: "issue",
}  # fmt: skip
"""Who may print each of them, and say what became of it."""


class LooseSheets(Window):
    """Verbs about such a sheet once it was reserved."""

    __slots__ = ()

    def show(self, session: Session, serial: str) -> SheetView:
        """One of them as it stands.

        Raises:
            NoSuchSheet
        """
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, _loose(the_sheet(db, serial)))

    def send_again(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotYourRole, NoSuchSheet, NotNow: the printer took it already. PrinterProblem
        """
        demand(session.clerk, RIGHTS[self.show(session, serial).form])
        send(self.bench, session, serial)
        return self.show(session, serial)

    def out(self, session: Session, serial: str, *, good: bool = True, reason: str = "") -> SheetView:
        """Say whether it came out; one that did not is void at once, and is printed anew under another serial.

        Raises:
            NotYourRole, NoSuchSheet, NotNow, RemarkHasHiddenCharacter
        """
        demand(session.clerk, RIGHTS[self.show(session, serial).form])
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            laying.settle(act, _loose(the_sheet(act.db, serial)), good=good, reason=said)
        return self.show(session, serial)


def printed(bench: Bench, session: Session, paper: Paper, about: About) -> SheetView:
    """Ask the printer, reserve a serial, hand the sheet over; its outcome is still to be said.

    One of today about the same thing, of which nobody said yet whether it came out, is given back to be asked after: nothing is
    printed beside it, and nothing is sent again by itself.

    Raises:
        PrinterNotReady: no serial was used.
        PrinterProblem: the sheet stays reserved, to be sent again or given up.
    """
    if (waiting := unsettled(bench, about.case_id)) is not None:
        return waiting
    laying.ready(bench, paper.form)
    with reserving(bench, session, paper, about, bench.clock.now()) as (_, laid):
        serial = laid.paper.serial
    return handed_over(bench, session, serial, laid.pdf)


def unsettled(bench: Bench, about: str) -> SheetView | None:
    """The sheet of today about something of which nobody said yet whether it came out."""
    with bench.store.reading() as db:
        serial = loose.unsettled(db, bench.clock.today(), about)
        return sheet_view(bench, the_sheet(db, serial)) if serial else None


def handed_over(bench: Bench, session: Session, serial: str, pdf: bytes) -> SheetView:
    """Send a sheet that was just reserved.

    Raises:
        PrinterProblem
    """
    send(bench, session, serial, pdf)
    with bench.store.reading() as db:
        return sheet_view(bench, the_sheet(db, serial))


def _loose(sheet: cases.Sheet) -> cases.Sheet:
    if sheet.form not in RIGHTS:
        raise NoSuchSheet(serial=sheet.serial)
    return sheet
