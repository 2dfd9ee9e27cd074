"""Finding people and paper: one field takes a number, the last digits, a name, any part of it, or pinyin initials."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from counter.desk.bench import Bench
from counter.desk.cases import SERVICE, case_view, permit_state, sheet_view
from counter.desk.key_books import own_keys
from counter.desk.papers import NOTICE, SLIP
from counter.desk.views import CaseView, FoundHolders, HolderRow, Session, SheetView, TodayView
from counter.errors import Refused
from counter.locale import Text
from counter.printing.code import CodeProblem, read
from counter.store import applications, cases, journal, persons
from counter.store import holders as register
from counter.store.engine import Db
from counter.values import citizen_number
from counter.values.characters import Character, Characters
from counter.values.citizen_number import mask
from counter.values.serial import Serial
from counter.workflows.application import State
from counter.workflows.slip import Sheet

_SHEETS_SHOWN = 50


class NoSuchSheet(Refused):
    """No sheet of this station has this serial."""

    happened = Text("本机没有编号为 {serial} 的纸。", "This terminal has no sheet {serial}.")
    next_step = Text(
        "请核对编号；别的终端打印的纸请在那里处理。",
        "Please compare the serial; a sheet of another terminal is handled there.",
    )


@dataclass(frozen=True, slots=True)
class Find:
    """Verbs that only look."""

    bench: Bench

    def holders(self, session: Session, text: str, limit: int = 20) -> FoundHolders:
        """Permit holders for whatever was typed; at most ``limit``, in index order."""
        by, search = understood(text, self.bench.clock.today())
        with self.bench.store.reading() as db:
            rows = search(db, limit + 1)
        return FoundHolders(tuple(holder_row(self.bench, row) for row in rows[:limit]), len(rows) > limit, by)

    def characters(self, session: Session, text: str, limit: int = 60) -> tuple[Character, ...]:
        """Characters that no keyboard offers, by code point, reading, or radical and strokes."""
        return Characters.read(self.bench.press.data / "codes" / "characters.txt").find(text, limit)

    def sheet(self, session: Session, text: str) -> SheetView:
        """The sheet with this serial, typed or scanned as the code printed on it.

        Raises:
            NotASerial, NoSuchSheet
        """
        serial = str(Serial.parse(serial_in(self.bench, text)))
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, the_sheet(db, serial))

    def case_of_sheet(self, session: Session, serial: str) -> str:
        """The journey a sheet belongs to.

        Raises:
            NoSuchSheet
        """
        with self.bench.store.reading() as db:
            return the_sheet(db, serial).case_id

    def case(self, session: Session, case_id: str) -> CaseView:
        """One journey as it stands."""
        return case_view(self.bench, case_id)

    def moment(self, session: Session) -> tuple[date, int]:
        """The day, and how many acts the journal has: another moment, and the home page may read otherwise."""
        with self.bench.store.reading() as db:
            return self.bench.clock.today(), journal.length(db)

    def today(self, session: Session) -> TodayView:
        """The home page: what is open, and the sheets of the day without the strips."""
        day, strips = self.bench.clock.today(), self.bench.strips
        with self.bench.store.reading() as db:
            mine = cases.open_cases(db, session.clerk.number)
            waiting = [case.id for case in mine if case.service == SERVICE]
            sheets = cases.sheets_of_day(db, day, _SHEETS_SHOWN, without=strips)
            counts = cases.counts_of_day(db, day)
            accepted = applications.count_accepted(db, day.isoformat())
            begun, ended = day.isoformat(), (day + timedelta(days=1)).isoformat()
            collected = applications.count_since(db, State.COLLECTED, begun, ended)
        return TodayView(
            open_cases=tuple(case_view(self.bench, case_id) for case_id in waiting),
            sheets=tuple(sheet_view(self.bench, sheet) for sheet in sheets),
            issued=counts.get((SLIP, Sheet.OUT), 0),
            refused=counts.get((NOTICE, Sheet.OUT), 0),
            voided=sum(
                count
                for (form, state), count in counts.items()
                if state == Sheet.VOIDED and form not in strips
            ),
            accepted=accepted,
            collected=collected,
        )


def holder_row(bench: Bench, row: register.Holder) -> HolderRow:
    """One line of a list of holders."""
    codes, state = bench.codes, permit_state(bench, row)
    return HolderRow(
        id=row.id,
        name=row.name,
        masked_number=mask(row.number),
        sex=codes.sex[row.sex],
        birth=row.birth,
        residence=row.residence_address,
        permit=codes.permit_kind[row.permit_kind],
        state=codes.permit_state[state],
        state_code=state,
    )


def serial_in(bench: Bench, text: str) -> str:
    """A scanned code carries its serial; the signature is checked before it is believed."""
    if text.strip().upper().startswith("L"):
        return text
    try:
        return read(text.strip(), own_keys(bench)).serial
    except CodeProblem:
        return text


def the_sheet(db: Db, serial: str) -> cases.Sheet:
    """The sheet with this serial as it stands now.

    Raises:
        NoSuchSheet
    """
    if (found := cases.sheet(db, serial)) is None:
        raise NoSuchSheet(serial=serial)
    return found


Search = Callable[[Db, int], list[register.Holder]]


def understood(text: str, today: date) -> tuple[str, Search]:
    """How a search text is meant, and the search for it."""
    words = text.strip()
    number = citizen_number.normalise(words)
    if citizen_number.read(number, today).valid:
        return "number", lambda db, limit: register.among(db, [number])[:limit]
    if re.fullmatch(r"[0-9]+X?", number):
        return "tail", lambda db, limit: register.by_tail(db, number, limit)
    if re.fullmatch(r"[A-Z]+", number):
        return "initials", lambda db, limit: register.by_initials(db, number, limit)
    return "name", lambda db, limit: _by_name(db, words, limit)


def _by_name(db: Db, words: str, limit: int) -> list[register.Holder]:
    """Names that begin so come first, then names that hold it anywhere."""
    if not words:
        return []
    found = register.by_name(db, words, limit)
    if len(found) < limit:
        found += [row for row in register.by_part(db, words, limit) if row not in found]
    return found[:limit]


def applicants(db: Db, text: str, today: date, limit: int) -> list[persons.Person]:
    """Applicants known here for whatever was typed: as holders are found, names that begin so first."""
    by, words = understood(text, today)[0], text.strip()
    number = citizen_number.normalise(words)
    if by == "number":
        person = persons.by_number(db, number)
        return [person] if person is not None else []
    if by != "name":
        return persons.by_word(db, number[::-1] if by == "tail" else number.lower(), limit)
    found = persons.by_name(db, words, limit) if words else []
    if words and len(found) < limit:
        found += [person for person in persons.by_word(db, words, limit) if person not in found]
    return found[:limit]
