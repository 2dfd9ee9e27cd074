"""An answer as lines of plain text, zh first: what ``counter rules explain`` prints without ``--json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from counter.locale import Text
from counter.rules.answer import Answer, Demand, Question, Why

_OUTCOMES = {
    "open": Text("还有问题要问", "questions remain"),
    "accept": Text("可以受理", "can be accepted"),
    "complete": Text("材料待补正", "documents are missing"),
    "refuse": Text("不予受理", "refused"),
}


class _Reasoned(Protocol):
    @property
    def text(self) -> Text: ...
    @property
    def why(self) -> Why: ...


def told(answer: Answer) -> Iterator[str]:
    """The lines of an answer: outcome, then every part that says something, each followed by its reason."""
    outcome = _OUTCOMES[answer.outcome]
    yield f"{answer.jurisdiction}/{answer.service}  {answer.on}  {outcome.zh} · {outcome.en}"
    for question in answer.questions:
        yield from _asked(question)
    for refusal in answer.refusals:
        yield from _reasoned("拒绝 refused", refusal)
        yield f"    下一步 next: {refusal.remedy.zh}"
        yield f"               {refusal.remedy.en}"
    for demand in answer.documents:
        yield from _demanded(demand, missing=demand.group in answer.missing)
    for signature in answer.signatures:
        yield from _reasoned("签字 sign", signature)
    yield from _single(answer)
    for way in answer.collection:
        yield from _reasoned("领取 collect", way)
    for said in answer.advice:
        yield from _reasoned("建议 advice", said)
    for said in answer.notes:
        yield from _reasoned("说明 note", said)


def _asked(question: Question) -> Iterator[str]:
    yield f"问 ask  {question.fact}: {question.text.zh} · {question.text.en}"
    for option in question.values:
        refused = f" — {option.refusal.text.zh}" if option.refusal else ""
        yield f"    {option.code}  {option.text.zh} · {option.text.en}{refused}"


def _demanded(demand: Demand, *, missing: bool) -> Iterator[str]:
    mark = "缺 missing" if missing else "已有 seen"
    yield from _reasoned(f"材料 show ({mark}) {demand.of}: {' | '.join(demand.any_of)}", demand)


def _single(answer: Answer) -> Iterator[str]:
    if answer.fee:
        amount = "按当地标准 local" if answer.fee.fen is None else f"{answer.fee.fen / 100:.2f} 元 yuan"
        yield from _reasoned(f"费用 fee {amount}", answer.fee)
    if answer.deadline:
        yield from _reasoned("期限 deadline", answer.deadline)
    if answer.validity:
        yield from _reasoned("有效期 validity", answer.validity)
    yield f"指纹 fingerprint: {answer.fingerprint}"


def _reasoned(head: str, item: _Reasoned) -> Iterator[str]:
    yield f"{head}: {item.text.zh}"
    yield f"    {item.text.en}"
    why = item.why.text
    yield f"    因为 why: {why.zh}"
    yield f"             {why.en}"
