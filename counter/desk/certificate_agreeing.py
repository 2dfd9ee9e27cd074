"""In what the rows of a certificate must agree: with one another, and with what is known of who applies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counter.desk.certificate_paper import called, is_day
from counter.desk.papers import day_words
from counter.errors import BadInput
from counter.locale import Text
from counter.printing.form import Form
from counter.values.citizen_number import LENGTH, CitizenNumber
from counter.values.typed_day import day_of

_BIRTH, _NUMBER = "birth-date", "citizen-number"


class BeforeBirth(BadInput):
    """Nothing is recorded of somebody who is not born."""

    happened = Text(
        "“{field}”{day}早于出生日期{birth}。", "“{field}”, {day}, lies before the birth date, {birth}."
    )
    next_step = Text(
        "请对照档案，改正其中一个日期。", "Please compare with the records and mend one of the days."
    )


def demand_agreement(form: Form, entries: Mapping[str, str]) -> None:
    """See that what is typed agrees.

    Raises:
        BeforeBirth
    """
    _demand_born(form, entries)


def _demand_born(form: Form, entries: Mapping[str, str]) -> None:
    birth = _birth(entries)
    for field in form.fields:
        day = day_of(entries.get(field.code, "")) if is_day(field.code) else None
        if birth and day and day < birth:
            raise BeforeBirth(field=called(field), day=day_words(day), birth=day_words(birth))


def _birth(entries: Mapping[str, str]) -> date | None:
    """The birth date as it was typed, else as the number states it."""
    number = certified_number(entries)
    return day_of(entries.get(_BIRTH, "")) or (number.birth if number else None)


def certified_number(entries: Mapping[str, str]) -> CitizenNumber | None:
    """The number of the person who is certified, where it is typed whole."""
    number = entries.get(_NUMBER, "")
    return CitizenNumber(number) if len(number) == LENGTH and "*" not in number else None
