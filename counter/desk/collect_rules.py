"""What the rules say to a handing over: their questions, their refusals, and what the counter knows by itself.

For an identity card the rules of collection are asked: data on the card, the finger, else photo and a second officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counter.desk.agreed_views import CollectionChoice
from counter.desk.application_view import refusal_view
from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.card_views import CardView
from counter.desk.cards import card_facts, card_view, fields_of, said_by
from counter.desk.collection import CannotCollect, CollectionView, EndsInCertificate, NotTheOneNamed
from counter.desk.ends_in import certificate_form
from counter.desk.look import Look
from counter.desk.views import Choice, WhyLine
from counter.desk.window import StillWanting
from counter.rules import Answer
from counter.rules.answer import Demand, Question, Refusal, Said
from counter.values.citizen_number import mask
from counter.values.finger_code import FingerCode
from counter.values.typography import marked
from counter.workflows.fingers import Outcome

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard

SERVICE = "id-card-collection"
"""The service of the rules that speaks at the handing over of what fingerprints were registered for."""
_RECEIPT = "collection-receipt"


def explained(
    bench: Bench, seen: Look, told: Mapping[str, str], agent_number: str, *, receipt: bool
) -> Answer | None:
    """What the rules say; None for what no fingerprints were registered for."""
    if seen.answer is None or seen.answer.fingerprint != "register":
        return None
    chosen = seen.facts.get("collection", {})
    known: dict[str, Any] = {"registered-collection": chosen.get("mode", "self"), **told}
    shown = [_RECEIPT] if receipt else []
    if known.get("present") == "agent":
        if agent_number or chosen.get("mode") != "agent":
            known["named-agent"] = "yes" if is_named(seen, agent_number) else "no"
        shown += ["agent.id-card"] if agent_number else []
    place = bench.station.jurisdiction
    return bench.rules.explain(place, SERVICE, bench.clock.today(), {**known, "shown": shown})


def demand_no_certificate(bench: Bench, seen: Look) -> None:
    """See that it does not end in a certificate, which its own verbs give into the citizen's hand.

    Raises:
        EndsInCertificate
    """
    if seen.application is not None and certificate_form(bench, seen.application.service) is not None:
        raise EndsInCertificate


def demand_allowed(
    bench: Bench, seen: Look, told: Mapping[str, str], agent_number: str, *, receipt: bool
) -> None:
    """See that the rules, or where they have none the way registered at intake, allow it.

    Raises:
        NotTheOneNamed
        EndsInCertificate: the sheet itself is handed over, as soon as it came out.
        CannotCollect: with the article.
        StillWanting: questions of the rules are open.
    """
    demand_no_certificate(bench, seen)
    answer = explained(bench, seen, told, agent_number, receipt=receipt)
    if answer is None:
        if agent_number and not is_named(seen, agent_number):
            raise NotTheOneNamed
        return
    if answer.refusals:
        raise CannotCollect(refusal_view(answer.refusals[0]))
    if answer.questions:
        raise StillWanting([question.text for question in answer.questions])
    wanting = [d.text for d in answer.documents if d.group in answer.missing and _RECEIPT not in d.any_of]
    if wanting:
        raise StillWanting(wanting)


def who_is(seen: Look, number: str) -> tuple[str, str]:
    """Who the holder of a card is to an application: self, or agent with the number; whether he was named says another."""
    return ("self", "") if seen.person is not None and seen.person.number == number else ("agent", number)


def is_named(seen: Look, number: str) -> bool:
    """Whether a number is that of the agent who was registered at intake."""
    return bool(number) and number == seen.facts.get("collection", {}).get("agent-number")


def card_of_collector(seen: Look, card: IdentityCard) -> dict[str, Any]:
    """What a journey keeps of the card of who stands here: its last day, and what differs from who is registered."""
    return card_facts(card, _known_of(seen, card.number) or said_by(card))


def card_of_collector_view(seen: Look, facts: Mapping[str, Any], number: str) -> CardView | None:
    """The same in words; ``number`` is the agent's, or "" where the applicant stands here."""
    known = _known_of(seen, number or (seen.person.number if seen.person else ""))
    return card_view(seen.bench.codes, facts, known, seen.bench.clock.today())


def _known_of(seen: Look, number: str) -> dict[str, str]:
    """What is known of the applicant, or of the agent registered at intake: his name; nothing of anybody else."""
    if who_is(seen, number)[0] == "self":
        return fields_of(seen.person)
    return {"name": seen.facts["collection"]["agent"]} if is_named(seen, number) else {}


def registered(seen: Look) -> tuple[FingerCode, ...]:
    """The fingers that were registered at intake, in the order in which they were taken."""
    taken = [FingerCode(one.finger) for one in seen.taken if one.result == Outcome.REGISTERED]
    return tuple(dict.fromkeys(taken))


def collection_view(
    bench: Bench, seen: Look, application: ApplicationView, answer: Answer | None
) -> CollectionView:
    """What is to be handed over, in words."""
    view = CollectionView(
        application=application,
        way=_way(seen),
        by_rules=answer is not None,
        questions=(),
        refusals=(),
        missing=(),
        fingers=registered(seen),
        reader=bench.reader.name if bench.reader else None,
    )
    if answer is None:
        return view
    spoken: tuple[Refusal | Demand | Said, ...] = (
        *answer.refusals, *answer.documents, *answer.notes, *answer.advice,
    )  # fmt: skip
    return replace(
        view,
        questions=tuple((q.fact, marked(q.text), _choices(q)) for q in answer.questions),
        refusals=tuple(map(refusal_view, answer.refusals)),
        missing=tuple(marked(d.text) for d in answer.documents if d.group in answer.missing),
        why=tuple(WhyLine(marked(r.text), marked(r.why.text), marked(r.source.text)) for r in spoken),
    )


def _choices(question: Question) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), one.code, marked(one.text)) for n, one in enumerate(question.values, 1))


def _way(seen: Look) -> CollectionChoice | None:
    chosen = seen.facts.get("collection")
    if not chosen:
        return None
    return CollectionChoice(chosen["mode"], chosen["agent"], mask(chosen["agent-number"]), chosen["address"])
