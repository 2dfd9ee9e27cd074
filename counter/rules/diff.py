"""What changes for a citizen between two places, or between two days of one place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter.locale import Text
from counter.rules.book import Rulebook
from counter.rules.model import Rule, Service

_KINDS = {
    "refusal": Text("拒绝", "refused"),
    "document": Text("材料", "document"),
    "signature": Text("签字", "signature"),
    "fee": Text("费用", "fee"),
    "deadline": Text("期限", "deadline"),
    "collection": Text("领取", "collection"),
    "fingerprint": Text("指纹", "fingerprint"),
    "validity": Text("有效期", "validity"),
    "effect": Text("结果", "effect"),
    "step": Text("步骤", "step"),
    "advice": Text("建议", "advice"),
    "note": Text("说明", "note"),
    "window": Text("办理期间", "window"),
}


def differences(book: Rulebook, one: str, other: str, on: date, then: date | None = None) -> Iterator[Text]:
    """The differences between ``JUR`` or ``JUR/SERVICE`` and another, on a day, or on two days."""
    place, _, code = one.partition("/")
    place2, _, code2 = other.partition("/")
    for pair in _pairs(book, place, code, place2, code2):
        yield from _services(book, *pair, on, then or on)


def _pairs(
    book: Rulebook, place: str, code: str, place2: str, code2: str
) -> Iterator[tuple[str, Service | None, str, Service | None]]:
    if code or code2:
        yield place, book.service(place, code or code2), place2, book.service(place2, code2 or code)
        return
    mine, theirs = book.services(place), book.services(place2)
    for name in dict.fromkeys((*mine, *theirs)):
        yield place, mine.get(name), place2, theirs.get(name)


def _services(
    book: Rulebook, place: str, one: Service | None, place2: str, other: Service | None, on: date, then: date
) -> Iterator[Text]:
    if one is None or other is None:
        there, found = (place, one) if one else (place2, other)
        if found:
            yield Text(
                f"只有 {there} 有事项“{found.text.zh}”。", f"Only {there} has the service '{found.text.en}'."
            )
        return
    mine = {rule.short: rule for rule in book.standing(place, one.code, on).rules} if one.in_force(on) else {}
    theirs = (
        {rule.short: rule for rule in book.standing(place2, other.code, then).rules}
        if other.in_force(then)
        else {}
    )
    left, right = f"{place}/{one.code} {on}", f"{place2}/{other.code} {then}"
    for short in dict.fromkeys((*mine, *theirs)):
        yield from _rules(left, mine.get(short), right, theirs.get(short))


def _rules(left: str, one: Rule | None, right: str, other: Rule | None) -> Iterator[Text]:
    if one and other:
        yield from _changed(left, one, right, other)
    elif one:
        yield _only(left, one)
    elif other:
        yield _only(right, other)


def _changed(left: str, one: Rule, right: str, other: Rule) -> Iterator[Text]:
    if not _equal(one, other):
        kind = _KINDS[one.kind]
        zh = f"{kind.zh} {one.code}:{left}“{one.text.zh}”;{right}“{other.text.zh}”"
        yield Text(zh, f"{kind.en} {one.code}: {left} '{one.text.en}'; {right} '{other.text.en}'")


def _only(where: str, rule: Rule) -> Text:
    kind = _KINDS[rule.kind]
    return Text(f"{kind.zh} 仅 {where}:{rule.text.zh}", f"{kind.en} only {where}: {rule.text.en}")


def _equal(one: Rule, other: Rule) -> bool:
    """Rules that only say something differ by their words; the others by what they do."""
    if one.kind in ("note", "advice", "collection", "effect", "step") and one.text != other.text:
        return False
    return one.says_the_same(other)
