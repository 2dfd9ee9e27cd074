"""What the letter of commitment (告知承诺书) tells: demands with their articles, answers, promises, and what follows."""

from __future__ import annotations

from datetime import date

from counter.desk.look import Look
from counter.desk.papers import day_words, numbered
from counter.store.applications import Promise
from counter.values.typography import full_width

_UNTRUE = "penalties"
"""The note of a service that says what follows from untrue words; a service without one has no letter drawn up here."""


def letter_words(seen: Look) -> dict[str, str]:
    """What was told, what is promised and until when, and what follows if it is untrue."""
    due = [day_words(date.fromisoformat(promise.due)) for promise in _promises(seen)]
    return {
        "told": full_width(_told(seen)),
        "promised": full_width(_promised(seen)),
        "due": f"{min(due)}前补交原件" if due else "",
        "consequences": full_width(_consequences(seen)),
    }


def _consequences(seen: Look) -> str:
    notes = seen.answer.notes if seen.answer else ()
    return next((f"{note.text.zh}(依据:{note.source.text.zh})" for note in notes if note.code == _UNTRUE), "")


def _promises(seen: Look) -> list[Promise]:
    return [promise for promise in seen.promises if not promise.outcome]


def _told(seen: Look) -> str:
    """What has to be shown, and under which articles, each named once."""
    demands = seen.answer.documents if seen.answer else ()
    sources = dict.fromkeys(demand.source.text.zh for demand in demands)
    lines = [demand.text.zh for demand in demands] or ["本事项不要求提交证明材料。"]
    return "\n".join([numbered(lines), *([f"依据:{';'.join(sources)}。"] if sources else [])])


def _promised(seen: Look) -> str:
    """The answers that were given, and what is handed in later."""
    rules, told = seen.bench.rules, []
    for code, value in seen.facts.get("answers", {}).items():
        fact = rules.fact(code)
        told.append(f"{fact.text.zh}:{fact.label(rules.vocabulary.read_one(fact, value)).zh}")
    texts = {
        demand.group: demand.text.zh.rstrip("。") for demand in (seen.answer.documents if seen.answer else ())
    }
    later = [f"暂缺“{texts.get(promise.demand, promise.demand)}”,按期补交。" for promise in _promises(seen)]
    return numbered([f"以下情况属实:{';'.join(told)}。", *later])
