"""The letter of commitment (告知承诺书) before it is signed: what was told, what is promised, what follows if it is untrue."""

from __future__ import annotations

from datetime import date, datetime

from counter.desk.look import Look
from counter.desk.papers import day_words, made_paper, numbered, signed, unprintable
from counter.desk.views import Session
from counter.printing.paper import Paper
from counter.rules.answer import Said, Signature
from counter.store.applications import Promise
from counter.values.citizen_number import mask
from counter.values.typography import full_width

LETTER = "commitment-letter"
"""The form, and the paper of the rules that is signed on it."""
_UNTRUE = "penalties"
"""The note of a service that says what follows from untrue words; without one no letter is drawn up here."""
_BY = {"applicant": "申请人本人", "guardian": "监护人", "agent": "代办人"}


def can_print(seen: Look, signature: Signature) -> bool:
    """Whether the words of this paper are known here, so that it can be printed and read before it is signed."""
    forms = seen.bench.press.forms
    return signature.paper == LETTER and LETTER in forms and _consequences(seen) is not None


def letter_paper(seen: Look, session: Session, signature: Signature, at: datetime) -> Paper:
    """The letter of one intake: the demands with their articles, the answers, the promises and until when."""
    bench, person, answer = seen.bench, seen.person, seen.answer
    if person is None or answer is None:
        raise AssertionError(seen.stage)
    service = bench.rules.service(bench.station.jurisdiction, answer.service)
    untrue = _consequences(seen)
    due = [day_words(date.fromisoformat(promise.due)) for promise in _promises(seen)]
    words = {
        "name": person.name,
        "citizen-number": mask(person.number),
        "signer": _BY.get(signature.by, ""),
        "phone": person.phone,
        "address": person.residence_address or person.household_address,
        "service": full_width(service.text.zh),
        "told": full_width(_told(seen)),
        "promised": full_width(_promised(seen)),
        "due": f"{min(due)}前补交原件" if due else "",
        "consequences": full_width(f"{untrue.text.zh}(依据:{untrue.source.text.zh})") if untrue else "",
        **signed(bench, session, at),
    }
    described = {**unprintable(bench, words), **(seen.facts.get("described") or {})}
    return made_paper(bench, LETTER, words, described)


def _consequences(seen: Look) -> Said | None:
    notes = seen.answer.notes if seen.answer else ()
    return next((note for note in notes if note.code == _UNTRUE), None)


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
