"""The station as its file describes it: each field followed by its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

ROLES: Final = ("auxiliary", "officer", "supervisor", "seal-keeper", "auditor")
SEAL_MODES: Final = ("specimen", "wet", "issued")
PRINTER_ROLES: Final = ("slips", "reports", "thermal")
RECEIPTS: Final = ("acceptance-receipt", "stub-receipt")


@dataclass(frozen=True, slots=True)
class StationSettings:
    """The counter and the authority it belongs to."""

    name: str
    """Short name on the screen."""
    full_name: str
    """Full name on paper and around the seal."""
    code: str
    """Agency code (GA/T 380), 12 digits."""
    jurisdiction: str
    """Code of the rules in force here: the name of a file in data/jurisdictions."""
    place_zh: str
    """The place as the screen names it, in Chinese."""
    place_en: str
    """The place as the screen names it, in English."""
    phone: str = ""
    """Printed on notices, for questions."""
    terminal: int = 1
    """Number of this terminal at the station, 1 to 99; part of every serial."""
    training: bool = False
    """A training station: every sheet says 样张 SPECIMEN, the sample PINs are shown."""
    receipt: str = "acceptance-receipt"
    """The form of the receipt that is handed out: ``acceptance-receipt`` (A5), or ``stub-receipt`` (A4: stub and receipt,
    cut along a line that a seal straddles)."""
    print_to_sign: bool = False
    """Whether papers that this program can print are printed here before anybody signs them; else a ready-made form may do."""


@dataclass(frozen=True, slots=True)
class SealSettings:
    """How slips are sealed."""

    mode: str
    """``specimen`` draws a marked seal (training), ``wet`` a dotted circle for the seal in the officer's hand,
    ``issued`` the picture that the authority issued to this station, inside a session that two people opened."""
    purpose: str = "户口专用章"
    """The words across the seal."""
    number: str = "0000000000000"
    """The number on the lower arc; all zeros on a specimen."""


@dataclass(frozen=True, slots=True)
class ClerkSettings:
    """Somebody enrolled when the station is made; later changes are acts in the journal."""

    number: str
    name: str
    role: str
    pin: str


@dataclass(frozen=True, slots=True)
class BeatSettings:
    """Whose people are visited at home by whom (社区民警): an address belongs to the first beat one of whose words it holds."""

    name: str
    officer: str
    """Number of the community officer, one of [[clerk]] or enrolled later."""
    addresses: tuple[str, ...]
    """Words that stand in the addresses of the beat: streets, estates."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """A printer and what it is for; reports without one print where slips do, slips without one go into the folder."""

    role: str
    """``slips`` (slips and notices), ``reports`` (ledgers, day reports), ``thermal`` (queue and material lists)."""
    uri: str
    """``ipp://host:port/path``, of a CUPS queue or of the printer itself; for ``thermal`` also its device file, such as
    ``/dev/usb/lp0``, or ``socket://host:9100``."""
    name: str = ""
    """How the clerk calls it; the queue's name or host and port by default."""
    paper: str = ""
    """Media name (PWG 5101.1) to use whatever the page's size, such as iso_a4_210x297mm."""
    dx: float = 0.0
    """mm by which pre-printed forms are moved to the right; ``counter printers calibrate`` finds the three numbers."""
    dy: float = 0.0
    """mm by which they are moved down."""
    scale: float = 1000.0
    """‰ by which they are scaled from the upper left corner."""


@dataclass(frozen=True, slots=True)
class CardReaderSettings:
    """The reader of identity cards."""

    device: str
    """Its device file, such as ``/dev/ttyUSB0``: a reader with a SAM module on a serial line."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Another place that serves people while this counter cannot; told on the notice of an interruption."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in the file."""

    station: StationSettings
    seal: SealSettings
    clerk: tuple[ClerkSettings, ...] = field(default_factory=tuple)
    """Tables of the array [[clerk]]."""
    printer: tuple[PrinterSettings, ...] = field(default_factory=tuple)
    """Tables of the array [[printer]], one of a role at most."""
    beat: tuple[BeatSettings, ...] = field(default_factory=tuple)
    """Tables of the array [[beat]], in the order in which they are tried."""
    site: tuple[SiteSettings, ...] = field(default_factory=tuple)
    """Tables of the array [[site]], in the order in which they are told."""
    card_reader: CardReaderSettings | None = None
    """The table [card-reader]; without it documents are compared by eye, and on a training station a reader pretends."""

    def printer_for(self, role: str) -> PrinterSettings | None:
        """The printer of a role, if the station has one."""
        return next((one for one in self.printer if one.role == role), None)
