"""Recognising who stands here: applicants who were here before, permit holders, and the paper somebody brings back."""

from __future__ import annotations

from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.cases import permit_state
from counter.desk.deciding import Deciding
from counter.desk.find import applicants, serial_in, the_sheet, understood
from counter.desk.intake import Intake
from counter.desk.intake_views import IntakeView
from counter.desk.listing import line
from counter.desk.person_views import FoundPeople, PersonRow, WordView
from counter.desk.rejected_permits import NoSuchHolder
from counter.desk.slip import Slip
from counter.desk.views import CaseView, Session
from counter.desk.window import NotAtThisStage, Window
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases, holders, persons
from counter.store.applications import of_person
from counter.values.citizen_number import mask
from counter.values.initials import initials
from counter.values.serial import Serial
from counter.workflows.application import Move, Stage

_KNOWN = Text("来过", "was here")
_PERSON, _HOLDER = "person", "holder"
_LISTED = 50


class NobodyThere(Refused):
    """The person chosen is not in the list any more."""

    happened = Text("名单里没有这个人了。", "This person is not in the list any more.")
    next_step = Text("请重新查找，或输入号码。", "Please search again, or type the number.")


class Recognising(Window):
    """Verbs that find people without their number."""

    __slots__ = ()

    def look_up(self, session: Session, text: str, limit: int = 20) -> FoundPeople:
        """People for part of a name, initials or last digits: applicants known here first, then permit holders."""
        known, others = self._found(text, limit)
        here = {person.number for person in known}
        rows = [self._known_row(person) for person in known]
        rows += [holder_row(self.bench, row) for row in others if row.number not in here]
        return FoundPeople(tuple(rows[:limit]), len(rows) > limit)

    def anybody(self, session: Session, text: str, limit: int = 20) -> FoundPeople:
        """The same for whoever looks something up: permit holders first, then applicants; who is both has a row as each."""
        known, others = self._found(text, limit)
        rows = [holder_row(self.bench, row) for row in others[:limit]] + [
            self._known_row(person) for person in known[:limit]
        ]
        return FoundPeople(tuple(rows), max(len(known), len(others)) > limit)

    def applications(self, session: Session, person: str) -> tuple[ApplicationView, ...]:
        """The applications of an applicant chosen from a list, newest first."""
        with self.bench.store.reading() as db:
            return tuple(line(self.bench, db, row) for row in of_person(db, person, _LISTED))

    def recognise(self, session: Session, case_id: str, key: str) -> IntakeView:
        """Enter the number of a person chosen from the list, without showing it.

        Raises:
            NobodyThere, AnotherPerson
        """
        return Intake(self.bench).identify(session, case_id, self._number(key), "found")

    def ethnic_groups(self, session: Session) -> tuple[WordView, ...]:
        """The ethnic groups in the order of their codes, with the initials under which they are typed."""
        codes = self.bench.codes
        return tuple(WordView(name, initials(name, codes.letters)) for name in codes.ethnic.values())

    def by_paper(self, session: Session, text: str, how: str = "typed") -> IntakeView | None:
        """The intake of a notice that somebody brings back, typed or scanned; None where the paper is none of that kind.

        One that waits goes on at the papers still missing; one that goes on already is opened.

        Raises:
            NotASerial, NoSuchSheet, Finished
        """
        serial = str(Serial.parse(serial_in(self.bench, text)))
        with self.bench.store.reading() as db:
            case = cases.case(db, the_sheet(db, serial).case_id)
        if case is None or case.facts.get("notice") != serial:
            return None
        if case.step == Stage.WAITING:
            return Deciding(self.bench).return_with(session, serial, how)
        return Intake(self.bench).open(session, case.id) if case.is_open else None

    def slip_instead(self, session: Session, case_id: str) -> CaseView:
        """What is wanted is a confirmation slip: the intake is given up and a slip begun for the same person.

        Raises:
            NotAtThisStage: the service was chosen already, or nobody is known.
        """
        slip = Slip(self.bench)
        with self._acting(session, case_id, Stage.SERVICE) as (act, seen):
            if seen.person is None or seen.application is not None:
                raise NotAtThisStage(seen.stage)
            self._step(act, seen, Move.ABANDON)
        return slip.enter_number(session, slip.begin(session).id, seen.person.number)

    def permit_instead(self, session: Session, case_id: str) -> int:
        """What is wanted is the end of a permit, which two people decide on its page: the intake is given up for the holder.

        Raises:
            NotAtThisStage: the service was chosen already, or nobody is known.
            NoSuchHolder: the register has no permit of this person; the intake stays.
        """
        with self._acting(session, case_id, Stage.SERVICE) as (act, seen):
            if seen.person is None or seen.application is not None:
                raise NotAtThisStage(seen.stage)
            holder = holders.by_number(act.db, seen.person.number)
            if holder is None:
                raise NoSuchHolder
            self._step(act, seen, Move.ABANDON)
        return holder.id

    def _found(self, text: str, limit: int) -> tuple[list[persons.Person], list[holders.Holder]]:
        """Applicants and permit holders for a text, one more of each than may be listed."""
        today = self.bench.clock.today()
        _, search = understood(text.strip(), today)
        with self.bench.store.reading() as db:
            return applicants(db, text, today, limit + 1), search(db, limit + 1)

    def _number(self, key: str) -> str:
        kind, _, which = key.partition(":")
        with self.bench.store.reading() as db:
            if kind == _PERSON and (person := persons.by_id(db, which)) is not None:
                return person.number
            if kind == _HOLDER and which.isdecimal() and (row := holders.by_id(db, int(which))) is not None:
                return row.number
        raise NobodyThere

    def _known_row(self, person: persons.Person) -> PersonRow:
        return PersonRow(
            f"{_PERSON}:{person.id}",
            person.name,
            mask(person.number),
            self.bench.codes.sex[person.sex],
            person.birth,
            _KNOWN,
            "known",
        )


def holder_row(bench: Bench, row: holders.Holder) -> PersonRow:
    """A permit holder as somebody who may stand here."""
    state = permit_state(bench, row)
    words = bench.codes.permit_state[state]
    return PersonRow(
        f"{_HOLDER}:{row.id}", row.name, mask(row.number), bench.codes.sex[row.sex], row.birth, words, state
    )
