"""Sex and birth on a certificate that are not those the number states: mended, or left with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from counter.desk.certificate_agreeing import certified_number
from counter.desk.look import Look
from counter.desk.papers import day_words
from counter.locale import Text

WHY = "number-differs"
"""Where the reason is kept among what was typed; it is read back, and stands in the journal, not on paper."""
WHY_LABEL = Text("与号码不符的原因", "Why the number differs")
WHY_SAMPLE = "户籍档案：2003年更正出生日期，号码未变更"
"""How such a reason reads."""
_AT_ODDS = {
    "sex": Text("性别与公民身份号码不符", "the sex is not the one the number states"),
    "birth-date": Text("出生日期与公民身份号码不符", "the birth date is not the one the number states"),
}


def odds(seen: Look, entries: Mapping[str, str]) -> tuple[Text, ...]:
    """In what the rows of who is certified differ from the number; what was settled of the applicant at the intake is settled."""
    number = certified_number(entries)
    if number is None:
        return ()
    person = seen.person if seen.person and seen.person.number == number.text else None
    stated = _told(seen, number.sex, day_words(number.birth))
    known = _told(seen, person.sex, day_words(person.birth)) if person else stated
    return tuple(
        words
        for code, words in _AT_ODDS.items()
        if entries.get(code) and entries[code] not in {stated[code], known[code]}
    )


def _told(seen: Look, sex: str, birth: str) -> dict[str, str]:
    return {"sex": seen.bench.codes.sex[sex].zh, "birth-date": birth}
