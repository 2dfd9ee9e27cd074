"""A day that answers a question: none before the applicant was born, and none to come for what has happened."""

from __future__ import annotations

from datetime import date

from counter.desk.look import Look
from counter.errors import BadInput
from counter.locale import Text
from counter.rules.vocabulary import Fact
from counter.values.typography import marked


class DayAhead(BadInput):
    """Something that has happened was said to happen on a day to come."""

    happened = Text("“{zh}”填的 {day} 还没有到。", "“{en}”: {day} is still to come.")
    next_step = Text("请核对后改成今天或以前的日期。", "Please mend it to today or an earlier day.")


class DayBeforeBirth(BadInput):
    """The day lies before the applicant was born."""

    happened = Text("“{zh}”填的 {day} 早于申请人出生。", "“{en}”: {day} lies before the applicant was born.")
    next_step = Text("请核对后改正日期。", "Please check the day and mend it.")


def see_it_can_be(fact: Fact, day: date, seen: Look) -> None:
    """See that a day can be the answer of this applicant.

    Raises:
        DayAhead, DayBeforeBirth
    """
    asked = marked(fact.text)
    told = {"zh": asked.zh, "en": asked.en, "day": day.isoformat()}
    if fact.past and day > seen.on:
        raise DayAhead(**told)
    if seen.person is not None and day < seen.person.birth:
        raise DayBeforeBirth(**told)
