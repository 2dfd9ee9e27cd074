"""How a sheet comes to be: the serial is reserved on disk first, then the printer gets exactly what was recorded.

Before the printer gets anything, room for the record that it did is kept on the disk (``counter.store.room``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from counter.desk.bench import Bench
from counter.desk.find import the_sheet
from counter.desk.issued_seal import demand_unlocked, drawn
from counter.desk.papers import SLIP, moment_words, paper_of, seal_body
from counter.desk.views import Session
from counter.devices.ports import PrintReceipt
from counter.errors import CounterError, Refused
from counter.locale import Text
from counter.printing.code import SlipClaims, sign
from counter.printing.paper import Paper
from counter.store import cases
from counter.store.apply import Kind
from counter.store.engine import DiskRefused
from counter.store.room import Room
from counter.store.store import Acting
from counter.values.agency_code import AgencyCode
from counter.values.serial import Serial
from counter.workflows.slip import SHEETS, Sheet, SheetAct


class PrinterNotReady(Refused):
    """The printer cannot take a sheet now; no serial was used."""

    happened = Text("打印机现在不能用。{reason_zh}", "The printer cannot be used now. {reason_en}")
    kept = Text("没有用掉编号，业务停在这一步。", "No serial was used; the case stands at this step.")
    next_step = Text("请处理打印机后再按一次。", "Please see to the printer, then press the key again.")


class PaperChanged(CounterError):
    """A sheet made again is not, byte for byte, the one on record: fonts or forms were changed in between."""

    happened = Text("重新生成的 {serial} 与记录不一致。", "{serial} made again is not what was recorded.")
    kept = Text("没有送去打印。", "Nothing was sent to the printer.")
    next_step = Text(
        "请把这一张登记为打坏，另打一张。", "Please record this sheet as spoiled and print another."
    )


class SentUnrecorded(CounterError):
    """The printer has the sheet and the store did not take that down; values: ``serial``, ``why``."""

    happened = Text(
        "打印机已收下 {serial}，但没有记下：{why}",
        "The printer has {serial}, but that was not recorded: {why}",
    )
    kept = Text("编号已在登记中，等着登记是否出纸。", "The serial is on record and waits for its outcome.")
    next_step = Text(
        "请不要另开一张。先处理磁盘，再看纸：出来了的登记已打出，没出来的用原编号再送。",
        "Print no other. See to the disk, then look: record the sheet as out, or send the same serial again.",
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet ready to be reserved: its words, its bytes, its place in the day."""

    paper: Paper
    pdf: bytes
    number: int
    at: datetime

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hex."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet belongs to: its journey, its person, and the sheet it replaces with the reason and second person."""

    case_id: str
    holder: str
    replaces: str = ""
    reason: str = ""
    second: str = ""


def ready(bench: Bench, form: str = SLIP) -> None:
    """Ask the printer that a form is for before a serial is used.

    Raises:
        PrinterNotReady
    """
    state = bench.printer_for(form).check()
    if not state.ready:
        raise PrinterNotReady(reason_zh=state.text.zh, reason_en=state.text.en)


@contextmanager
def reserving(
    bench: Bench, session: Session, paper: Paper, about: About, at: datetime
) -> Iterator[tuple[Acting, Laid]]:
    """Reserve a serial for a sheet in one transaction, in which the caller records what else belongs to it.

    The page is drawn before the transaction begins, so that a sheet that cannot be drawn uses no serial and the store
    is held only for the writing; should another terminal program have taken the number meanwhile, it is drawn again.
    ``at`` is the moment the page tells, so that page, serial and code agree on the day though midnight may strike.

    Raises:
        NoRoom: what the printer does could not be recorded; nothing was.
        MissingGlyphs, DoesNotFit: the sheet cannot be drawn; nothing was recorded.
        SealLocked, NoIssuedSeal, SealNotInForce: an issued seal may not be used now; nothing was recorded.
    """
    _room(bench).keep()
    laid = lay(bench, paper, at)
    while True:
        with bench.store.acting(session.clerk.number) as act:
            demand_unlocked(bench, act, paper)
            if cases.next_number(act.db, laid.at.date()) == laid.number:
                act.record(Kind.SHEET_RESERVED, laid.paper.serial, _body(laid, about))
                yield act, laid
                return
        laid = lay(bench, paper, at)


def lay(bench: Bench, paper: Paper, at: datetime) -> Laid:
    """Number, sign and draw a sheet for a moment; nothing is recorded yet."""
    with bench.store.reading() as db:
        number = cases.next_number(db, at.date())
    station = AgencyCode(bench.station.code)
    serial = str(Serial.of(station, bench.station.terminal, at.date(), number))
    numbered = replace(paper, serial=serial)
    if bench.press.forms[paper.form].code_at is not None:
        numbered = replace(numbered, code=_code(bench, numbered, at))
    return Laid(numbered, drawn(bench, numbered), number, at)


def send(bench: Bench, session: Session, serial: str, pdf: bytes | None = None) -> None:
    """Hand a reserved sheet to the printer and record that it took it.

    Raises:
        NoRoom, PrinterProblem: it did not; the sheet stays reserved and can be sent again or given up.
        SentUnrecorded: it did, and the sheet stays reserved all the same.
        PaperChanged
    """
    with bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    if sheet is None:
        raise AssertionError(serial)
    SHEETS.step(Sheet(sheet.state), SheetAct.SEND)
    pdf = pdf or drawn(bench, paper_of(sheet))
    if hashlib.sha256(pdf).hexdigest() != sheet.sha256:
        raise PaperChanged(serial=serial)
    _room(bench).keep()
    receipt = bench.printer_for(sheet.form).send(serial, pdf, bench.press.forms[sheet.form].title.zh)
    try:
        _sent(bench, session, serial, receipt)
    except CounterError as problem:
        why = Text(problem.sentences("zh")[0], problem.sentences("en")[0])
        raise SentUnrecorded(serial=serial, why=why) from problem


def move(act: Acting, sheet: cases.Sheet, what: SheetAct, *, reason: str = "", second: str = "") -> None:
    """Record what became of a sheet.

    Raises:
        NotNow: the sheet is not in a state that allows it.
    """
    to = SHEETS.step(Sheet(sheet.state), what)
    act.record(Kind.SHEET_MOVED, sheet.serial, {"act": what, "to": to, "reason": reason, "second": second})


def settle(act: Acting, sheet: cases.Sheet, *, good: bool, reason: str = "") -> None:
    """Record that a sheet came out; or that it was spoiled, and is void at once: it is printed anew under another serial.

    For sheets without a seal: one that bears a seal is voided by two people.

    Raises:
        NotNow: it was said before.
    """
    move(act, sheet, SheetAct.COME_OUT if good else SheetAct.SPOIL, reason=reason)
    if not good:
        move(act, the_sheet(act.db, sheet.serial), SheetAct.VOID, reason=reason)


def replacing_remark(old: cases.Sheet, at: datetime) -> str:
    """The line a reprinted sheet carries."""
    return f"补打：本单替代 {old.serial}，原单作废（{moment_words(at)}）。"


def _sent(bench: Bench, session: Session, serial: str, receipt: PrintReceipt) -> None:
    """Record that the printer took a sheet, on a full disk in the room that was kept for it."""
    try:
        _record_sent(bench, session, serial, receipt)
    except DiskRefused:
        _room(bench).give()
        _record_sent(bench, session, serial, receipt)


def _record_sent(bench: Bench, session: Session, serial: str, receipt: PrintReceipt) -> None:
    with bench.store.acting(session.clerk.number) as act:
        now = cases.sheet(act.db, serial)
        if now is not None and now.state == Sheet.RESERVED:  # else somebody has already said what came of it
            act.record(Kind.SHEET_SENT, serial, {"job": receipt.job, "sha256": receipt.sha256})


def _room(bench: Bench) -> Room:
    return Room.beside(bench.store.engine.path)


def _code(bench: Bench, paper: Paper, at: datetime) -> str:
    claims = SlipClaims(
        serial=paper.serial,
        kind=paper.form,
        state=bench.press.forms[paper.form].code_state,
        station=bench.station.code,
        time=int(at.timestamp()),
        digest=paper.digest(),
        specimen=paper.specimen,
    )
    return sign(claims, bench.key.now())


def _body(laid: Laid, about: About) -> dict[str, object]:
    paper = laid.paper
    return {
        "case": about.case_id,
        "holder": about.holder,
        "form": paper.form,
        "day": laid.at.date().isoformat(),
        "number": laid.number,
        "fields": [list(field) for field in paper.fields],
        "code": paper.code,
        "specimen": paper.specimen,
        "seal": seal_body(paper.seal),
        "sha256": laid.sha256,
        "replaces": about.replaces,
        "reason": about.reason,
        "second": about.second,
    }
