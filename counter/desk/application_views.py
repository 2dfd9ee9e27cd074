"""An application in a list, or on its way after acceptance, as the desk tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.views import SheetView
from counter.locale import Text
from counter.workflows.application import Deed, State


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application in a list, or on its way after acceptance."""

    id: str
    service: str
    title: Text
    name: str
    masked_number: str
    state: State
    since: datetime
    accepted_on: date | None
    due: date | None
    estimated: bool
    collect: str
    receipt: str = ""
    notice: str = ""
    deeds: tuple[Deed, ...] = ()
    """What may be done to it now."""
    reason: str = ""
    """Why the authority rejected it, as it was recorded."""
    article: str = ""
    """The article the rejection relies on."""
    rejection: SheetView | None = None
    """The notice of rejection, where one was printed; told for a single application, not in lists."""
    certificate: str = ""
    """The form of the certificate it ends in; told for a single application, not in lists."""
    loss: bool = False
    """Whether it begins with the report of a loss; told for a single application, not in lists."""
    visit: str = ""
    """The home visit made or to be made about it; told for a single application, not in lists."""
    unreported: int = 0
    """待联网核验: deeds that the authority's system has not confirmed; told for a single application, not in lists."""
