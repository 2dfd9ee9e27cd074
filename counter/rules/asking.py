"""Open facts as questions: each allowed value with the refusal that choosing it would lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from counter.locale import Text
from counter.rules import questions
from counter.rules.answer import Option, Question, Refusal
from counter.rules.case import Case
from counter.rules.derive import opens
from counter.rules.model import RefusalRule, WindowRule
from counter.rules.vocabulary import Value


def open_questions(case: Case) -> Iterator[Question]:
    """The open facts; a fact that follows from another is asked by that other one."""
    asked: set[str] = set()
    for code in questions.in_order(case.vocabulary, case.standing, case.known):
        fact = case.vocabulary.facts[code]
        base = fact.derived_from if fact.derived_from and fact.derived_from not in case.known else code
        if base not in asked:
            asked.add(base)
            yield question(case, base, needed_as=code)


def question(case: Case, code: str, needed_as: str | None = None) -> Question:
    """A fact as a question: its values in display order, each with the refusal it would lead to."""
    fact = case.vocabulary.fact(code)
    words = () if fact.kind in ("number", "date") else questions.allowed(case.vocabulary, case.standing, code)
    options = tuple(Option(word, _label(case, word, code), _refusal_of(case, code, word)) for word in words)
    wanted = needed_as or code
    rules = tuple(rule.name for rule in case.standing.rules if wanted in rule.facts)
    return Question(code, fact.kind, fact.text, options, rules)


def _label(case: Case, word: str, code: str) -> Text:
    fact = case.vocabulary.facts[code]
    holder, dot, bare = word.partition(".")
    if not dot:
        return fact.label(word)
    whose = {"guardian": Text("监护人的", "the guardian's "), "agent": Text("代办人的", "the agent's ")}[
        holder
    ]
    paper = fact.label(bare)
    return Text(whose.zh + paper.zh, whose.en + paper.en)


def _refusal_of(case: Case, code: str, word: str) -> Refusal | None:
    """The refusal that one value would make certain, whatever else is answered."""
    value: Value = word if case.vocabulary.facts[code].kind == "choice" else frozenset((word,))
    then = replace(case, known={**case.known, code: value})
    for rule in case.standing.rules:
        if isinstance(rule, RefusalRule) and code in rule.facts and case.standing.truth(rule, then.known):
            return refusal(then, rule)
    return None


def refusal(case: Case, rule: RefusalRule) -> Refusal:
    """A refusal rule that speaks, with its reason."""
    return Refusal(rule.code, rule.text, _remedy(case, rule), rule.source, case.why(rule))


def _remedy(case: Case, rule: RefusalRule) -> Text:
    """What the citizen can do; of a window that has not opened yet, with its days, so that nobody comes in vain again."""
    remedy = rule.remedy
    for window in case.standing.rules:
        if (
            isinstance(window, WindowRule)
            and window.fact in rule.facts
            and case.known.get(window.fact) == "early"
        ):
            until = case.known.get(case.vocabulary.facts[window.fact].derived_from or "")
            if isinstance(until, date):
                first = opens(window, until)
                zh = f"{remedy.zh}本次为 {first} 至 {until}。"
                remedy = Text(zh, f"{remedy.en} This time: from {first} to {until}.")
    return remedy
