"""What every verb of an intake leans on: reading it, noting facts, taking steps, and letting the rules speak after each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from counter.desk.application_view import intake_view
from counter.desk.bench import Bench
from counter.desk.handing_case import settle
from counter.desk.intake_views import IntakeView
from counter.desk.journey import Finished
from counter.desk.look import Look, look
from counter.desk.rights import demand
from counter.desk.views import Session
from counter.errors import Refused
from counter.locale import Text
from counter.store import days
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.workflows.application import (
    APPLICATIONS,
    AT_REST,
    INTAKE,
    ORDER,
    RUNNING,
    Deed,
    Move,
    Stage,
    State,
    onward,
)


class NotAtThisStage(Refused):
    """The verb belongs to another step of the intake."""

    happened = Text(
        "现在在“{stage_zh}”这一步，不能这样做。",
        "The intake stands at “{stage_en}”, which does not allow this.",
    )
    next_step = Text("请先完成这一步，或退一步。", "Please finish this step first, or step back.")

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage_zh=stage.text.zh, stage_en=stage.text.en)


class StillWanting(Refused):
    """Something is not settled yet; everything is named at once."""

    happened = Text("还不能继续：{what_zh}。", "It cannot go on yet: {what_en}.")
    next_step = Text("请先办完这些。", "Please settle these first.")

    def __init__(self, what: Sequence[Text]) -> None:
        zh, en = "；".join(t.zh for t in what), "; ".join(t.en for t in what)
        super().__init__(what_zh=zh, what_en=en)


_ALONE = frozenset({Stage.QUESTIONS, Stage.SIGNATURES, Stage.FINGERPRINTS, Stage.FEE, Stage.COLLECTION})
"""Stages that the intake leaves by itself as soon as they are settled."""


@dataclass(frozen=True, slots=True)
class Window:
    """A room of intake verbs on a bench."""

    bench: Bench

    def _view(self, case_id: str) -> IntakeView:
        with self.bench.store.reading() as db:
            return intake_view(look(self.bench, db, case_id), db)

    @contextmanager
    def _acting(self, session: Session, case_id: str, *stages: Stage) -> Iterator[tuple[Acting, Look]]:
        """A transaction on an intake that stands at one of these stages (any open one, if none is named).

        Raises:
            NotYourRole, NoSuchCase, Finished, NotAtThisStage
        """
        demand(session.clerk, "draft")
        with self.bench.store.acting(session.clerk.number, one_deed=True) as act:
            seen = look(self.bench, act.db, case_id)
            if not seen.case.is_open and seen.stage not in stages:
                raise Finished
            if stages and seen.stage not in stages:
                raise NotAtThisStage(seen.stage)
            yield act, seen

    def _note(self, act: Acting, case_id: str, facts: Mapping[str, Any], *entered: str) -> Look:
        """Record facts without a step; the intake as it then is."""
        act.record(Kind.CASE_NOTED, case_id, {"facts": dict(facts), "entered": list(entered)})
        return look(self.bench, act.db, case_id)

    def _step(
        self,
        act: Acting,
        seen: Look,
        move: Move,
        facts: Mapping[str, Any] | None = None,
        to: Stage | None = None,
    ) -> Look:
        """Record a step of the intake; ``to`` where it passes over stages the service does not have."""
        to = to or INTAKE.step(seen.stage, move)
        body = {"act": move, "to": to, "facts": dict(facts or {}), "open": to not in AT_REST}
        act.record(Kind.CASE_MOVED, seen.case.id, body)
        return look(self.bench, act.db, seen.case.id)

    def _deed(self, act: Acting, seen: Look, deed: Deed, reason: str = "", **told: Any) -> Look:
        """Record a deed on the application.

        Raises:
            NotNow
        """
        record_deed(act, seen.case.id, seen.state or State.DRAFT, deed, reason, **told)
        return look(self.bench, act.db, seen.case.id)

    def _settle(self, act: Acting, seen: Look) -> Look:
        """Let the rules speak: a refusal stops the intake, a stage that came open calls it back, a settled one leads on."""
        if seen.waiver is not None and not seen.owing.waived:
            seen = self._unwaive(act, seen, "申请的情况已改变")
        if seen.answer and seen.answer.refusals and (seen.stage, Move.REFUSE) in INTAKE.moves:
            return self._step(act, seen, Move.REFUSE)
        if (earlier := self._reopened(seen)) is not None:
            return self._step(act, seen, Move.BACK, to=earlier)
        if seen.stage in _ALONE and seen.lacking(seen.stage) is None:
            return self._settle(act, self._onward(act, seen))
        return seen

    def _unwaive(self, act: Acting, seen: Look, reason: str) -> Look:
        """The waiver of a fee does not stand any more; it stays in the books with the reason."""
        if seen.waiver is None:
            return seen
        day = days.book_day(act.db, self.bench.clock.today().isoformat())
        body = {"waiver": seen.waiver.act, "fen": seen.waiver.fen, "reason": reason, "day": day}
        act.record(Kind.FEE_UNWAIVED, seen.case.id, body)
        return self._note(act, seen.case.id, {"waived": None})

    def _reopened(self, seen: Look) -> Stage | None:
        """The first stage before this one that is not settled any more."""
        if seen.stage not in ORDER:
            return None
        before = ORDER[: ORDER.index(seen.stage)]
        needed = seen.needed | {Stage.IDENTITY}
        return next((stage for stage in before if stage in needed and seen.lacking(stage)), None)

    def _nothing_left_here(self, seen: Look) -> None:
        """See that the citizen leaves with every original and every fee that is not earned.

        Raises:
            StillWanting
        """
        here = [paper for paper in seen.papers if not paper.settled]
        wants = [Text("原件尚未退还", "originals are still here")] if here else []
        if seen.fee is not None and not seen.fee.returned:
            wants.append(Text("已收的费用尚未退还", "the fee taken is not given back"))
        if wants:
            raise StillWanting(wants)

    def _onward(self, act: Acting, seen: Look) -> Look:
        """One step on, past the stages this service does not have."""
        return self._step(act, seen, Move.ADVANCE, to=onward(seen.stage, seen.needed))


def record_deed(
    act: Acting, application: str, state: State, deed: Deed, reason: str = "", **told: Any
) -> State:
    """Record a deed on an application and say where it stands then; a handing over that was under way is settled by it.

    Raises:
        NotNow
    """
    to = APPLICATIONS.step(state, deed)
    body = {"deed": deed, "to": to, "running": to in RUNNING, "reason": reason, **told}
    act.record(Kind.APPLICATION_MOVED, application, body)
    settle(act, application)
    return to


BEFORE_ACCEPTANCE = frozenset(ORDER)
"""The stages at which facts may still change."""
