"""Who stands at the window, as the desk tells it: applicants, their changes, lists of people; numbers masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.locale import Text


@dataclass(frozen=True, slots=True)
class PersonView:
    """An applicant; the number is masked."""

    id: str
    name: str
    rare: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    """Characters no font of this station has, with code points."""
    masked_number: str
    sex: Text
    ethnic: str
    birth: date
    age: int
    """Completed years today."""
    household_address: str
    residence_address: str
    phone: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field of an applicant, old → new, with its reason."""

    field: str
    old: str
    new: str
    reason: str
    at: datetime
    clerk: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people who may stand here: ``key`` to choose by, the number masked."""

    key: str
    name: str
    masked_number: str
    sex: Text
    birth: date
    state: Text
    """``was here``, or the state of the permit."""
    state_code: str

    @property
    def holder(self) -> int | None:
        """The holder of the register this row is about; None for an applicant."""
        kind, _, which = self.key.partition(":")
        return int(which) if kind == "holder" else None

    @property
    def person(self) -> str | None:
        """The applicant this row is about; None for a holder of the register."""
        kind, _, which = self.key.partition(":")
        return which if kind == "person" else None


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The people found; ``more`` when there are others beyond the limit."""

    rows: tuple[PersonRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class WordView:
    """A word to choose, and the initials under which it is typed."""

    text: str
    initials: tuple[str, ...]
