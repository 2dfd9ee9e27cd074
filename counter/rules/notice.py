"""The one-time notice (一次性告知书): what is missing, told once and completely, as plain values for paper or screen.

Source: 居住证暂行条例 Art. 9, 行政许可法 Art. 32: everything that is missing is told at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter.locale import Text
from counter.rules.answer import Answer, Demand
from counter.rules.vocabulary import Vocabulary

WHOSE = {
    "applicant": Text("本人", "the applicant"),
    "guardian": Text("监护人", "the guardian"),
    "agent": Text("代办人", "the agent"),
}
"""Whose paper a demand asks for, in words."""


@dataclass(frozen=True, slots=True)
class Way:
    """One paper that would do: what it is and who issues it."""

    what: Text
    issuer: Text


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One missing demand: whose, how many, any one of which papers, what a shown one still lacks, and why."""

    group: str
    whose: Text
    sentence: Text
    count: Text
    ways: tuple[Way, ...]
    lacks: tuple[Text, ...]
    basis: Text
    why: Text


def one_time_notice(answer: Answer, vocabulary: Vocabulary) -> tuple[NoticeItem, ...]:
    """Every missing demand of an answer, in its order; empty when nothing is missing.

    Complete only when no question is open (``answer.outcome`` is ``complete``): a notice from an open answer could grow.
    """
    missing = frozenset(answer.missing)
    return tuple(_item(demand, vocabulary) for demand in answer.documents if demand.group in missing)


def _item(demand: Demand, vocabulary: Vocabulary) -> NoticeItem:
    states = vocabulary.facts["states"]
    return NoticeItem(
        group=demand.group,
        whose=WHOSE[demand.of],
        sentence=demand.text,
        count=_count(demand.copies),
        ways=tuple(Way(paper.text, paper.issuer) for paper in demand.papers),
        lacks=tuple(states.label(word) for word in demand.lacks),
        basis=demand.source.text,
        why=demand.why.text,
    )


def _count(copies: int) -> Text:
    if not copies:
        return Text("原件一份,核对后退还", "one original, given back")
    return Text(
        f"原件一份(核对后退还),复印件 {copies} 份", f"one original (given back) and {copies} copy or copies"
    )


def told(items: tuple[NoticeItem, ...]) -> list[Text]:
    """The notice as numbered lines."""
    return [line for number, item in enumerate(items, 1) for line in _lines(number, item)]


def _lines(number: int, item: NoticeItem) -> list[Text]:
    head = Text("{number}. {whose}:{said}", "{number}. {whose}: {said}")
    way = Text("   · {what}({issuer})", "   · {what} ({issuer})")
    lacks = Text("   尚缺:{word}", "   still to state: {word}")
    return [
        head.format(number=number, whose=item.whose, said=item.sentence),
        *(way.format(what=one.what, issuer=one.issuer) for one in item.ways),
        *(lacks.format(word=word) for word in item.lacks),
        Text("   {count}", "   {count}").format(count=item.count),
        Text("   依据:{basis}", "   basis: {basis}").format(basis=item.basis),
    ]
