"""What tests of several rooms use: a clock in the hand, people of the training station, rows of an extract."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from counter.clock import STATION_ZONE
from counter.desk.desk import Desk
from counter.desk.rights import Second
from counter.desk.views import CaseView, ClerkView, Role, Session
from counter.devices.dummy import RecordingPrinter
from counter.devices.ports import PrinterProblem, PrintReceipt
from counter.store import cases
from counter.values.citizen_number import check_digit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=STATION_ZONE)
OFFICER, SUPERVISOR, AUXILIARY, KEEPER, AUDITOR = "0337", "0102", "0555", "0601", "0808"
PIN = "0000"

LI = "130198198805120138"
"""李𠅤, permit valid."""
GULI = "650198199103080465"
"""古丽巴哈尔·艾山江, permit valid."""
STRANGER = "11010519491231002X"
"""A valid number that no register here has."""


@dataclass
class HandClock:
    """A clock that is set by hand."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def go(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class FickleSlot(RecordingPrinter):
    """A printer that says it is ready and then takes nothing, until ``jammed`` is cleared."""

    jammed: bool = False
    asked: list[str] = field(default_factory=list)

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        self.asked.append(serial)
        if self.jammed:
            raise PrinterProblem(printer=self.name)
        return RecordingPrinter.send(self, serial, pdf, title)


def officer(desk: Desk) -> Session:
    return Session(ClerkView(OFFICER, "王思远", Role.OFFICER), desk.bench.clock.now())


def beside(desk: Desk, session: Session) -> Second:
    return desk.people.second(SUPERVISOR, PIN, beside=session)


def at_preview(desk: Desk, session: Session, number: str = LI, shown: str = "2") -> CaseView:
    """A journey as far as the preview."""
    case = desk.slip.begin(session)
    case = desk.slip.enter_number(session, case.id, number)
    case = desk.slip.show(session, case.id, shown)
    return desk.slip.confirm(session, case.id)


def issued(desk: Desk, session: Session, number: str = LI) -> CaseView:
    """A slip in the citizen's hand."""
    case = desk.slip.print(session, at_preview(desk, session, number).id)
    return desk.slip.good(session, case.id)


def number_for(birth: str = "19900101", order: int = 1, county: str = "110198") -> str:
    """A valid number of nobody."""
    first = f"{county}{birth}{order:03d}"
    return first + check_digit(first)


def row(name: str = "张样例", number: str = "", **other: str) -> dict[str, str]:
    """A row of an extract that has no fault."""
    number = number or number_for(order=sum(map(ord, name)) % 999)
    known = {
        "name": name, "number": number, "sex": "男", "ethnic": "汉族", "birth": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "household_address": "河北省样例县样例村 1 号", "residence_address": "北京市海淀区样例路 1 号",
        "permit_kind": "居住证", "permit_number": "1101982025010100001", "issued": "2025-01-01",
        "endorsed_until": "2027-01-01", "state": "有效",
    }  # fmt: skip
    return known | other


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    return path


def imported(desk: Desk, folder: Path, *rows: dict[str, str]) -> Any:
    """Take rows into the register."""
    return desk.importing.holders(officer(desk), write_jsonl(folder / "extract.jsonl", rows))


def with_permit(desk: Desk, folder: Path, state: str, until: str = "2027-01-01") -> str:
    """The number of somebody whose permit is in a state."""
    number = number_for(order=77)
    assert imported(desk, folder, row(number=number, state=state, endorsed_until=until)).new == 1
    return number


def words_of(desk: Desk, serial: str) -> dict[str, str]:
    """What stands on a sheet, by field."""
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    return dict(sheet.fields)
