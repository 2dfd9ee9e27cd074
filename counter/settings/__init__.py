"""What a station is told about itself: one strict TOML file."""

from counter.settings.model import (
    PRINTER_ROLES,
    RECEIPTS,
    ROLES,
    SEAL_MODES,
    BeatSettings,
    CardReaderSettings,
    ClerkSettings,
    PrinterSettings,
    SealSettings,
    Settings,
    SiteSettings,
    StationSettings,
)
from counter.settings.reading import SettingsWrong, load_settings

__all__ = [
    "PRINTER_ROLES",
    "RECEIPTS",
    "ROLES",
    "SEAL_MODES",
    "BeatSettings",
    "CardReaderSettings",
    "ClerkSettings",
    "PrinterSettings",
    "SealSettings",
    "Settings",
    "SettingsWrong",
    "SiteSettings",
    "StationSettings",
    "load_settings",
]
