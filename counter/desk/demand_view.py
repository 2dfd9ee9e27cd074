"""Views of what the rules know and demand of an intake: answers, the checklist, what a power of attorney states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from counter.desk.demand_views import AnswerView, DemandView, PaperView, StatedView
from counter.desk.look import Look
from counter.locale import Text
from counter.rules.answer import Demand
from counter.rules.vocabulary import shown_as
from counter.store.applications import Received
from counter.values.typography import marked


def answers(seen: Look) -> Iterator[AnswerView]:
    """The questions answered so far, by the citizen or by the register."""
    rules, known = seen.bench.rules, seen.facts.get("answers", {})
    for code, value in known.items():
        fact = rules.fact(code)
        text = fact.label(rules.vocabulary.read_one(fact, value))
        known_there = code in seen.facts.get("register", [])
        yield AnswerView(code, marked(fact.text), str(value), marked(text), known_there)


def demands(seen: Look) -> Iterator[DemandView]:
    """The checklist, with the papers that are here, what is missing and what is promised."""
    here = {paper.paper: paper for paper in seen.papers}
    missing = {demand.group for demand in seen.missing}
    promised = {promise.demand: promise.due for promise in reversed(seen.promises) if not promise.outcome}
    for demand in seen.answer.documents if seen.answer else ():
        due = promised.get(demand.group)
        yield DemandView(
            group=demand.group,
            text=marked(demand.text),
            of=demand.of,
            papers=tuple(_papers(demand, here)),
            copies=demand.copies,
            missing=demand.group in missing,
            lacks=tuple(_lacks(seen, demand)),
            promise_days=demand.promise,
            promised_until=date.fromisoformat(due) if due else None,
            source=marked(demand.source.text),
            why=marked(demand.why.text),
        )


def _papers(demand: Demand, here: Mapping[str, Received]) -> Iterator[PaperView]:
    """The papers that will do, each with where it is and its copies."""
    for paper in demand.papers:
        code = shown_as(paper.code, demand.of)
        found = here.get(code)
        mark = (found.settled or "seen") if found else ""
        yield PaperView(code, paper.text, paper.issuer, mark, found.copies if found else 0)


def _lacks(seen: Look, demand: Demand) -> Iterator[Text]:
    states = seen.bench.rules.fact("states")
    return (states.label(code) for code in demand.lacks)


def states(seen: Look) -> Iterator[StatedView]:
    """What the power of attorney on the counter states and lacks; nothing where none was shown."""
    told = seen.facts.get("states", [])
    asked = seen.answer.documents if seen.answer else ()
    if told or any(demand.lacks for demand in asked):
        for place, one in enumerate(seen.bench.rules.fact("states").values, 1):
            yield StatedView(str(place), one.code, marked(one.text), one.code in told)
