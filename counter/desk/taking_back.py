"""Taking back (撤销): the last thing done in an intake is undone, step by step, until something was printed or taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from counter.desk.bench import Bench
from counter.desk.intake_views import UndoneView
from counter.desk.look import Look
from counter.desk.losses import demand_no_loss
from counter.desk.person_fields import found_by
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, Window
from counter.errors import Refused
from counter.locale import Text
from counter.rules.vocabulary import document_of
from counter.store import applications, cases, persons
from counter.store.apply import Kind
from counter.store.apply_undo import counting, deed_of, together
from counter.store.journal import Entry
from counter.store.store import Acting
from counter.values.typography import marked
from counter.workflows.application import Move, Stage

_WHERE = (*BEFORE_ACCEPTANCE, Stage.NOTICE, Stage.REFUSAL)
_SILENT = frozenset({Kind.CASE_PARKED, Kind.CASE_TAKEN_UP})
"""Acts in which nothing was said; they are passed over."""
_SAID = frozenset(
    {
        Kind.CASE_NOTED, Kind.CASE_MOVED, Kind.APPLICATION_BEGUN, Kind.PAPER_MARKED, Kind.PROMISE_GIVEN,
        Kind.PROMISE_SETTLED, Kind.PERSON_RECORDED, Kind.PERSON_CHANGED,
    }
)  # fmt: skip
_MOVES = frozenset({Move.ADVANCE, Move.BACK, Move.REFUSE, Move.WANT})
"""Steps that used no paper and promised nothing."""
_PRINTED = frozenset({"letters", "taken-home"})
"""Facts of a note that name a sheet in somebody's hand."""
_MARKED = {
    "seen": Text("查验", "seen"),
    "copied": Text("复印", "copied"),
    "returned": Text("退还", "returned"),
    "kept": Text("留存", "kept"),
    "withdrawn": Text("撤回", "withdrawn"),
}
_NOTED = {
    "answers": Text("回答", "an answer"),
    "agreed": Text("读回核对", "the read-back"),
    "signed": Text("签字", "a signature"),
    "collection": Text("领取方式", "the way of collection"),
    "skipped": Text("跳过的手指", "the finger skipped"),
    "stopped": Text("结束采集指纹", "the end of the fingerprints"),
    "unpublished": Text("不收费", "that nothing is charged"),
    "states": Text("授权书载明的事项", "what the power of attorney states"),
    "person": Text("申请人", "the applicant"),
    "number": Text("号码", "the number"),
}
"""What a note that sets this fact was about; the first that fits is told."""

TYPED = ("name", "ethnic", "household_address", "residence_address", "phone")
"""The fields of an applicant that are typed."""
TYPED_FOR = "typed-for"
"""Beside what is typed: the number for which; under another one it would be another person's words."""


class NothingToUndo(Refused):
    """Nothing was said yet, or the last thing done cannot be taken back."""

    happened = Text("没有可以撤销的。", "There is nothing to take back.")
    next_step = Text(
        "打印、收费、减免、采集的指纹和受理不能撤销；请用作废、退费、撤回减免或更正。",
        "What was printed, paid, waived, pressed or accepted is not taken back;"
        " void it, give it back, withdraw it or correct it.",
    )


class TakingBack(Window):
    """The verb that takes the last deed of an intake back."""

    __slots__ = ()

    def undo(self, session: Session, case_id: str) -> UndoneView:
        """Take back the last thing said in an intake, with everything that followed from it by itself.

        To step back says nothing: steps back behind it are taken back with it, and so is what they had undone already. So the
        intake is again where it was before that thing was said.

        The act is journalled and names what it takes back; nothing is removed from the journal. What had been typed
        stands in its fields again.

        Raises:
            NothingToUndo: nothing was said, or it was printed, paid, pressed, accepted, or changed since.
            LossStands: the service with which a loss was registered.
        """
        with self._acting(session, case_id, *_WHERE) as (act, seen):
            *behind, deed = _last(act, case_id)
            if any(one.kind == Kind.APPLICATION_BEGUN for one in deed):
                demand_no_loss(act.db, case_id)
            what = _told(self.bench, seen, deed)
            typed = _typed(self.bench, act, deed)
            for stepped in behind:
                _record(act, case_id, stepped, _told(self.bench, seen, stepped))
            _unmake(act, case_id, deed)
            _record(act, case_id, deed, what)
        for field, text in typed.items():
            self.bench.store.keep_typed(case_id, field, text)
        return UndoneView(self._view(case_id), what)


Doing = list[Entry]
"""The acts of one deed."""


def _last(act: Acting, case_id: str) -> list[Doing]:
    """The deeds to take back, the newest first: steps back, what they had undone, and last the deed in which something was said.

    Raises:
        NothingToUndo
    """
    said = [one for one in counting(act.db, case_id) if one.kind not in _SILENT]
    found: list[Doing] = []
    steps: Doing = []
    while said:
        found.append(deed := together(act.db, said[-1]))
        said = [one for one in said if deed_of(one) != deed_of(deed[0])]
        if _moves(deed) == [Move.BACK]:
            steps.append(deed[0])
        elif steps and _unsaid(deed, steps[-1]):
            steps.pop()
        else:
            break
    if not all(_takes_back(one) for deed in found for one in deed):
        raise NothingToUndo
    return found


def _moves(deed: Doing) -> list[str]:
    """The moves of a deed that consists of nothing else; none of one in which something was said."""
    return [one.body["act"] if one.kind == Kind.CASE_MOVED else "" for one in deed]


def _unsaid(deed: Doing, step: Entry) -> bool:
    """Whether a step back has left nothing of a deed: it only led on, or was the answer that was taken back with the refusal."""
    if "" not in _moves(deed):
        return True
    withdrawn = step.body["facts"].get("answers", {})
    answered = [one.body["facts"].get("answers", {}) for one in deed if one.kind == Kind.CASE_NOTED]
    return bool(withdrawn) and any(withdrawn.keys() <= answers.keys() for answers in answered)


def _record(act: Acting, case_id: str, deed: Doing, what: Text) -> None:
    terminal, first = deed_of(deed[0])
    act.record(Kind.CASE_UNDONE, case_id, {"terminal": terminal, "first": first, "what": what.zh})


def _takes_back(act: Entry) -> bool:
    """Whether an act only said something, and used no paper."""
    if act.kind == Kind.CASE_NOTED:
        return _PRINTED.isdisjoint(act.body["facts"])
    return act.kind in _SAID and (act.kind != Kind.CASE_MOVED or act.body["act"] in _MOVES)


def _unmake(act: Acting, case_id: str, deed: Sequence[Entry]) -> None:
    """Undo what a deed did outside the rows of its case: fields of the applicant go back, a new applicant is forgotten.

    Raises:
        NothingToUndo: the applicant was changed elsewhere since.
    """
    for one in deed:
        if one.kind == Kind.PERSON_RECORDED and not _named_elsewhere(act, one.subject, case_id):
            act.record(Kind.PERSON_WITHDRAWN, one.subject, {"case": case_id})
        elif one.kind == Kind.PERSON_CHANGED:
            person = persons.by_id(act.db, one.subject)
            changes = [[field, new, old] for field, old, new in one.body["changes"]]
            if person is None or any(str(getattr(person, field)) != now for field, now, _ in changes):
                raise NothingToUndo
            body = {"changes": changes, "reason": f"撤销：{one.body['reason']}", "case": case_id}
            act.record(Kind.PERSON_CHANGED, one.subject, body | found_by(person, changes))


def _named_elsewhere(act: Acting, person: str, case_id: str) -> bool:
    """Whether another application, or another journey under way, is about this person."""
    if any(one.id != case_id for one in applications.of_person(act.db, person, 2)):
        return True
    return cases.about_person(act.db, person, case_id)


def _typed(bench: Bench, act: Acting, deed: Sequence[Entry]) -> dict[str, str]:
    """What the clerk had typed for the deed, by field, so that nobody is asked twice."""
    for one in deed:
        facts = one.body.get("facts", {})
        if one.kind == Kind.PERSON_RECORDED:
            fields = {field: str(one.body[field]) for field in TYPED}
            ethnic = bench.codes.ethnic[fields["ethnic"]]
            return fields | {"ethnic": ethnic, TYPED_FOR: str(one.body["number"])}
        if facts.get("number"):
            return {"number": str(facts["number"])}
        if facts.get("how") and (person := persons.by_id(act.db, str(facts.get("person")))) is not None:
            return {"number": person.number}
    return {}


def _told(bench: Bench, seen: Look, deed: Sequence[Entry]) -> Text:
    """The deed in a few words."""
    marks = [one for one in deed if one.kind == Kind.PAPER_MARKED]
    if marks:
        return _papers(bench, marks)
    for one in deed:
        if one.kind == Kind.APPLICATION_BEGUN:
            title = bench.rules.service(bench.station.jurisdiction, one.body["service"]).text
            return _of(Text("事项", "the service"), title)
        if one.kind == Kind.PROMISE_GIVEN:
            return Text("告知承诺", "the promise")
        if one.kind == Kind.PERSON_CHANGED:
            return Text("更正", "the correction")
        if one.kind == Kind.PERSON_RECORDED:
            return _of(_NOTED["person"], Text(one.body["name"], one.body["name"]))
        if one.kind == Kind.CASE_NOTED and (said := _noted(seen, one.body["facts"])) is not None:
            return said
    return (
        Move(deed[0].body["act"]).text if deed[0].kind == Kind.CASE_MOVED else Text("上一步", "the last step")
    )


def _papers(bench: Bench, marks: Sequence[Entry]) -> Text:
    mark, codes = _MARKED[marks[0].body["mark"]], [one.body["paper"] for one in marks]
    names = [bench.rules.vocabulary.documents[document_of(code)].text for code in codes]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return _of(mark, Text(zh, en))


def _noted(seen: Look, facts: Mapping[str, Any]) -> Text | None:
    """What was noted; of an answer question and answer."""
    fact = next((fact for fact in _NOTED if facts.get(fact) is not None), None)
    if fact is None:
        return None
    given = (
        {code: value for code, value in facts[fact].items() if value is not None} if fact == "answers" else {}
    )
    if len(given) != 1:
        return _NOTED[fact]
    rules, (code, value) = seen.bench.rules, next(iter(given.items()))
    asked = rules.fact(code)
    return _of(asked.text, asked.label(rules.vocabulary.read_one(asked, value)))


def _of(what: Text, which: Text) -> Text:
    return marked(Text(f"{what.zh}“{which.zh}”", f"{what.en} “{which.en}”"))
