"""Everything about one intake at one moment, read in one transaction, with what the rules say to it.

One room, though long: each property is a sentence about the same rows, and most rest on one another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from counter.desk.bench import Bench
from counter.desk.cases import NoSuchCase, permit_state
from counter.desk.owing import Owing
from counter.desk.permit_standing import register_facts, standing_of
from counter.locale import Text
from counter.rules import Answer
from counter.rules.answer import Demand, Question, Signature
from counter.store import applications, cases, days, holders, persons
from counter.store.engine import Db
from counter.values.finger_code import FingerCode
from counter.workflows.application import ORDER, Stage, State
from counter.workflows.fingers import Event, Ladder, Outcome, Reason, Skip, Stand, Stop, Try

INTAKE = "intake"
"""What the journey of an intake is called until its service is chosen; the application knows the service."""
OWN_JOURNEYS = frozenset({"confirmation-slip", "id-card-collection", "permit-cancellation", "permit-overdue"})
"""Services that are not taken in: a journey of its own, what handing over asks the rules, what two people decide on the permit's
page, and what time alone does."""
_AT_ONCE = "on-the-spot"
"""The way of collection that is none: given at once, to whoever stands here, so that nobody is asked for another."""
LADDER = Ladder()
_RESULTS = frozenset(Outcome)


@dataclass(frozen=True)
class Look:
    """The rows of one intake; ``answer`` is what the rules of its day say."""

    bench: Bench
    case: cases.Case
    application: applications.Application | None
    person: persons.Person | None
    papers: tuple[applications.Received, ...]
    taken: tuple[applications.Finger, ...]
    promises: tuple[applications.Promise, ...]
    fee: applications.Fee | None
    waiver: days.Waiver | None
    permit: Mapping[str, Any]
    """What the register of permits answers to questions."""
    permit_beside: Mapping[str, Any]
    """What it tells the rules besides, and ``permit-holder``, the holder they speak of; {} where nobody is known."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was settled at the window."""
        return self.case.facts

    @property
    def stage(self) -> Stage:
        """Where the intake stands."""
        return Stage(self.case.step)

    @property
    def state(self) -> State | None:
        """Where the application stands; None before there is one."""
        return State(self.application.state) if self.application else None

    @property
    def on(self) -> date:
        """The day whose rules count: an accepted application keeps those of its day."""
        accepted = self.application.accepted_on if self.application else ""
        return date.fromisoformat(accepted) if accepted else self.bench.clock.today()

    @cached_property
    def answer(self) -> Answer | None:
        """What the rules say; None before a service was chosen."""
        if self.application is None:
            return None
        place = self.bench.station.jurisdiction
        return self.bench.rules.explain(place, self.application.service, self.on, self.rule_facts())

    def rule_facts(self) -> dict[str, Any]:
        """The facts the rules are asked with: answers, birth date, papers seen, and the dates things happened on."""
        known: dict[str, Any] = {**self.facts.get("permit", {}), **self.facts.get("answers", {})}
        if self.person:
            known["birth-date"] = self.person.birth
        known["shown"] = [paper.paper for paper in self.papers]
        known["states"] = list(self.facts.get("states", []))
        if self.application:
            told = ("accepted_on", "verified_on", "signed_on")
            dates = {name.replace("_", "-"): getattr(self.application, name) for name in told}
            known |= {name: day for name, day in dates.items() if day}
        return known

    @property
    def questions(self) -> tuple[Question, ...]:
        """Open questions, hard stops first; among equals the order that takes the fewest."""
        asked = self.answer.questions if self.answer else ()
        return tuple(sorted(asked, key=lambda question: not stops(question)))

    @property
    def missing(self) -> tuple[Demand, ...]:
        """The demands that neither a paper nor a promise meets."""
        if self.answer is None:
            return ()
        promised = {promise.demand for promise in self.promises if not promise.outcome}
        wanted = set(self.answer.missing) - promised
        return tuple(demand for demand in self.answer.documents if demand.group in wanted)

    @property
    def unsigned(self) -> tuple[Signature, ...]:
        """Papers that wait for a signature."""
        signed = self.signed
        return tuple(
            s for s in (self.answer.signatures if self.answer else ()) if signature_key(s) not in signed
        )

    @property
    def signed(self) -> Mapping[str, str]:
        """Who signed which paper: a signature counts for the words it was put under, and for the sheet that bore them."""
        under = self.facts.get("signed-under", {})
        signed = self.facts.get("signed", {}).items()
        return {key: name for key, name in signed if key in under and self._stands(key, *under[key])}

    def _stands(self, key: str, words: str, serial: str) -> bool:
        """Whether a signature is one under the words of now: on the sheet that was printed here, or on a ready-made form."""
        if not serial:
            return words == self.read_words
        printed: Sequence[str] = self.facts.get("letters", {}).get(key, ("",))
        return words == self.paper_words and printed[0] == serial

    @property
    def paper_words(self) -> str:
        """A fingerprint of what papers to be signed tell: what was read, the papers shown, what is promised instead."""
        shown = sorted(paper.paper for paper in self.papers)
        promised = sorted((promise.demand, promise.due) for promise in self.promises if not promise.outcome)
        return hashlib.sha256(repr((self.read_words, shown, promised)).encode()).hexdigest()

    @property
    def events(self) -> tuple[Event, ...]:
        """The ladder of fingerprints so far."""
        tried = [Try(FingerCode(f.finger), f.quality) for f in self.taken if f.result in _RESULTS]
        skipped = self.facts.get("skipped", {})
        skips = [Skip(FingerCode(int(finger)), Reason(reason)) for finger, reason in skipped.items()]
        stop = [Stop(Reason(self.facts["stopped"]))] if "stopped" in self.facts else []
        return (*skips, *tried, *stop)

    @cached_property
    def ladder(self) -> Stand:
        """Where the ladder stands."""
        return LADDER.stand(self.events)

    @cached_property
    def owing(self) -> Owing:
        """What is owed, and whether it is settled."""
        charge = self.answer.fee if self.answer else None
        return Owing(charge, self.fee, self.waiver, bool(self.facts.get("unpublished")))

    @cached_property
    def needed(self) -> frozenset[Stage]:
        """The stages this service has, as far as the answers tell."""
        answer = self.answer
        if answer is None:
            return frozenset(ORDER)
        has = {
            Stage.SERVICE: True,
            Stage.QUESTIONS: True,
            Stage.DOCUMENTS: bool(answer.documents),
            Stage.READ_BACK: True,
            Stage.SIGNATURES: bool(answer.signatures),
            Stage.FINGERPRINTS: answer.fingerprint == "register",
            Stage.FEE: self.owing.charged or bool(self.owing.reduction),
            Stage.COLLECTION: any(way.mode != _AT_ONCE for way in answer.collection),
        }
        return frozenset(stage for stage, there in has.items() if there)

    @property
    def read_words(self) -> str:
        """A fingerprint of what the citizen read: a later change makes the read-back void."""
        answers = sorted(self.facts.get("answers", {}).items())
        return hashlib.sha256(repr((tuple(self.person or ()), answers)).encode()).hexdigest()

    def lacking(self, stage: Stage) -> Text | None:
        """What a stage still wants; None when it is settled."""
        facts, open_papers = self.facts, [paper for paper in self.papers if not paper.settled]
        wants: dict[Stage, tuple[bool, Text]] = {
            Stage.IDENTITY: (self.person is None, Text("申请人未登记", "the applicant is not recorded")),
            Stage.SERVICE: (self.application is None, Text("未选事项", "no service is chosen")),
            Stage.QUESTIONS: (
                bool(self.questions),
                Text(f"还有 {len(self.questions)} 个问题", f"questions open: {len(self.questions)}"),
            ),
            Stage.DOCUMENTS: (
                bool(self.missing),
                Text(f"缺 {len(self.missing)} 项材料", f"papers missing: {len(self.missing)}"),
            ),
            Stage.READ_BACK: (
                facts.get("agreed") != self.read_words,
                Text("未经申请人核对", "the applicant has not read it"),
            ),
            Stage.SIGNATURES: (
                bool(self.unsigned),
                Text(f"{len(self.unsigned)} 份未签字", f"papers not signed: {len(self.unsigned)}"),
            ),
            Stage.FINGERPRINTS: (
                not self.ladder.done,
                Text("指纹采集未完成", "fingerprints are not settled"),
            ),
            Stage.FEE: (not self.owing.paid, self.owing.wanting),
            Stage.COLLECTION: ("collection" not in facts, Text("未定领取方式", "collection is not settled")),
            Stage.ACCEPTANCE: (
                bool(open_papers),
                Text(f"{len(open_papers)} 份原件尚未退还或留存", f"originals still here: {len(open_papers)}"),
            ),
        }
        wanting, words = wants[stage]
        return words if wanting else None

    def still(self) -> tuple[Text, ...]:
        """Everything between this intake and its acceptance."""
        stages = [Stage.IDENTITY, *(stage for stage in ORDER if stage in self.needed), Stage.ACCEPTANCE]
        wants = [words for stage in dict.fromkeys(stages) if (words := self.lacking(stage))]
        too_much = Text("已收的费用须先退还", "the fee taken must be given back first")
        return (*wants, *([too_much] if self.owing.overcharged else []))


def look(bench: Bench, db: Db, case_id: str) -> Look:
    """Read one intake.

    Raises:
        NoSuchCase
    """
    case = cases.case(db, case_id)
    if case is None or case.service != INTAKE:
        raise NoSuchCase(case=case_id[:40])
    person = persons.by_id(db, case.facts["person"]) if "person" in case.facts else None
    return Look(
        bench=bench,
        case=case,
        application=applications.by_id(db, case_id),
        person=person,
        papers=tuple(applications.papers(db, case_id)),
        taken=tuple(applications.fingers(db, case_id)),
        promises=tuple(applications.promises(db, case_id)),
        fee=applications.fee(db, case.facts["fee"]) if "fee" in case.facts else None,
        waiver=days.waiver_of(db, case_id) if "waived" in case.facts else None,
        permit=permit_facts(bench, db, person.number if person else ""),
        permit_beside=permit_beside(db, person.number if person else ""),
    )


def permit_facts(bench: Bench, db: Db, number: str) -> dict[str, Any]:
    """What the register of permit holders answers by itself."""
    row = holders.by_number(db, number) if number else None
    if row is None:
        return {}
    return {"permit-state": permit_state(bench, row).value, "endorsed-until": row.endorsed_until.isoformat()}


def permit_beside(db: Db, number: str) -> dict[str, Any]:
    """What the register tells the rules beside what they ask, kept with the application as it stood when it began."""
    row = holders.by_number(db, number) if number else None
    if row is None:
        return {}
    return {"permit": register_facts(standing_of(db, row.id)), "permit-holder": row.id}


def stops(question: Question) -> bool:
    """Whether an answer to this question ends in a refusal."""
    return any(option.refusal for option in question.values)


def signature_key(signature: Signature) -> str:
    """How a signature is named: the paper and who signs it."""
    return f"{signature.paper}/{signature.by}"
