"""The words of a case, by the codes under which the fields of forms ask for them (``from`` in ``data/forms``).

A form may ask for any of these, and for every answered fact of the vocabulary under its own code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from counter.desk.agreed_view import modes
from counter.desk.letter_words import letter_words
from counter.desk.look import Look
from counter.desk.papers import day_words, moment_words
from counter.rules.answer import Validity
from counter.rules.vocabulary import document_of
from counter.store import holders
from counter.store.engine import Db
from counter.values.citizen_number import mask
from counter.values.finger_code import hand_of
from counter.values.money import in_yuan
from counter.values.typography import full_width
from counter.workflows.application import Stage

WAYS = {"self": "本人领取", "agent": "委托代领", "mail": "邮寄"}
SIGNERS = {"applicant": "申请人本人", "guardian": "监护人", "agent": "代办人", "officer": "民警"}
_BY_HAND = ("official-number", "issuer", "workplace", "guardian-number", "remark")
"""What nobody knows at the window: written by hand, or told by the centre later."""
_COMPARED = {"name": "姓名", "household_address": "户籍住址", "residence_address": "居住地住址"}
_NOT_SHOWN = "户籍住址"
"""Does not stand on the form of an endorsement by itself, so that its new words are told."""
_STAY = "stay-proof"


def words_of_case(seen: Look, db: Db, at: datetime, names: Mapping[str, str]) -> dict[str, str]:
    """Everything a form can be told of a case at a moment; "" for what is not known.

    ``names`` are those who stand here besides the applicant, by who signs: guardian, agent, and agent-number.
    """
    facts = _facts(seen)
    return {
        **dict.fromkeys(_BY_HAND, ""),
        **_matter(seen, at),
        **facts,
        **_person(seen),
        **_permit(seen, db),
        **_shown(seen),
        **_beside(facts, names),
        **_agreed(seen),
        **_fingers(seen),
        **letter_words(seen),
    }


def _facts(seen: Look) -> dict[str, str]:
    """Every fact that was answered, by the citizen or the register, in words."""
    rules, told = seen.bench.rules, {}
    for code, value in {**seen.facts.get("permit", {}), **seen.facts.get("answers", {})}.items():
        fact = rules.fact(code)
        read = rules.vocabulary.read_one(fact, value)
        told[code] = day_words(read) if isinstance(read, date) else full_width(fact.label(read).zh)
    return told


def _person(seen: Look) -> dict[str, str]:
    person, codes = seen.person, seen.bench.codes
    if person is None:
        raise AssertionError(seen.stage)
    return {
        "name": person.name,
        "sex": codes.sex[person.sex].zh,
        "ethnic-group": codes.ethnic[person.ethnic],
        "birth-date": day_words(person.birth),
        "citizen-number": person.number,
        "masked-number": mask(person.number),
        "household-address": person.household_address,
        "residence-address": person.residence_address,
        "address": person.residence_address or person.household_address,
        "phone": person.phone,
    }


def _matter(seen: Look, at: datetime) -> dict[str, str]:
    """The service, and what the rules say of its outcome."""
    bench, answer = seen.bench, seen.answer
    if answer is None:
        raise AssertionError(seen.stage)
    service = full_width(bench.rules.service(bench.station.jurisdiction, answer.service).text.zh)
    validity, until = answer.validity, answer.validity.until if answer.validity else None
    return {
        "service": service,
        "reason": service,
        "errand": f"{service}（在{bench.settings.station.full_name}办理）",
        "accepted-at": moment_words(at),
        "validity": f"至{day_words(until)}" if until else _span(validity),
        "endorse-until": day_words(until) if until else full_width(validity.text.zh) if validity else "",
        "effect": full_width(answer.effect.text.zh) if answer.effect else "",
    }


def _span(validity: Validity | None) -> str:
    """How long the document will count from its issue."""
    if validity is None or validity.long_term:
        return "长期" if validity else ""
    return f"{validity.years} 年" if validity.years else f"{validity.months} 个月"


def _permit(seen: Look, db: Db) -> dict[str, str]:
    """The permit as the register has it, and in what the applicant differs from it."""
    known, person = seen.facts.get("permit-holder"), seen.person
    row = holders.by_id(db, known) if known else None
    if row is None or person is None:
        return dict.fromkeys(("permit-number", "changes", "endorsed-until"), "")
    pairs = {label: (getattr(row, column), getattr(person, column)) for column, label in _COMPARED.items()}
    changed = [
        f"{label}改为{new}" if label == _NOT_SHOWN else f"{label}变更"
        for label, (old, new) in pairs.items()
        if new and new != old
    ]
    return {
        "permit-number": row.permit_number,
        "endorsed-until": day_words(row.endorsed_until),
        "changes": "；".join(changed) or "无变化",
    }


def _shown(seen: Look) -> dict[str, str]:
    """The papers that were shown, with the copies kept; and among them the proof of the stay."""
    documents, told = seen.bench.rules.vocabulary.documents, {}
    for paper in seen.papers:
        copies = f"复印件 {paper.copies} 份" if paper.copies else ""
        whose = {"guardian": "监护人", "agent": "代办人"}.get(paper.paper.partition(".")[0], "")
        told[paper.paper] = whose + full_width(documents[document_of(paper.paper)].text.zh) + copies
    demands = seen.answer.documents if seen.answer else ()
    stay = {code for demand in demands if demand.group.startswith(_STAY) for code in demand.any_of}
    proofs = [words for code, words in told.items() if document_of(code) in stay]
    return {"papers": "；".join(told.values()) or "无", _STAY: "；".join(proofs)}


def _beside(facts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Guardian and agent, as far as they have said their names."""
    guardian, agent = names.get("guardian", ""), names.get("agent", "")
    as_guardian, as_agent = facts.get("guardian-kind", ""), facts.get("agent-relation", "")
    return {
        "guardian": guardian,
        "guardian-relation": as_guardian,
        "guardian-and-relation": _named(guardian, as_guardian),
        "agent-name": agent,
        "agent-number": mask(names["agent-number"]) if "agent-number" in names else "",
        "agent-relation": as_agent,
        "agent-and-relation": _named(agent, as_agent),
    }


def _named(name: str, relation: str) -> str:
    return f"{name}（{relation}）" if name and relation else name


def _agreed(seen: Look) -> dict[str, str]:
    """Fee and way of collection, as far as they are settled by now."""
    chosen = seen.facts.get("collection") or {}
    possible = modes(seen) if seen.answer and seen.answer.collection else ()
    mode = chosen.get("mode") or (possible[0] if len(possible) == 1 else "")
    collected = f"{chosen.get('agent', '')} {mask(chosen.get('agent-number', ''))}".strip()
    return {
        "collection": WAYS.get(mode, ""),
        "collected-by": collected if mode == "agent" else "",
        "mail-address": chosen.get("address", ""),
        "fee": _fee(seen),
    }


def _fee(seen: Look) -> str:
    charged = seen.answer.fee if seen.answer else None
    if seen.fee is not None and not seen.fee.returned:
        return f"{in_yuan(seen.fee.fen)}（票据 {seen.fee.receipt}）"
    if charged is None or charged.fen == 0 or seen.owing.unpublished:
        return "不收费"
    return "按当地标准" if charged.fen is None else in_yuan(charged.fen)


def _fingers(seen: Look) -> dict[str, str]:
    """Which fingers were registered on each hand; empty, for the officer's pen, until they are taken."""
    told = {"right": "", "left": "", "none": ""}
    if seen.answer is None or seen.answer.fingerprint != "register":
        told["none"] = "本事项不登记指纹"
    elif seen.lacking(Stage.FINGERPRINTS) is None:
        reasons = [place.reason.text.zh for place in seen.ladder.places if place.reason]
        told["none"] = "；".join(dict.fromkeys(reasons)) or "无"
        for place in seen.ladder.places:
            if place.finger is not None:
                words = f"{place.finger.text.zh}，{place.outcome.text.zh}（质量 {place.quality}）"
                told[hand_of(place.finger)] = words
    return {f"finger-{place}": words for place, words in told.items()}
