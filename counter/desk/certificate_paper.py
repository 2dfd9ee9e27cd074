"""What a certificate says: the fields of its form, those the person fills by being known, and the rows of a household."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.look import Look
from counter.desk.papers import day_words, made_paper, signed, unprintable
from counter.desk.person_fields import NoSuchField
from counter.desk.row_papers import with_rows
from counter.desk.views import Session
from counter.errors import BadInput
from counter.locale import Term, Text
from counter.printing.form import Field, Form
from counter.printing.paper import Paper
from counter.values.citizen_number import LENGTH, CitizenNumber, mask, normalise
from counter.values.person_name import PersonName, with_standard_dots
from counter.values.remark import remark
from counter.values.typed_day import day_of
from counter.values.typography import full_width

_SIGNED = frozenset({"station", "date", "clerk"})
"""Fields that every sheet fills by itself."""
_NAMES = frozenset({"name", "related-name", "head", "applicant-name"})
CERTIFIED = frozenset({"citizen-number", "related-number"})
"""Fields with the number of somebody of whom something is certified."""
_NUMBERS = CERTIFIED | {"applicant-number"}
ROWS = "rows"
"""Where the rows of a table are kept among what was typed, one line each."""
_SELF, _STANDING = "self", "applicant-standing"
_LONGEST = 400
"""Characters of one field; the longest place on any certificate holds fewer."""


class EntryUnreadable(BadInput):
    """A row of a household cannot be read."""

    happened = Text("第 {row} 行看不懂：{line}。", "Row {row} cannot be read: {line}.")
    next_step = Text(
        "请按“与户主关系 姓名 公民身份号码 备注”填写，用空格分开。",
        "Please write relation, name, citizen number, remark, with blanks between.",
    )


class NotADay(BadInput):
    """A field that is a day holds none that there is."""

    happened = Text(
        "“{field}”写的“{text}”不是一个存在的日期。", "“{field}” is “{text}”, which is no day there is."
    )
    next_step = Text(
        "请按 20190228、2019-02-28 或 2019年2月28日 填写。",
        "Please write it as 20190228, 2019-02-28 or 2019年2月28日.",
    )


class DayToCome(BadInput):
    """What is certified has happened: its day does not lie ahead."""

    happened = Text("“{field}”{day}在今天之后。", "“{field}”, {day}, lies after today.")
    next_step = Text("请对照档案改正日期。", "Please compare with the records and mend the day.")


class EntryTooLong(BadInput):
    """More words than any field of a certificate has room for; nothing is cut off silently."""

    happened = Text(
        "“{field}”有 {length} 个字，最多 {most} 个。", "“{field}” has {length} characters; {most} at most."
    )
    next_step = Text("请写得短一些。", "Please say it in fewer words.")


def typed_fields(form: Form) -> tuple[str, ...]:
    """The fields of a form that are typed or filled from the person, in the order of the paper."""
    return tuple(field.code for field in form.fields if field.code not in _SIGNED)


def suggested(seen: Look, form: Form) -> dict[str, str]:
    """What the person who stands here fills by being known; somebody else's data are typed."""
    person = seen.person
    if person is None:
        return {}
    codes, of_self = seen.bench.codes, by_self(seen)
    words = {
        "applicant": f"{person.name}(本人)" if of_self else person.name,
        "applicant-number": mask(person.number),
    }
    if not of_self:
        fact = seen.bench.rules.fact(_STANDING)
        words[_STANDING] = fact.label(seen.facts["answers"][_STANDING]).zh
    else:
        words |= {
            "name": person.name,
            "citizen-number": person.number,
            "sex": codes.sex[person.sex].zh,
            "birth-date": day_words(person.birth),
            "address": person.household_address,
            _STANDING: "本人",
        }
    words |= answered(seen, form)
    known = set(typed_fields(form))
    return {
        code: full_width(text) if code == "applicant" else text
        for code, text in words.items()
        if code in known
    }


def by_self(seen: Look) -> bool:
    """Whether it is about the person who applies."""
    return bool(seen.facts.get("answers", {}).get(_STANDING, _SELF) == _SELF)


def answered(seen: Look, form: Form) -> tuple[tuple[str, str], ...]:
    """The fields that answers of the intake fill, and in what words."""
    answers, rules = seen.facts.get("answers", {}), seen.bench.rules
    return tuple(
        (field.code, full_width(rules.fact(field.taken_from).label(answers[field.taken_from]).zh))
        for field in form.fields
        if field.answered and field.taken_from in answers
    )


def read_entry(bench: Bench, field: Field, text: str) -> str:
    """One field as it will be printed: numbers, names, days and the sex are checked, and a day is written out.

    Raises:
        EntryTooLong, NotACitizenNumber, NameTooLong, NameHasHiddenCharacter, RemarkHasHiddenCharacter
        NotADay, DayToCome, NoSuchField
    """
    words, code, today = text.strip(), field.code, bench.clock.today()
    if not words:
        return ""
    if code in _NUMBERS and "*" not in words:
        return CitizenNumber.parse(words, today).text
    if code in _NAMES:
        return PersonName.parse(with_standard_dots(words)).text  # the read-back is where it is confirmed
    if code == "sex":
        return _sex(bench, field, words)
    if is_day(code):
        return day_words(_past_day(field, words, today))
    if len(words) > _LONGEST:
        raise EntryTooLong(field=called(field), length=len(words), most=_LONGEST)
    return remark(words, _LONGEST)


def is_day(code: str) -> bool:
    """Whether a field holds a day."""
    return code.endswith(("-on", "-date"))


def called(field: Field) -> Term:
    """A field in words, and by its code for a command."""
    return Term(field.asked.zh, field.asked.en, (field.code,))


def _sex(bench: Bench, field: Field, words: str) -> str:
    known = {word: text.zh for code, text in bench.codes.sex.items() for word in (code, text.zh, text.en)}
    if words not in known:
        raise NoSuchField(field=called(field), value=words[:20])
    return known[words]


def _past_day(field: Field, words: str, today: date) -> date:
    day = day_of(words)
    if day is None:
        raise NotADay(field=called(field), text=words[:20])
    if day > today:
        raise DayToCome(field=called(field), day=day_words(day))
    return day


def masked_entry(code: str, value: str) -> str:
    """A field as it is shown: numbers are masked, on paper they stand whole."""
    return mask(value) if code in _NUMBERS and len(value) == LENGTH else value


def masked_row(line: str) -> str:
    """A member of a household as it is shown."""
    relation, name, number, *more = line.split(maxsplit=3)
    return " ".join((relation, name, mask(number), *more))


def read_row(line: str, number: int, today: date) -> str:
    """A member of a household as typed, once it can be read.

    Raises:
        EntryUnreadable, NotACitizenNumber, NameHasHiddenCharacter, RemarkHasHiddenCharacter
    """
    words = remark(line).split(maxsplit=3)
    if len(words) < 3:  # relation, name, number; a remark may follow
        raise EntryUnreadable(row=number, line=line[:40])
    words[1] = PersonName.parse(with_standard_dots(words[1])).text
    words[2] = CitizenNumber.parse(words[2], today).text
    return " ".join(words)


def certificate_paper(
    bench: Bench, session: Session, form: str, entries: Mapping[str, str], rows: Sequence[str], at: datetime
) -> Paper:
    """The certificate without serial and code."""
    words = {
        **{code: entries.get(code, "") for code in typed_fields(bench.press.forms[form])},
        **signed(bench, session, at),
    }
    paper = made_paper(bench, form, words, unprintable(bench, words))
    return with_rows(bench, paper, [_row(bench, number, line) for number, line in enumerate(rows, 1)])


def _row(bench: Bench, number: int, line: str) -> dict[str, str]:
    relation, name, typed, *more = line.split(maxsplit=3)
    citizen = CitizenNumber(normalise(typed))
    return {
        "number": str(number),
        "relation": relation,
        "name": name,
        "sex": bench.codes.sex[citizen.sex].zh,
        "birth-date": day_words(citizen.birth),
        "citizen-number": mask(citizen.text),
        "remark": more[0] if more else "",
    }
