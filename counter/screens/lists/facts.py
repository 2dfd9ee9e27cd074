"""What is known of an application, as labelled lines: dates, receipt, papers, fee, fingers, promises, rejection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from counter.values.money import yuan
from counter.workflows.application import RUNNING, State

if TYPE_CHECKING:
    from counter.desk.agreed_views import CollectionChoice
    from counter.desk.application_views import ApplicationView
    from counter.desk.intake_views import IntakeView
    from counter.locale import Language

Say = Callable[..., str]
Fact = tuple[str, str, str]
"""Key of the label, words, role."""

_BAD: Final = frozenset({State.REJECTED, State.TERMINATED, State.REFUSED})
_GOOD: Final = frozenset({State.COLLECTED, State.MAILED_VERIFIED, State.READY})


def tone_of(told: ApplicationView) -> str:
    """The role of its state; the state has its words as well."""
    return "stop" if told.state in _BAD else "done" if told.state in _GOOD else "wait"


def facts_of(
    told: ApplicationView, intake: IntakeView, today: date, say: Say, language: Language
) -> Iterator[Fact]:
    """The lines that have something to say, in the order in which a clerk asks for them."""
    lines: list[Fact] = [
        ("since", _since(told, today, say), "ink"),
        ("due", _due(told, today, say), "stop" if _late(told, today) else "ink"),
        ("receipt", told.receipt, "ink"),
        ("notice", told.notice if told.state is State.SUPPLEMENT else "", "ink"),
        ("collect", _collect(intake.collection, say), "ink"),
        ("papers", _papers(intake, say, language), "ink"),
        ("promises", _promises(intake, language), "wait"),
        ("fee", _fee(intake), "ink"),
        ("fingers", _fingers(intake, language), "ink"),
        ("rejected", _rejected(told), "stop"),
        ("rejection", _rejection(told, say), "ink"),
        ("unreported", say("application.wait", count=told.unreported) if told.unreported else "", "wait"),
    ]
    return (line for line in lines if line[1])


def _since(told: ApplicationView, today: date, say: Say) -> str:
    days = (today - told.since.date()).days
    since = f"{told.since:%Y-%m-%d %H:%M}  {say('list.since', days=days) if days else say('list.today')}"
    return f"{since}   {say('application.accepted', day=told.accepted_on)}" if told.accepted_on else since


def _late(told: ApplicationView, today: date) -> bool:
    return told.due is not None and told.state in RUNNING and told.due < today


def _due(told: ApplicationView, today: date, say: Say) -> str:
    if told.due is None:
        return ""
    words = told.due.isoformat()
    if told.state in RUNNING:
        days = (told.due - today).days
        left = (
            say("list.today") if days == 0 else say("list.left" if days > 0 else "list.late", days=abs(days))
        )
        words += f"  {left}"
    return words + (f"  {say('application.estimated')}" if told.estimated else "")


def _collect(way: CollectionChoice | None, say: Say) -> str:
    if way is None:
        return ""
    return " ".join(
        part for part in (say(f"way.{way.mode}"), way.agent, way.agent_number, way.address) if part
    )


def _papers(intake: IntakeView, say: Say, language: Language) -> str:
    seen = {p.code: p for demand in intake.checklist for p in demand.papers if p.mark}
    gap = "；" if language == "zh" else "; "
    return gap.join(f"{p.text.in_(language)} {say(f'application.paper.{p.mark}')}" for p in seen.values())


def _promises(intake: IntakeView, language: Language) -> str:
    owed = [d for d in intake.checklist if d.promised_until is not None]
    gap = "；" if language == "zh" else "; "
    return gap.join(f"{d.text.in_(language)} {d.promised_until}" for d in owed)


def _fee(intake: IntakeView) -> str:
    fee = intake.fee
    if fee is None:
        return ""
    told = [f"{yuan(fee.taken)}  {fee.receipt}"] if fee.receipt else []
    told += [f"-{yuan(fee.waived)}  {fee.reason}  {fee.approved_by}"] if fee.waived else []
    return "   ".join(told)


def _fingers(intake: IntakeView, language: Language) -> str:
    if intake.fingers is None:
        return ""
    gap = "；" if language == "zh" else "; "
    told = []
    for place in intake.fingers.places:
        finger = place.finger.text.in_(language) if place.finger else ""
        quality = "" if place.quality is None else str(place.quality)
        why = place.reason.text.in_(language) if place.reason else ""
        told.append(
            " ".join(part for part in (finger, place.outcome.text.in_(language), quality, why) if part)
        )
    return gap.join(told)


def _rejected(told: ApplicationView) -> str:
    return f"{told.reason}  {told.article}".strip()


def _rejection(told: ApplicationView, say: Say) -> str:
    sheet = told.rejection
    return f"{sheet.serial}  {say(f'sheet.{sheet.state}')}" if sheet is not None else ""
