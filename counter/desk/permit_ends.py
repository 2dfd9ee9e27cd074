"""The lawful grounds on which a permit ends, as the rules of the place have them, and which end each leads to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from counter.desk.bench import Bench
from counter.desk.permit_standing import Standing, endorsing
from counter.desk.permit_view import CANCELLATION, offers
from counter.desk.permit_views import GroundView
from counter.desk.rejected_permits import (
    EndIsFinal,
    NoSuchGround,
    NotInThisPlace,
    OtherEnd,
    RulesRefuse,
    refusal_of,
    service_named,
)
from counter.desk.window import StillWanting
from counter.rules.answer import Answer
from counter.values.typography import marked
from counter.workflows.permit import ENDS, Permit, PermitDeed

_GROUND = "ground"


def must_live(bench: Bench, standing: Standing, state: Permit) -> None:
    """See that a permit has not come to an end.

    Raises:
        EndIsFinal: with the article of the rules.
    """
    if state in ENDS:
        refusals = endorsing(bench, standing, bench.clock.today()).refusals
        raise EndIsFinal(refusal_of(refusals[0]))


def grounds(bench: Bench, deed: str) -> tuple[GroundView, ...]:
    """The grounds on which a permit is cancelled, or revoked, numbered in the order of the rules.

    Raises:
        NotInThisPlace
    """
    if not offers(bench, CANCELLATION):
        raise NotInThisPlace(what=service_named(bench, CANCELLATION))
    place, today = bench.station.jurisdiction, bench.clock.today()
    found: list[GroundView] = []
    for option in bench.rules.question(place, CANCELLATION, _GROUND, today).values:
        answer = _asked(bench, option.code, ())
        if answer.refusals or answer.effect is None or answer.effect.deed != deed:
            continue
        names = bench.rules.vocabulary.documents
        papers = tuple((code, names[code].text) for one in answer.documents for code in one.any_of)
        effect, key = answer.effect, str(len(found) + 1)
        found.append(
            GroundView(
                key,
                option.code,
                marked(option.text),
                deed,
                marked(effect.text),
                marked(effect.source.text),
                papers,
            )
        )
    return tuple(found)


def settled(bench: Bench, ground: str, deed: PermitDeed, papers: Collection[str]) -> Answer:
    """What the rules say to an end on a ground, once everything they demand is there.

    Raises:
        NotInThisPlace, NoSuchGround, RulesRefuse, OtherEnd
        StillWanting: papers the rules demand were not seen.
    """
    if not offers(bench, CANCELLATION):
        raise NotInThisPlace(what=service_named(bench, CANCELLATION))
    place, today = bench.station.jurisdiction, bench.clock.today()
    known = {option.code for option in bench.rules.question(place, CANCELLATION, _GROUND, today).values}
    if ground not in known:
        raise NoSuchGround(ground=ground[:40])
    answer = _asked(bench, ground, papers)
    if answer.refusals:
        raise RulesRefuse(refusal_of(answer.refusals[0]))
    effect = answer.effect
    if effect is None or effect.deed != deed.value:
        raise _other(answer, deed)
    wanted = [marked(demand.text) for demand in answer.documents if demand.group in answer.missing]
    if wanted:
        raise StillWanting(wanted)
    return answer


def _asked(bench: Bench, ground: str, papers: Collection[str]) -> Answer:
    place, today = bench.station.jurisdiction, bench.clock.today()
    known = bench.rules.vocabulary.documents
    facts: dict[str, Any] = {
        _GROUND: ground,
        "permit-state": Permit.VALID.value,
        "shown": [paper for paper in papers if paper in known],
    }
    return bench.rules.explain(place, CANCELLATION, today, facts)


def _other(answer: Answer, deed: PermitDeed) -> OtherEnd:
    effect = answer.effect
    if effect is None:  # the checker proves that every accepted case has one
        raise AssertionError(answer)
    end, reason, source = PermitDeed(effect.deed).text, marked(effect.text), marked(effect.source.text)
    return OtherEnd(end=end, asked=deed.text, reason=reason, source=source)
