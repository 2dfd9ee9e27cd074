"""What is agreed with an applicant, as the desk tells it: signatures, fingers, the fee, the way of collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter.desk.views import SheetView
from counter.locale import Text
from counter.values.finger_code import FingerCode
from counter.workflows.fingers import Ask, Place


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A paper to be signed; ``signed`` is the name of who signed."""

    key: str
    paper: Text
    by: str
    text: Text
    source: Text
    signed: str
    printable: bool = False
    """Whether its words are known here, so that it can be printed and read before it is signed."""
    sheet: SheetView | None = None
    """The sheet that was printed for the words as they are now."""
    wanted: bool = False
    """Whether this station wants it printed here before it is signed."""


@dataclass(frozen=True, slots=True)
class FeeView:
    """What is charged; ``fen`` None where the place sets the amount. ``receipt`` is the number of the finance receipt."""

    fen: int | None
    text: Text
    basis: Text
    receipt: str
    taken: int
    unpublished: bool = False
    """The place sets the amount and has published none: nothing is charged."""
    reduction: int = 0
    """What the rules waive of the tariff, in fen; it counts once two people have signed it."""
    waived: int = 0
    """What two people waived, in fen."""
    exempt: bool = False
    """Whether the whole fee is waived."""
    approved_by: str = ""
    reason: str = ""
    ground: str = ""
    """The rule that waives, or ``by-hand``."""
    waivable: bool = True
    """Whether two people may waive it; not where the law leaves no waiver to anybody."""


@dataclass(frozen=True, slots=True)
class WayView:
    """A way of collection; ``final`` when it cannot be changed after acceptance."""

    mode: str
    text: Text
    final: bool
    source: Text
    settles: str = "self"
    """What is settled by it: self, agent or mail."""


@dataclass(frozen=True, slots=True)
class CollectionChoice:
    """The way of collection that was settled: mode self, agent or mail; who the agent is, or where the mail goes."""

    mode: str
    agent: str = ""
    agent_number: str = ""
    """Masked."""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FingerView:
    """One finger so far: asked, registered, skipped, tried, or untouched; ``quality`` of its last press, None without image."""

    finger: FingerCode
    state: Literal["asked", "registered", "skipped", "tried", "untouched"]
    tries: int
    quality: int | None


@dataclass(frozen=True, slots=True)
class FingersView:
    """The ladder of fingerprints: what to ask now, and the places filled; ``ask`` None when it is done."""

    mode: str
    ask: Ask | None
    places: tuple[Place, ...]
    fingers: tuple[FingerView, ...] = ()
    """All ten, thumb first, right hand first."""
    reader: Text | None = None
    """How the reader is called; None where none is plugged in."""
    pass_mark: int = 0
    """The quality from which a print will do."""
    again: bool = False
    """Whether fingers were skipped or the taking was ended, so that it can be taken up again."""
