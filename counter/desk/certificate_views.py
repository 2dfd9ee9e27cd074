"""What the desk hands out about certificates: what is typed, what is still wanting, the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from counter.desk.application_views import ApplicationView
from counter.desk.views import SheetView
from counter.locale import Text
from counter.workflows.certificate import CertificateState


@dataclass(frozen=True, slots=True)
class EntryView:
    """One field of the certificate: its label, what stands there now, and whether it may stay empty."""

    code: str
    label: Text
    value: str
    optional: bool
    sample: str
    """How such a field reads, for the clerk who never filled one in."""


@dataclass(frozen=True, slots=True)
class CertificateView:
    """The certificate of one application, as it stands."""

    application: ApplicationView
    form: str
    title: Text
    state: CertificateState
    entries: tuple[EntryView, ...]
    rows: tuple[str, ...] = ()
    """The members of a household as they were typed, one line each; empty where the form has no table."""
    has_rows: bool = False
    still: tuple[Text, ...] = ()
    """What must be typed before it can be read back."""
    odds: tuple[Text, ...] = ()
    """In what the rows differ from the number of the person; they stand with a reason."""
    large: tuple[tuple[str, ...], ...] = ()
    """While it is read back: each character of the name drawn large."""
    sheet: SheetView | None = None
