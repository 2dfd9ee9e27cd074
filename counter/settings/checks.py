"""What the values of single fields cannot show: closed lists, ranges, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from counter.locale import Text
from counter.settings.model import (
    PRINTER_ROLES,
    RECEIPTS,
    ROLES,
    SEAL_MODES,
    CardReaderSettings,
    ClerkSettings,
    PrinterSettings,
    SealSettings,
    StationSettings,
)

_TERMINALS: Final = range(1, 100)
_SHIFT, _SCALES = 20, (950, 1050)
"""Further than that a printer is not out of place but out of order."""


def against_each_other(
    station: StationSettings | None, seal: SealSettings | None, people: Sequence[ClerkSettings]
) -> Iterator[Text]:
    """What single values cannot show: closed lists, ranges, and that training and specimen belong together."""
    if station and station.terminal not in _TERMINALS:
        yield Text("[station] terminal 应在 1 至 99 之间", "[station] terminal should be from 1 to 99")
    if station and station.receipt not in RECEIPTS:
        yield _none_of("[station] receipt", RECEIPTS)
    if seal and seal.mode not in SEAL_MODES:
        yield _none_of("[seal] mode", SEAL_MODES)
    elif station and seal and station.training != (seal.mode == "specimen"):
        yield Text(
            "[seal] mode：训练站只用 specimen，正式站不得用 specimen",
            "[seal] mode: a training station has specimen, a working station never",
        )
    if any(clerk.role not in ROLES for clerk in people):
        yield _none_of("[[clerk]] role", ROLES)
    numbers = [clerk.number for clerk in people]
    for twice in sorted({number for number in numbers if numbers.count(number) > 1}):
        yield Text(f"[[clerk]] number {twice} 出现两次", f"[[clerk]] number {twice} stands twice")


def of_printers(printers: Sequence[PrinterSettings]) -> Iterator[Text]:
    """One printer of a role, moved and scaled by no more than a printer can be out of place."""
    roles = [printer.role for printer in printers]
    if any(role not in PRINTER_ROLES for role in roles):
        yield _none_of("[[printer]] role", PRINTER_ROLES)
    for twice in sorted({role for role in roles if roles.count(role) > 1}):
        yield Text(f"[[printer]] role {twice} 出现两次", f"[[printer]] role {twice} stands twice")
    if not all(-_SHIFT <= shift <= _SHIFT for printer in printers for shift in (printer.dx, printer.dy)):
        yield Text(
            f"[[printer]] dx、dy 应在 -{_SHIFT} 至 {_SHIFT} 毫米之间",
            f"[[printer]] dx and dy should be from -{_SHIFT} to {_SHIFT} mm",
        )
    if any(not _SCALES[0] <= printer.scale <= _SCALES[1] for printer in printers):
        low, high = _SCALES
        yield Text(
            f"[[printer]] scale 应在 {low} 至 {high} 之间（‰）",
            f"[[printer]] scale should be from {low} to {high} (‰)",
        )


def of_card_reader(reader: CardReaderSettings | None) -> Iterator[Text]:
    """A reader is a file of the system."""
    if reader and not reader.device.startswith("/"):
        yield Text(
            "[card-reader] device 应是设备文件，如 /dev/ttyUSB0",
            "[card-reader] device should be a device file such as /dev/ttyUSB0",
        )


def _none_of(what: str, known: Sequence[str]) -> Text:
    return Text(f"{what} 应为 {'、'.join(known)} 之一", f"{what} should be one of {', '.join(known)}")
