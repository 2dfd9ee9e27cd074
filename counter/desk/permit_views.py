"""What the desk hands out about permits: frozen, plain, complete, ready to be shown or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.views import HolderView, RefusalView
from counter.locale import Text


@dataclass(frozen=True, slots=True)
class WindowView:
    """When the endorsement may be made: ``code`` early, open, late-in-grace or late; ``days`` until it closes, < 0 after."""

    code: str
    text: Text
    opens: date
    closes: date
    grace_until: date
    days: int
    rule: Text
    source: Text


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What an endorsement made today would do: until when, and what becomes of the years of residence; or why not."""

    until: date | None
    years: str
    """run-on, anew, or "" where the rules refuse."""
    text: Text | None
    source: Text | None
    refusals: tuple[RefusalView, ...] = ()


@dataclass(frozen=True, slots=True)
class PermitView:
    """A permit today: its state in words, its dates, and what can be done."""

    holder: HolderView
    state: Text
    state_code: str
    """As the life of a permit has it: ``restored`` beside the codes of the register."""
    recorded: str
    """The state as it is recorded; another one than ``state_code`` where time has done something since."""
    by_time: Text | None
    """What time has done, in the words of the rules."""
    by_time_source: Text | None
    years_from: date
    years_known: bool
    """False where only the day of issue is known: the years may have begun earlier."""
    card_lost: bool
    provisional: bool
    """The number was given by this counter; the official one comes with an extract."""
    guarded: tuple[str, ...]
    """Columns set here that no extract has confirmed yet."""
    window: WindowView | None
    outlook: OutlookView
    can: tuple[str, ...]
    """What can be done now, in the order of the page: endorse, change, reissue, lost, restore, cancel, revoke, sweep …"""


@dataclass(frozen=True, slots=True)
class DeedView:
    """One deed of the history of a permit; numbers in ``changes`` are masked."""

    act: int
    deed: str
    text: Text
    state: Text
    at: datetime
    clerk: str
    second: str
    reason: str
    article: Text | None
    application: str
    changes: tuple[tuple[str, str, str], ...]
    sheet: str


@dataclass(frozen=True, slots=True)
class GroundView:
    """A ground on which a permit ends: by which end, under which article, and the papers that must have been seen."""

    key: str
    code: str
    text: Text
    deed: str
    effect: Text
    source: Text
    papers: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep recorded; ``left`` permits are still to be swept."""

    suspended: int
    lapsed: int
    left: int


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a guide: part claim, show or check; numbered within its part."""

    part: str
    number: int
    text: Text
    source: Text


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place where something electronic is shown: accepted, or refused with the article and what to do instead."""

    code: str
    text: Text
    accepted: bool
    why: Text
    source: Text
    remedy: Text | None


@dataclass(frozen=True, slots=True)
class GuideView:
    """How an electronic permit or identity is got, shown and checked here, and where it counts."""

    service: str
    title: Text
    place: Text
    on: date
    since: date
    steps: tuple[StepView, ...]
    places: tuple[PlaceView, ...]
    never: tuple[RefusalView, ...]
    """What never counts, whatever else holds."""
    notes: tuple[tuple[Text, Text], ...]
    """Sentences with their sources."""
