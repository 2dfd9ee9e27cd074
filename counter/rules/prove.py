"""Proves the rulebook: every service, on every day at which anything changes, over every combination of answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from counter.locale import Text
from counter.rules.book import Rulebook
from counter.rules.linking import at
from counter.rules.model import Rule, Service, WindowRule
from counter.rules.problems import Problem
from counter.rules.vocabulary import Value, Vocabulary
from counter.rules.walk import Fault, Path, Walk

_RuleId = tuple[str, tuple[str | int, ...]]


@dataclass(slots=True)
class Proof:
    """What was walked, and the problems found; ``combinations`` counts the answers the walk stands for."""

    services: int = 0
    days: int = 0
    combinations: int = 0
    steps: int = 0
    problems: dict[tuple[str, int, str, str], Problem] = field(default_factory=dict)
    reached: set[_RuleId] = field(default_factory=set)

    def add(self, problem: Problem, about: str = "") -> None:
        """Notes a problem once, however many days and services show it; ``about`` tells apart those of one line."""
        self.problems.setdefault((problem.file, problem.line, problem.code, about), problem)


def prove(book: Rulebook) -> Proof:
    """Walks all services of the rulebook."""
    proof = Proof()
    for place in book.jurisdictions.values():
        for service in place.services.values():
            if not service.abstract:
                _service(book, service, proof)
    for problem in _unreached(book, proof.reached):
        proof.add(problem)
    return proof


def _service(book: Rulebook, service: Service, proof: Proof) -> None:
    proof.services += 1
    days = [day for day in book.changes(service.jurisdiction, service.code) if service.in_force(day)]
    proof.days += len(days)
    shut = [day for day in days if not _day(book, service, day, proof)]
    place = ("service", service.code)
    if shut and not service.refuses_all:
        zh, en = f"{shut[0]}:没有任何人能够办理本事项。", f"On {shut[0]} nobody at all can be accepted."
        proof.add(at(book, service.file, place, "nobody-accepted", zh, en))
    elif service.refuses_all and not shut:
        zh, en = "没有一天拒绝所有人,不必写 refuses_all。", "There is no day on which it refuses all."
        proof.add(at(book, service.file, (*place, "refuses_all"), "somebody-accepted", zh, en))


def _day(book: Rulebook, service: Service, day: date, proof: Proof) -> bool:
    """Walks a service on one day; whether anybody is accepted."""
    standing = book.standing(service.jurisdiction, service.code, day)
    for problem in _windows(book, standing.rules):
        proof.add(problem)
    walk = Walk(book.vocabulary, standing).run()
    proof.combinations += walk.combinations
    proof.steps += walk.steps
    proof.reached |= {(rule.file, rule.place) for rule in walk.reached_rules()}
    for fault in walk.faults.values():
        proof.add(_problem(book, service, day, fault), fault.kind + service.name)
    return walk.accepted


def _windows(book: Rulebook, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """A window fact that rules ask about needs a rule that says when the window is."""
    windows = {rule.fact for rule in rules if isinstance(rule, WindowRule)}
    for rule in rules:
        for code in rule.facts:
            fact = book.vocabulary.facts[code]
            if fact.derivation == "window" and code not in windows:
                zh = f"条件用到“{code}”,但本事项没有规定期间的 window 规则。"
                en = f"The condition uses '{code}', but no window rule of the service says when it is."
                yield at(book, rule.file, (*rule.place, "when"), "window-missing", zh, en)


def _problem(book: Rulebook, service: Service, day: date, fault: Fault) -> Problem:
    path = _told(book.vocabulary, fault.path)
    if fault.code == "gap":
        zh = f"{service.name} 自 {day}:{path.zh} 时没有“{fault.kind}”规则,受理无法完成。"
        en = f"{service.name} from {day}: no {fault.kind} rule for {path.en}; the case cannot be completed."
        return at(book, service.file, ("service", service.code, "gives"), "gap", zh, en)
    names = " 与 ".join(rule.short for rule in fault.rules), " and ".join(rule.short for rule in fault.rules)
    lines = ", ".join(
        f"{rule.file}:{at(book, rule.file, rule.place, '', '', '').line}" for rule in fault.rules
    )
    zh, en = _SENTENCES[fault.code]
    last = fault.rules[-1]
    return at(
        book, last.file, last.place, fault.code, zh.format(rules=names[0], lines=lines, path=path.zh),
        en.format(rules=names[1], lines=lines, path=path.en),
    )  # fmt: skip


_SENTENCES = {
    "contradiction": (
        "规则 {rules} 互相矛盾({lines}):{path} 时同时成立,而结果只能有一个。",
        "The rules {rules} contradict each other ({lines}): both hold for {path}, and there is one answer only.",
    ),
    "demanded-twice": (
        "规则 {rules} 重复要求同一材料({lines}):{path}。",
        "The rules {rules} ask for the same thing twice ({lines}): {path}.",
    ),
    "demand-refused": (
        "规则 {rules} 要求的材料全部会被拒绝({lines}):{path} 时无路可走。",
        "Every paper that {rules} asks for is refused when shown ({lines}): no way on for {path}.",
    ),
}


def _unreached(book: Rulebook, reached: set[_RuleId]) -> Iterator[Problem]:
    for place in book.jurisdictions.values():
        for service in place.services.values():
            for rule in service.rules:
                if (rule.file, rule.place) not in reached:
                    zh = f"规则“{rule.short}”永远不会生效:没有任何情形能走到它。"
                    en = f"The rule '{rule.short}' is unreachable: no case ever comes to it."
                    yield at(book, rule.file, rule.place, "unreachable", zh, en)


def _told(vocabulary: Vocabulary, path: Path) -> Text:
    given = [(fact, value) for fact, value in path if value is not None]
    parts = [_pair(vocabulary, fact, value) for fact, value in given]
    return Text(
        "、".join(part.zh for part in parts) or "任何情形",
        ", ".join(part.en for part in parts) or "every case",
    )


def _pair(vocabulary: Vocabulary, fact: str, value: Value) -> Text:
    said = "+".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    return Text(f"{vocabulary.facts[fact].text.zh}={said}", f"{fact}={said}")
