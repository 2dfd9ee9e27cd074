"""Fields of an applicant as they are typed, each read in its own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from counter.errors import BadInput
from counter.locale import Term, Text
from counter.store.apply_applications import PERSON_FIELDS
from counter.store.initials import initials
from counter.store.persons import Person
from counter.values.citizen_number import CitizenNumber
from counter.values.codes import Codes
from counter.values.person_name import PersonName
from counter.values.phone import phone
from counter.values.remark import remark


class NoSuchField(BadInput):
    """An applicant has no such field, or the value is none of its words."""

    happened = Text("“{field}”不能写“{value}”。", "“{field}” cannot be “{value}”.")
    next_step = Text("请改正这一栏。", "Please mend this field.")


FIELDS: Mapping[str, Text] = {
    "number": Text("公民身份号码", "citizen number"), "name": Text("姓名", "name"), "sex": Text("性别", "sex"),
    "ethnic": Text("民族", "ethnic group"), "household_address": Text("户籍地址", "household address"),
    "residence_address": Text("居住地址", "residence"), "phone": Text("电话", "phone"),
}  # fmt: skip


HOW = ("typed", "scanned", "found")
"""How a number or a paper came in: by hand, from a code or a machine-readable line, from a list of what was found."""
CARD = "card"
"""The same for what was read from the chip of a card."""


def came_in(how: str) -> None:
    """See that a word is one for how something came in.

    Raises:
        NoSuchField
    """
    if how not in HOW:
        raise NoSuchField(field="how", value=how[:20])


def named(*fields: str) -> Term:
    """Fields in words."""
    known = [FIELDS[field] for field in fields if field in FIELDS]
    return Term("、".join(text.zh for text in known), ", ".join(text.en for text in known), fields)


def read_fields(codes: Codes, today: date, fields: Mapping[str, str]) -> dict[str, str]:
    """Fields as typed, each in its own form; sex and ethnic group may be given as code or as word.

    Raises:
        NoSuchField, NameMissing, NameTooLong, NameHasHiddenCharacter, NotACitizenNumber, NotATelephone,
        RemarkHasHiddenCharacter
    """
    row = {}
    sexes = {word: code for code, text in codes.sex.items() for word in (code, text.zh, text.en)}
    groups = {word: code for code, name in codes.ethnic.items() for word in (code, name)}
    for field, text in fields.items():
        if field not in PERSON_FIELDS or field == "birth":
            raise NoSuchField(field=field[:20], value=text[:20])
        if field == "name":
            row[field] = PersonName.parse(text).text
        elif field == "number":
            row[field] = CitizenNumber.parse(text, today).text
        elif field in {"sex", "ethnic"}:
            words = sexes if field == "sex" else groups
            if text.strip() not in words:
                raise NoSuchField(field=named(field), value=text[:20])
            row[field] = words[text.strip()]
        else:
            row[field] = phone(text) if field == "phone" else remark(text)
    return row


def found_by(person: Person, changes: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """The initials under which a person is found after changes (field, old, new) that touch name or number; else nothing."""
    then = {field: new for field, _, new in changes}
    return {"initials": initials(then.get("name", person.name))} if {"name", "number"} & then.keys() else {}
