"""What changes for a citizen between two places, or between two days of one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from counter.locale import Text
from counter.rules.book import Rulebook
from counter.rules.model import Rule, Service

_SAME_RULE = {"jurisdiction", "service", "source", "valid_from", "valid_to", "file", "place", "text", "over"}
"""Where a rule stands and since when is no difference to the citizen; how a text words it is told, not counted."""

_KINDS = {
    "refusal": Text("拒绝", "refused"),
    "document": Text("材料", "document"),
    "signature": Text("签字", "signature"),
    "fee": Text("费用", "fee"),
    "deadline": Text("期限", "deadline"),
    "collection": Text("领取", "collection"),
    "fingerprint": Text("指纹", "fingerprint"),
    "validity": Text("有效期", "validity"),
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
    kind = _KINDS[(one or other).kind] if one or other else Text("", "")
    if one and other:
        if not _equal(one, other):
            zh = f"{kind.zh} {one.code}:{left}“{one.text.zh}”;{right}“{other.text.zh}”"
            yield Text(zh, f"{kind.en} {one.code}: {left} '{one.text.en}'; {right} '{other.text.en}'")
    elif one:
        yield Text(f"{kind.zh} 仅 {left}:{one.text.zh}", f"{kind.en} only {left}: {one.text.en}")
    elif other:
        yield Text(f"{kind.zh} 仅 {right}:{other.text.zh}", f"{kind.en} only {right}: {other.text.en}")


def _equal(one: Rule, other: Rule) -> bool:
    if one is other:
        return True
    names = [member.name for member in fields(one) if member.name not in _SAME_RULE]
    same = all(getattr(one, name) == getattr(other, name) for name in names)
    return same and (one.kind not in ("note", "advice", "collection") or one.text == other.text)
