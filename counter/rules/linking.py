"""What can only be seen when all packs are open: names that lead nowhere, rules in force twice, rules over nothing."""

from __future__ import annotations

from collections.abc import Iterator

from counter.locale import Text
from counter.rules.book import Rulebook
from counter.rules.locate import Place, line_of
from counter.rules.model import Jurisdiction, Rule, Service
from counter.rules.problems import Problem, nearest


def link(book: Rulebook) -> list[Problem]:
    """The faults between rules, services and packs."""
    return [problem for place in book.jurisdictions.values() for problem in _place(book, place)]


def at(
    book: Rulebook, file: str, place: Place, code: str, zh: str, en: str, near: str | None = None
) -> Problem:
    """A problem at a place of a pack."""
    return Problem(file, line_of(book.texts.get(file, ""), place), code, Text(zh, en), near)


def _place(book: Rulebook, place: Jurisdiction) -> Iterator[Problem]:
    if place.inherits and place.inherits not in book.jurisdictions:
        zh, en = (
            f"没有地区“{place.inherits}”可继承。",
            f"There is no jurisdiction '{place.inherits}' to inherit from.",
        )
        near = nearest(place.inherits, book.jurisdictions)
        yield at(book, place.file, ("jurisdiction", "inherits"), "unknown-jurisdiction", zh, en, near)
    last = book.line_of(place)[-1]
    if last.inherits in book.jurisdictions:
        zh, en = "inherits 形成循环。", "inherits runs in a circle."
        yield at(book, place.file, ("jurisdiction", "inherits"), "inherits-circle", zh, en)
    yield from _values(book, place)
    for service in place.services.values():
        yield from _extends(book, service)
        yield from _twice(book, service)
        yield from _over(book, service)


def _values(book: Rulebook, place: Jurisdiction) -> Iterator[Problem]:
    """A place that leaves a service of it no value of a fact contradicts the service."""
    for code, words in place.values.items():
        for service in book.services(place.code).values():
            named = [values for part in book.chain_of(service) if (values := part.values.get(code))]
            if named and not set(words) & set(named[0]):
                zh = f"“{code}”在本地区的值，事项“{service.name}”一个也没有。"
                en = f"The service '{service.name}' has none of the values that '{code}' has here."
                yield at(book, place.file, ("jurisdiction", "values", code), "no-value-left", zh, en)


def _extends(book: Rulebook, service: Service) -> Iterator[Problem]:
    place, _, code = (service.extends or "").partition("/")
    home = book.jurisdictions.get(place)
    if service.extends and (home is None or code not in home.services):
        names = [s.name for other in book.jurisdictions.values() for s in other.services.values()]
        zh, en = f"没有事项“{service.extends}”。", f"There is no service '{service.extends}'."
        near = nearest(service.extends, names)
        yield at(book, service.file, ("service", service.code, "extends"), "unknown-service", zh, en, near)
    if _in_circle(book, service):
        zh, en = "extends 形成循环。", "extends runs in a circle."
        yield at(book, service.file, ("service", service.code, "extends"), "extends-circle", zh, en)


def _in_circle(book: Rulebook, service: Service) -> bool:
    """A line of services ends with one that has nothing behind it, unless it bites its tail."""
    return book.behind(book.chain_of(service)[-1]) is not None


def _twice(book: Rulebook, service: Service) -> Iterator[Problem]:
    """Two rules of the same kind and code on the same day: nobody could say which one stands."""
    namesakes: dict[str, list[Rule]] = {}
    for rule in service.rules:
        for one in namesakes.setdefault(rule.short, []):
            later = max(one.valid_from, rule.valid_from)
            if one.in_force(later) and rule.in_force(later):
                zh, en = (
                    f"“{rule.short}”在同一天有两条规则。",
                    f"'{rule.short}' stands twice on the same day.",
                )
                yield at(book, rule.file, (*rule.place, "valid_from"), "stands-twice", zh, en)
        namesakes[rule.short].append(rule)


def _over(book: Rulebook, service: Service) -> Iterator[Problem]:
    known = {rule.short: rule for part in book.chain_of(service) for rule in part.rules}
    for rule in service.rules:
        for short in rule.over:
            if short not in known:
                zh, en = (
                    f"over 所指的规则“{short}”不存在。",
                    f"over names the rule '{short}', which does not exist.",
                )
                yield at(
                    book, rule.file, (*rule.place, "over"), "unknown-rule", zh, en, nearest(short, known)
                )
        if _circular(rule, known):
            zh, en = "over 形成循环:规则互相压制。", "over runs in a circle: the rules silence each other."
            yield at(book, rule.file, (*rule.place, "over"), "over-circle", zh, en)


def _circular(rule: Rule, known: dict[str, Rule]) -> bool:
    seen: set[str] = set()
    ahead = list(rule.over)
    while ahead:
        short = ahead.pop()
        if short == rule.short:
            return True
        if short not in seen and short in known:
            seen.add(short)
            ahead += known[short].over
    return False
