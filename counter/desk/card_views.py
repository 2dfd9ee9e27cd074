"""What an identity card on the reader said, as the desk tells it beside what is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from counter.locale import Text

if TYPE_CHECKING:
    from counter.devices import card_record

    IdentityCard = card_record.IdentityCard  # a screen hands it on, and looks at nothing in it


FIELDS: Final = ("name", "sex", "ethnic", "household_address")
"""What a card says that an applicant has too; number and day of birth belong together and decide who it is."""


@dataclass(frozen=True, slots=True)
class CardChange:
    """A field in which the card differs from what is known here: old → new, in words."""

    field: str
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class AgentCard:
    """The card of somebody who acts for another: name and number, and what is to be said of the card."""

    name: str
    number: str
    said: CardView | None


@dataclass(frozen=True, slots=True)
class CardView:
    """What the card added to a journey that it began."""

    until: date | None
    """Its last day; None where it is valid for ever."""
    expired: bool
    changes: tuple[CardChange, ...] = ()
    """What differs now; what was corrected is not told any more."""
    unread: tuple[tuple[str, str], ...] = ()
    """Fields with characters that cannot be kept, each as (field, what the chip has, those as 〔U+E86C〕)."""
    cut: tuple[str, ...] = ()
    """Fields that fill their place on the chip, so that the end may be missing."""
