"""Choosing a service and answering its questions: hard stops first, then in the order that takes the fewest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from counter.desk.already import UnderWay, already
from counter.desk.answered_day import see_it_can_be
from counter.desk.application_view import every_service, question_view, services
from counter.desk.bench import Bench
from counter.desk.demand_views import QuestionView
from counter.desk.intake_views import IntakeView
from counter.desk.look import Look, look
from counter.desk.losses import demand_no_loss
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session, WhyLine
from counter.desk.window import BEFORE_ACCEPTANCE, NotAtThisStage, Window
from counter.errors import Refused
from counter.locale import Term, Text
from counter.rules.answer import Demand, Refusal, Said
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.typography import marked
from counter.workflows.application import Stage, State

_VOID: dict[str, Any] = {"agreed": None, "signed": None, "collection": None}
"""What an answer that changed makes void."""
_FORGET: dict[str, Any] = _VOID | dict.fromkeys(
    ("answers", "order", "register", "states", "skipped", "stopped", "permit", "permit-holder")
)
"""What another service makes void; papers seen stay seen."""
_DECIDES = Text("“{zh}”的回答决定它是否适用", "the answer to “{en}” decides whether it holds")
_NO_RECORD = {"permit-state": "not-found"}
_EXPIRED = ("reason", "expired")
"""The question for the reason of an application, and the answer that a card gives by itself when its last day is over."""
SECOND_CHECK = "second-check"
"""The fact that two officers settle, after a machine did not know a face or a finger."""
_NEVER_ASKED = frozenset({"birth-date", "shown", "states", "age"})
"""Facts that come from the number, the counter and the papers, not from an answer."""


class NotAskedHere(Refused):
    """The fact is none that this service asks for, or it is known from elsewhere."""

    happened = Text("本事项不问“{fact}”。", "This service does not ask for “{fact}”.")
    next_step = Text("请按列表里的问题回答。", "Please answer the questions of the list.")


def fact_named(bench: Bench, code: str) -> Term:
    """A fact in words; what is none stands as it was written."""
    fact = bench.rules.vocabulary.facts.get(code)
    return Term(fact.text.zh, fact.text.en, (code,)) if fact else Term(code[:40], code[:40])


class NotRefused(Refused):
    """The rules do not refuse this for certain, so no notice of refusal is due."""

    happened = Text(
        "按规则不一定不能办理，不出具不予办理告知书。",
        "The rules may allow this; no notice of refusal is due.",
    )
    next_step = Text("请在相应的页面办理。", "Please have it done on its own page.")


class AnsweredByTwo(Refused):
    """A photo is compared by two officers; one clerk alone does not answer that."""

    happened = Text(
        "这一项须由两名民警比对相片后登记。", "Two officers compare the photo and record this together."
    )
    next_step = Text(
        "请转人工审核，请另一位民警一同比对。", "Please go to the manual review with another officer."
    )


class Questions(Window):
    """Verbs about the service and its questions."""

    __slots__ = ()

    def choose(self, session: Session, case_id: str, key: str, *, again: bool = True) -> IntakeView:
        """Choose a service by its digit or code; what the register knows is answered at once.

        ``again`` says that it is meant although the same is under way, or there: then the journal keeps what was.

        Raises:
            NoSuchChoice
            UnderWay: it is, and nobody said that another one is meant; nothing was chosen.
            LossStands: another one was chosen before, and the loss that began it is registered.
        """
        chosen = next((s for s in services(self.bench) if key in {s.key, s.code}), None)
        if chosen is None:
            raise NoSuchChoice(key=key[:20])
        with self._acting(session, case_id, Stage.SERVICE) as (act, seen):
            there = () if self._same(seen, chosen.code) else already(seen, act.db, chosen.code)
            if there and not again:
                raise UnderWay(there)
            self._chosen(act, seen, chosen.code, there)
        return self._view(case_id)

    def refuse(
        self, session: Session, case_id: str, service: str, answers: Mapping[str, str] | None = None
    ) -> IntakeView:
        """Take in a wish that the rules are certain to refuse, so that it is refused in writing, with article and remedies.

        This is open for services too that are not taken in, as the end of a permit; ``answers`` are what is known of it.
        Of whoever the register does not have there is no record of a permit.

        Raises:
            NoSuchChoice, LossStands
            NotRefused: the rules may allow it; nothing was chosen.
        """
        if all(service != known.code for known in every_service(self.bench)):
            raise NoSuchChoice(key=service[:20])
        with self._acting(session, case_id, Stage.SERVICE) as (act, seen):
            now, known = self._chosen(act, seen, service), dict(answers or {})
            if not seen.permit:
                known |= _NO_RECORD
            for fact, value in known.items():
                if now.stage is Stage.QUESTIONS and fact in {question.fact for question in now.questions}:
                    now = self.settle(act, now, fact, value)
            if now.stage is not Stage.REFUSAL:
                raise NotRefused
        return self._view(case_id)

    def _chosen(self, act: Acting, seen: Look, code: str, beside: Sequence[Text] = ()) -> Look:
        if seen.person is None:
            raise NotAtThisStage(seen.stage)
        if (old := seen.application) and (old.service, old.person) != (code, seen.person.id):
            demand_no_loss(act.db, seen.case.id)
        begun: dict[str, Any] = {"service": code, "person": seen.person.id, "state": State.DRAFT}
        if beside:
            begun["beside"] = [one.zh for one in beside]
        act.record(Kind.APPLICATION_BEGUN, seen.case.id, begun)
        new = self._note(act, seen.case.id, {} if self._same(seen, code) else _FORGET)
        return self._settle(act, self._onward(act, self._from_card(act, self._from_register(act, new))))

    def answer(self, session: Session, case_id: str, fact: str, value: str) -> IntakeView:
        """Answer a question, by the digit of the choice or by its code; the rules may refuse at once.

        An answer given before may be changed the same way; signatures and read-back are then void.

        Raises:
            NotAskedHere, NoSuchChoice, UnknownWord, BadValue, DayAhead, DayBeforeBirth
            AnsweredByTwo: two officers answer this one, by a verb of its own.
        """
        if fact == SECOND_CHECK:
            raise AnsweredByTwo
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            self.settle(act, seen, fact, value)
        return self._view(case_id)

    def settle(self, act: Acting, seen: Look, fact: str, value: str) -> Look:
        """Answer a question within an act, and let the rules speak.

        Raises:
            NotAskedHere, NoSuchChoice, UnknownWord, BadValue, DayAhead, DayBeforeBirth
        """
        given = self._value(seen, fact, value)
        order = [*(one for one in seen.facts.get("order", []) if one != fact), fact]
        facts = {"answers": {fact: given}, "order": order, **_VOID}
        return self._settle(act, self._note(act, seen.case.id, facts, fact))

    def asked(self, session: Session, case_id: str, fact: str) -> QuestionView:
        """A question that was answered before, with its choices, so that it can be answered differently.

        Raises:
            NotAskedHere: it was not answered by anybody.
        """
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, case_id)
        if seen.application is None or fact not in seen.facts.get("answers", {}):
            raise NotAskedHere(fact=fact_named(self.bench, fact))
        rules, place = self.bench.rules, self.bench.station.jurisdiction
        others = {code: value for code, value in seen.rule_facts().items() if code != fact}
        return question_view(rules.question(place, seen.application.service, fact, seen.on, others))

    def unanswer(self, session: Session, case_id: str, fact: str = "") -> IntakeView:
        """Take an answer back, the last one if none is named; the intake returns to the questions.

        Raises:
            NotAskedHere: there is no such answer.
        """
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            order = list(seen.facts.get("order", []))
            fact = fact or (order[-1] if order else "")
            if fact not in seen.facts.get("answers", {}):
                raise NotAskedHere(fact=fact_named(self.bench, fact))
            order = [one for one in order if one != fact]
            facts = {"answers": {fact: None}, "order": order, **_VOID}
            self._settle(act, self._note(act, case_id, facts))
        return self._view(case_id)

    def why(self, session: Session, case_id: str) -> tuple[WhyLine, ...]:
        """What is asked or refused, from which fact, under which article; first what the open question decides."""
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, case_id)
        if (answer := seen.answer) is None:
            return ()
        spoken: tuple[Refusal | Demand | Said, ...] = (
            *answer.refusals, *answer.documents, *answer.advice, *answer.notes,
        )  # fmt: skip
        lines = [WhyLine(rule.text, rule.why.text, rule.source.text) for rule in spoken]
        told = [
            WhyLine(*map(marked, (one.text, one.why, one.source))) for one in (*self._decided(seen), *lines)
        ]
        return tuple(dict.fromkeys(told))

    def _decided(self, seen: Look) -> list[WhyLine]:
        """The rules that the first open question decides about."""
        if not seen.questions or seen.application is None:
            return []
        asked, place = seen.questions[0], self.bench.station.jurisdiction
        rules = self.bench.rules.standing(place, seen.application.service, seen.on).rules
        why = _DECIDES.format(zh=asked.text.zh, en=asked.text.en)
        return [WhyLine(rule.text, why, rule.source.text) for rule in rules if rule.name in asked.rules]

    def _same(self, seen: Look, service: str) -> bool:
        return seen.application is not None and seen.application.service == service

    def _from_card(self, act: Acting, seen: Look) -> Look:
        """An expired card that was read is why another one is applied for, where the service asks and takes that answer."""
        until = seen.facts.get("card", {}).get("until", "")
        if not until or until >= seen.on.isoformat():
            return seen
        fact, value = _EXPIRED
        asked = next((question for question in seen.questions if question.fact == fact), None)
        taken = (
            [option for option in asked.values if option.code == value and not option.refusal]
            if asked
            else []
        )
        if not taken:
            return seen
        order = [*(one for one in seen.facts.get("order", []) if one != fact), fact]
        return self._note(act, seen.case.id, {"answers": {fact: value}, "order": order})

    def _from_register(self, act: Acting, seen: Look) -> Look:
        """Answer what the register of permit holders knows, if this service asks for it."""
        answers: dict[str, Any] = {}
        for question in seen.questions:
            if question.fact in seen.permit:
                answers[question.fact] = seen.permit[question.fact]
        told: dict[str, Any] = dict(seen.permit_beside)
        if answers:
            told |= {"answers": answers, "register": sorted(answers)}
        return self._note(act, seen.case.id, told) if told else seen

    def _value(self, seen: Look, fact: str, value: str) -> Any:
        """A typed value as the fact wants it, kept as plain JSON."""
        if seen.application is None:
            raise NotAtThisStage(seen.stage)
        asked = {question.fact for question in seen.questions} | set(seen.facts.get("answers", {}))
        if fact not in asked or fact in _NEVER_ASKED:
            raise NotAskedHere(fact=fact_named(self.bench, fact))
        rules, place = self.bench.rules, self.bench.station.jurisdiction
        question = rules.question(place, seen.application.service, fact, seen.on, seen.rule_facts())
        by_digit = {str(number): option.code for number, option in enumerate(question.values, 1)}
        if question.kind == "choice":
            chosen = by_digit.get(value.strip(), value.strip())
            if chosen not in by_digit.values():
                raise NoSuchChoice(key=value[:20])
            return chosen
        read = rules.vocabulary.read_one(rules.fact(fact), value.strip())
        if isinstance(read, date):
            see_it_can_be(rules.fact(fact), read, seen)
        return sorted(read) if isinstance(read, frozenset) else read if isinstance(read, int) else str(read)
