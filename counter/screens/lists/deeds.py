"""What may be done on the page of an application: deeds of the authority by digit, and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counter.desk.application_views import ApplicationView
from counter.desk.intake_views import IntakeView
from counter.workflows.application import RUNNING, WITH_REASON, Deed, Stage, State
from counter.workflows.slip import Sheet


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of what may be done: what it is, the deed or the promise it is about, and whether it needs words."""

    code: str
    deed: Deed | None = None
    about: str = ""
    reason: bool = False

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return " ".join(filter(None, (self.code, self.deed, self.about)))


_HANDED_OVER: Final = frozenset({State.READY, State.UNCLAIMED})
_UNSETTLED: Final = frozenset({Sheet.RESERVED, Sheet.SENT})


def choices(told: ApplicationView, intake: IntakeView) -> tuple[Choice, ...]:
    """Everything that may be done now, the ordinary next step first."""
    found = [Choice("certificate")] if told.certificate else []
    if told.loss:
        found.append(Choice("loss"))
    if told.state is State.SUPPLEMENT and told.notice:
        found.append(Choice("return"))
    if told.state in _HANDED_OVER and not told.certificate:
        found.append(Choice("hand-over"))
    if told.state is State.MAILED:
        found.append(Choice("check"))
    if told.state is State.REJECTED:
        found.append(_notice(told))
    found += [
        Choice("deed", deed, reason=deed in WITH_REASON)
        for deed in told.deeds
        if deed is not Deed.MAIL or told.collect == "mail"
    ]
    for demand in intake.checklist:
        if demand.promised_until is not None and told.accepted_on is not None:
            found.append(Choice("kept", about=demand.group))
            found.append(Choice("broken", about=demand.group, reason=True))
    if told.visit:
        found.append(Choice("visit"))
    if intake.stage is Stage.DONE and told.state in RUNNING | _HANDED_OVER:
        found.append(Choice("receipt", reason=True))
    return tuple(found)


def _notice(told: ApplicationView) -> Choice:
    """Printing the notice of a rejection; one in hand is replaced only for a reason."""
    sheet = told.rejection
    if sheet is not None and sheet.state in _UNSETTLED:
        return Choice("came-out")
    return Choice("notice", reason=sheet is not None and sheet.state is Sheet.OUT)
