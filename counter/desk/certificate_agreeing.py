"""In what the rows of a certificate must agree: with one another, and with what is known of who applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from counter.desk.certificate_paper import CERTIFIED, ROWS, answered, by_self, called, is_day
from counter.desk.look import Look
from counter.desk.papers import day_words
from counter.errors import BadInput
from counter.locale import Text
from counter.printing.form import Form
from counter.values.citizen_number import LENGTH, CitizenNumber, mask
from counter.values.typed_day import day_of
from counter.values.typography import full_width

NUMBER = "citizen-number"
"""The field with the number of the person who is certified."""
_BIRTH, _NAME = "birth-date", "name"


class BeforeBirth(BadInput):
    """Nothing is recorded of somebody who is not born."""

    happened = Text(
        "“{field}”{day}早于出生日期{birth}。", "“{field}”, {day}, lies before the birth date, {birth}."
    )
    next_step = Text(
        "请对照档案，改正其中一个日期。", "Please compare with the records and mend one of the days."
    )


class NumberTwice(BadInput):
    """A citizen number belongs to one person for life."""

    happened = Text("{first}和{second}是同一个号码。", "{first} and {second} are the same number.")
    next_step = Text(
        "请对照证件，改正其中一个。", "Please compare with the documents and mend one of the two."
    )


class ApplicantsNumber(BadInput):
    """Somebody else is certified than who applies."""

    happened = Text(
        "“{field}”写的是申请人自己的号码，而申请人不是本人。",
        "“{field}” has the applicant's own number, though somebody else is certified.",
    )
    next_step = Text(
        "请写被证明人的公民身份号码。", "Please write the number of the person who is certified."
    )


class AnsweredOtherwise(BadInput):
    """The intake was decided on another answer."""

    happened = Text(
        "收件时“{field}”答的是“{answer}”，与“{text}”不符。",
        "At the intake “{field}” was answered “{answer}”, which “{text}” does not say.",
    )
    next_step = Text(
        "请写明“{answer}”，可以补充说明；答错的，请终止这件申请，另开一件。",
        "Please say “{answer}”, with more words if need be; was that wrong, end this application and begin another.",
    )


def demand_agreement(seen: Look, form: Form, entries: Mapping[str, str]) -> None:
    """See that what is typed agrees.

    Raises:
        BeforeBirth, NumberTwice, ApplicantsNumber, AnsweredOtherwise
    """
    _demand_born(form, entries)
    _demand_one_each(form, entries)
    _demand_another(seen, form, entries)
    _demand_answer(seen, form, entries)


def certified_number(entries: Mapping[str, str]) -> CitizenNumber | None:
    """The number of the person who is certified, where it is typed whole."""
    number = entries.get(NUMBER, "")
    return CitizenNumber(number) if len(number) == LENGTH and "*" not in number else None


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


def _demand_one_each(form: Form, entries: Mapping[str, str]) -> None:
    """No number twice, but of who is certified and stands among the members too, under the same name."""
    before: list[tuple[Text, str]] = []
    for field in form.fields:
        if field.code in CERTIFIED and (number := entries.get(field.code, "")):
            _demand_new(before, called(field), number)
            before.append((called(field), number))
    own = entries.get(NUMBER, "")
    for place, line in enumerate(entries.get(ROWS, "").splitlines(), 1):
        _, name, number, *_ = line.split(maxsplit=3)
        of_own = _alike(own, number) and name == entries.get(_NAME)
        _demand_new(before[1:] if of_own else before, Text(f"第 {place} 行", f"Row {place}"), number)
        before.append((Text(f"第 {place} 行", f"row {place}"), number))


def _demand_new(before: Sequence[tuple[Text, str]], whose: Text, number: str) -> None:
    for first, known in before:
        if _alike(known, number):
            raise NumberTwice(first=first, second=whose)


def _alike(one: str, other: str) -> bool:
    """Whether two numbers are the same, as far as both are shown."""
    return one == other or ("*" in one + other and mask(one) == mask(other))


def _demand_another(seen: Look, form: Form, entries: Mapping[str, str]) -> None:
    field, number = form.field(NUMBER), entries.get(NUMBER, "")
    if field and number and seen.person and not by_self(seen) and _alike(number, seen.person.number):
        raise ApplicantsNumber(field=called(field))


def _demand_answer(seen: Look, form: Form, entries: Mapping[str, str]) -> None:
    for code, words in answered(seen, form):
        field, typed = form.field(code), entries.get(code, "")
        if field and typed and words not in full_width(typed):
            raise AnsweredOtherwise(field=called(field), answer=words, text=typed[:20])
