"""An answer as lines of plain text: what ``counter rules explain`` prints without ``--json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from counter.locale import Text
from counter.rules.answer import Answer, Demand, Question, Why
from counter.rules.notice import WHOSE

_OUTCOMES = {
    "open": Text("还有问题要问", "questions remain"),
    "accept": Text("可以受理", "can be accepted"),
    "complete": Text("材料待补正", "documents are missing"),
    "refuse": Text("不予受理", "refused"),
}
_FINGERPRINTS = {
    "none": Text("不采集", "none"),
    "register": Text("采集", "registered"),
    "verify": Text("核验", "verified"),
}


class _Reasoned(Protocol):
    @property
    def text(self) -> Text: ...
    @property
    def why(self) -> Why: ...


def told(answer: Answer) -> Iterator[Text]:
    """The lines of an answer: outcome, then every part that says something, each followed by its reason."""
    about = f"{answer.jurisdiction}/{answer.service}  {answer.on}"
    yield Text("{about}  {said}", "{about}  {said}").format(about=about, said=_OUTCOMES[answer.outcome])
    for question in answer.questions:
        yield from _asked(question)
    for refusal in answer.refusals:
        yield from _reasoned(Text("拒绝", "refused"), refusal)
        yield Text("    下一步: {remedy}", "    next: {remedy}").format(remedy=refusal.remedy)
    for demand in answer.documents:
        yield from _reasoned(_paper(demand, missing=demand.group in answer.missing), demand)
    for signature in answer.signatures:
        yield from _reasoned(Text("签字", "sign"), signature)
    yield from _single(answer)
    for way in answer.collection:
        yield from _reasoned(Text("领取", "collect"), way)
    for said in answer.advice:
        yield from _reasoned(Text("建议", "advice"), said)
    for said in answer.notes:
        yield from _reasoned(Text("说明", "note"), said)


def _asked(question: Question) -> Iterator[Text]:
    yield Text("问  {fact}: {text}", "ask  {fact}: {text}").format(fact=question.fact, text=question.text)
    for option in question.values:
        refused = option.refusal.text if option.refusal else Text("", "")
        yield Text(
            f"    {option.code}  {option.text.zh}" + (f" — {refused.zh}" if refused.zh else ""),
            f"    {option.code}  {option.text.en}" + (f" — {refused.en}" if refused.en else ""),
        )


def _paper(demand: Demand, *, missing: bool) -> Text:
    mark = Text("缺", "missing") if missing else Text("已有", "seen")
    papers = " | ".join(demand.any_of)
    return Text("材料({mark}) {whose}: {papers}", "show ({mark}) {whose}: {papers}").format(
        mark=mark, whose=WHOSE[demand.of], papers=papers
    )


def _single(answer: Answer) -> Iterator[Text]:
    if answer.fee:
        yield from _reasoned(_amount(answer.fee.fen), answer.fee)
    if answer.deadline:
        yield from _reasoned(Text("期限", "deadline"), answer.deadline)
    if answer.validity:
        yield from _reasoned(Text("有效期", "validity"), answer.validity)
    yield Text("指纹: {said}", "fingerprint: {said}").format(said=_FINGERPRINTS[answer.fingerprint])


def _amount(fen: int | None) -> Text:
    if fen is None:
        return Text("费用 按当地标准", "fee as the place sets it")
    return Text("费用 {yuan} 元", "fee {yuan} yuan").format(yuan=f"{fen / 100:.2f}")


def _reasoned(head: Text, item: _Reasoned) -> Iterator[Text]:
    yield Text("{head}: {text}", "{head}: {text}").format(head=head, text=item.text)
    yield Text("    因为: {why}", "    why: {why}").format(why=item.why.text)
