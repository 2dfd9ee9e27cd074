"""Who stands at the window (申请人): known people are filled in; what changed is told old → new with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from counter.desk.application_view import change_views
from counter.desk.intake_views import IntakeView
from counter.desk.look import look
from counter.desk.person_fields import came_in, found_by, named, read_fields
from counter.desk.person_views import ChangeView
from counter.desk.taking_back import TYPED, TYPED_FOR
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, NotAtThisStage, Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases, holders, persons
from counter.store.apply import Kind
from counter.store.apply_applications import PERSON_FIELDS
from counter.store.initials import initials
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber
from counter.values.remark import remark
from counter.workflows.application import Move, Stage

_HISTORY = 50


class FieldMissing(BadInput):
    """A field that every form prints is empty."""

    happened = Text("“{field}”是空的。", "“{field}” is empty.")
    next_step = Text("请填写这一栏。", "Please fill it in.")


class ChangeNeedsReason(BadInput):
    """What is known of a person is changed only with a reason, and so is a sex that the number contradicts."""

    happened = Text("更改 {fields} 没有写原因。", "No reason was given for changing {fields}.")
    next_step = Text("请写明依据，如「户口簿已变更」。", "Please say why, such as “changed in the book”.")


class SomebodyElses(Refused):
    """Another applicant has this number here."""

    happened = Text("这个号码在本机属于另一位申请人。", "This number belongs to another applicant here.")
    next_step = Text("请核对号码；确属重号的，按重号处理。", "Please compare the number with the document.")


class AnotherPerson(Refused):
    """An application was begun for one person; it does not become another one's."""

    happened = Text("这笔业务已经为另一位申请人开始。", "This case was begun for another applicant.")
    next_step = Text("请放弃这一笔，为新的申请人另开一笔。", "Please give it up and begin another one.")


class Applicant(Window):
    """Verbs about who stands at the window."""

    __slots__ = ()

    def identify(self, session: Session, case_id: str, text: str, how: str = "typed") -> IntakeView:
        """Enter a citizen number.

        Somebody known is filled in and the service comes next; for somebody new the view suggests what the register of
        permit holders knows. What was typed of somebody new waits for the same number, and falls with another one.

        Raises:
            NotACitizenNumber, NoSuchField
            AnotherPerson: an application was begun for somebody else here.
        """
        came_in(how)
        number = CitizenNumber.parse(text, self.bench.clock.today()).text
        with self._acting(session, case_id, Stage.IDENTITY) as (act, _):
            person = persons.by_number(act.db, number)
            if person is None:
                facts = {
                    "number": number,
                    "how": how,
                    "suggested": self._suggested(act, number),
                    "person": None,
                    "card": None,
                }
                self._note(act, case_id, facts, "number", *of_another(act, case_id, number))
            else:
                self._known(act, case_id, {"person": person.id, "how": how, "card": None})
        return self._view(case_id) if person is not None else self._typing_for(case_id, number)

    def record(
        self, session: Session, case_id: str, fields: Mapping[str, str], reason: str = ""
    ) -> IntakeView:
        """Record a new applicant under the number entered; fields left out are taken from what was suggested.

        Raises:
            FieldMissing, NoSuchField, NameMissing, NameTooLong, NameHasHiddenCharacter, RemarkHasHiddenCharacter,
            ChangeNeedsReason: the sex is not the one the number states.
        """
        with self._acting(session, case_id, Stage.IDENTITY) as (act, seen):
            if "number" not in seen.facts:
                raise FieldMissing(field=named("number"))
            number = CitizenNumber(seen.facts["number"])
            given = {"sex": number.sex, **seen.facts.get("suggested", {}), **fields, "number": number.text}
            row = read_fields(self.bench.codes, self.bench.clock.today(), given) | {
                "birth": number.birth.isoformat()
            }
            for field in ("name", "ethnic", "household_address"):
                if not row.get(field):
                    raise FieldMissing(field=named(field))
            if row["sex"] != number.sex and not remark(reason):
                raise ChangeNeedsReason(fields=named("sex"))
            person = persons.by_number(act.db, number.text)
            if person is not None:  # recorded at another window meanwhile
                raise SomebodyElses
            new = secrets.token_hex(8)
            told = {"reason": reason, "initials": initials(row["name"])}
            act.record(Kind.PERSON_RECORDED, new, {f: row.get(f, "") for f in PERSON_FIELDS} | told)
            self._known(act, case_id, {"person": new}, *fields)
        return self._view(case_id)

    def correct(self, session: Session, case_id: str, fields: Mapping[str, str], reason: str) -> IntakeView:
        """Change what is known of the applicant, each field told old → new with one reason; a read-back before is void.

        Raises:
            NoSuchField, FieldMissing, ChangeNeedsReason, SomebodyElses, NotACitizenNumber
        """
        why = remark(reason)
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            if seen.person is None:
                raise NotAtThisStage(seen.stage)
            row = read_fields(self.bench.codes, self.bench.clock.today(), fields)
            if "number" in row:
                row["birth"] = CitizenNumber(row["number"]).birth.isoformat()
                other = persons.by_number(act.db, row["number"])
                if other is not None and other.id != seen.person.id:
                    raise SomebodyElses
            old = {field: str(getattr(seen.person, field)) for field in PERSON_FIELDS}
            changes = [[f, old[f], new] for f, new in row.items() if old[f] != new]
            if changes and not why:
                raise ChangeNeedsReason(fields=named(*(field for field, _, _ in changes)))
            if changes:
                body = {"changes": changes, "reason": why, "case": case_id}
                act.record(Kind.PERSON_CHANGED, seen.person.id, body | found_by(seen.person, changes))
                entered = (*fields, "correct-reason")
                self._settle(act, self._note(act, case_id, {"agreed": None}, *entered))
        return self._view(case_id)

    def history(self, session: Session, case_id: str) -> tuple[ChangeView, ...]:
        """What was changed about the applicant, newest first."""
        with self.bench.store.reading() as db:
            person = look(self.bench, db, case_id).person
            return change_views(persons.changes(db, person.id, _HISTORY)) if person else ()

    def unmask(self, session: Session, case_id: str) -> str:
        """The whole number on the screen: an act with a name to it."""
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, case_id)
            act.record(Kind.NUMBER_UNMASKED, case_id, {"person": seen.person.id if seen.person else None})
        return seen.person.number if seen.person else str(seen.facts.get("number", ""))

    def _known(self, act: Acting, case_id: str, facts: Mapping[str, Any], *entered: str) -> None:
        """The person is settled; papers, prints and fee of an application begun are never passed on to somebody else."""
        forget = {"number": None, "suggested": None, "agreed": None}
        seen = self._note(act, case_id, {**forget, **facts}, "number", *entered)
        if seen.application and seen.person and seen.application.person != seen.person.id:
            raise AnotherPerson
        self._step(act, seen, Move.ADVANCE)

    def _typing_for(self, case_id: str, number: str) -> IntakeView:
        """The intake; what is typed of somebody new from here on is typed for this number."""
        self.bench.store.keep_typed(case_id, TYPED_FOR, number)
        return self._view(case_id)

    def _suggested(self, act: Acting, number: str) -> dict[str, str]:
        row = holders.by_number(act.db, number)
        known = ("name", "sex", "ethnic", "household_address", "residence_address")
        return {field: str(getattr(row, field)) for field in known} if row else {}


def of_another(act: Acting, case_id: str, number: str) -> tuple[str, ...]:
    """The fields, and the row that was left, of what was typed for another number than this one."""
    same = cases.scratch(act.db, case_id).get(TYPED_FOR) == number
    return () if same else (*TYPED, "@row", TYPED_FOR)
