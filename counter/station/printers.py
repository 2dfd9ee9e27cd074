"""Which printer does what at a station; drivers are imported only where the settings name one."""

from __future__ import annotations

from collections.abc import Mapping

from counter.devices.folder import FolderPrinter
from counter.devices.ports import Printer
from counter.devices.strips import StripFolder
from counter.places import Places
from counter.printing.alignment import Alignment
from counter.settings import PrinterSettings, Settings


def alignments(settings: Settings) -> dict[str, Alignment]:
    """What each role's printer wants corrected on pre-printed paper."""
    return {one.role: Alignment(one.dx, one.dy, one.scale) for one in settings.printer}


def others(settings: Settings, places: Places) -> dict[str, Printer]:
    """The printers of the roles beside slips: those that the station names, and one for strips in any case."""
    roles = [one.role for one in settings.printer if one.role not in {"slips", "thermal"}]
    return {role: printer_for(settings, places, role) for role in roles} | {
        "thermal": _thermal(settings, places)
    }


def _thermal(settings: Settings, places: Places) -> Printer:
    """The printer for strips; a station without any printer lays them down in its folder, as pictures and as dots.

    Raises:
        NotAPrinterAddress, NotAThermalAddress
    """
    own = settings.printer_for("thermal")
    if own is not None:
        return printer_of(own)
    if settings.printer:
        from counter.devices.thermal import NoThermalPrinter  # noqa: PLC0415 - only a station with printers needs it

        return NoThermalPrinter()
    return StripFolder(FolderPrinter(places.paper), _strip_files)


def strip_printer(uri: str, name: str = "", paper: str = "") -> Printer:
    """A thermal printer by device file, by TCP, or behind a queue, which gets its dots; a queue with a paper gets the page.

    Raises:
        NotAPrinterAddress, NotAThermalAddress
    """
    from counter.devices.thermal_address import is_raw  # noqa: PLC0415 - as above

    if is_raw(uri):
        from counter.devices.thermal import ThermalPrinter  # noqa: PLC0415 - as above

        return ThermalPrinter.at(uri, _escpos, name)
    from counter.devices.ipp_printer import IppPrinter  # noqa: PLC0415 - as above

    return IppPrinter.at(uri, name, paper, raw=None if paper else _escpos)


def _escpos(pdf: bytes) -> bytes:
    from counter.printing.raster import raster  # noqa: PLC0415 - pictures are slow to import

    return raster(pdf).escpos()


def _strip_files(pdf: bytes) -> Mapping[str, bytes]:
    from counter.printing.raster import files_of  # noqa: PLC0415 - as above

    return files_of(pdf)


def printer_for(settings: Settings, places: Places, role: str) -> Printer:
    """The printer of a role; without one, sheets are laid down in the folder.

    Raises:
        NotAPrinterAddress
    """
    own = settings.printer_for(role)
    return FolderPrinter(places.paper) if own is None else printer_of(own)


def printer_of(own: PrinterSettings) -> Printer:
    """The printer that the settings name.

    Raises:
        NotAPrinterAddress, NotAThermalAddress
    """
    if own.role == "thermal":
        return strip_printer(own.uri, own.name, own.paper)
    from counter.devices.ipp_printer import IppPrinter  # noqa: PLC0415 - only a station with printers needs it

    return IppPrinter.at(own.uri, own.name, own.paper)
