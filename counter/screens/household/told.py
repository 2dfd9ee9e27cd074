"""What a line of a household says of its person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.desk.household_views import LineView
    from counter.locale import Language


def tone_of(line: LineView) -> str:
    """Refused, on paper, or still under way."""
    return "stop" if line.refusal else "done" if line.receipt and not line.is_spoiled else "wait"


def state_of(line: LineView, say: Callable[..., str], language: Language) -> str:
    """How it ended, or what it wants next, in words."""
    if line.refusal is not None:
        return f"✗ {line.refusal.in_(language)}"
    if line.is_spoiled:
        return say("household.spoiled", serial=line.receipt)
    if line.receipt:
        return f"✓ {line.receipt}  {say(f'sheet.{line.sheet_state}')}"
    return _wants(line, say, language) if line.open else line.stage.text.in_(language)


def _wants(line: LineView, say: Callable[..., str], language: Language) -> str:
    if line.question is not None:
        return f"? {line.question.text.in_(language)}"
    if line.missing:
        return say("household.missing", count=len(line.missing), first=line.missing[0].text.in_(language))
    if line.agreed:
        return say("household.ready")
    return say("household.to-agree") if line.to_agree else line.stage.text.in_(language)
