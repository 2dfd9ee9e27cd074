"""What every verb works with: the store, the rules, the press, the printer, the key, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from counter.clock import Clock
from counter.desk.views import StationView
from counter.devices.finger_reader import FingerReader
from counter.devices.ports import Printer
from counter.printing.press import Press
from counter.rules import Rulebook
from counter.settings import Settings
from counter.store.store import Store
from counter.trust.keys import KeyInUse
from counter.values.codes import Codes

if TYPE_CHECKING:
    from counter.devices.card_reader import CardReader


@dataclass(frozen=True, slots=True)
class Bench:
    """The tools laid out for the clerk; assembled in one place only (``counter.build``)."""

    settings: Settings
    station: StationView
    store: Store
    rules: Rulebook
    codes: Codes
    press: Press
    printer: Printer
    key: KeyInUse
    """The file of the key that signs codes."""
    clock: Clock
    archive: Path = Path("archive")
    """Where signed copies of sheets lie."""
    reader: FingerReader | None = None
    """The fingerprint reader, where one is plugged in."""
    card_reader: CardReader | None = None
    """The reader of identity cards, where the station has one."""
    printers: Mapping[str, Printer] = field(default_factory=dict)
    """Printers of other roles than ``slips``; a role without one prints where slips are printed."""

    @property
    def strips(self) -> frozenset[str]:
        """The forms for a roll: they prove nothing, so no list, no book and no archive of sheets counts them."""
        return frozenset(code for code, form in self.press.forms.items() if form.roll)

    def printer_for(self, form: str) -> Printer:
        """The printer of the role that a form is for."""
        return self.printers.get(self.press.forms[form].printer, self.printer)
