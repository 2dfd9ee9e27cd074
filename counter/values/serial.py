"""The local serial of a sheet: unmistakably not an official acceptance number (受理号), which only the centre gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.values.agency_code import AgencyCode

LENGTH = 27
"""Characters of a serial as printed."""
_MOST = 9999
_SHAPE = re.compile(r"L([0-9]{9})-([0-9]{2})-([0-9]{8})-([0-9]{4})")


class NotASerial(BadInput):
    """The text is not the serial of a sheet."""

    happened = Text("不是本系统的纸张编号：{text}。", "Not the serial of one of our sheets: {text}.")
    next_step = Text(
        "编号以 L 开头，形如 L110108990-01-20261122-0001。",
        "It starts with L, as in L110108990-01-20261122-0001.",
    )


class DayFull(Refused):
    """Four places of a serial number the sheets of a day; there is no five-place serial."""

    happened = Text("本机今天的编号已用完（9999 张）。", "This terminal has used all 9,999 serials of today.")
    next_step = Text("请换一台终端打印。", "Please print at another terminal.")


@dataclass(frozen=True, slots=True)
class Serial:
    """``L`` + station (9 digits) + terminal (2) + day + number of the day, from 0001 each day."""

    station: str
    terminal: int
    day: date
    number: int

    @classmethod
    def of(cls, station: AgencyCode, terminal: int, day: date, number: int) -> Serial:
        """The serial of the ``number``-th sheet of a terminal on a day.

        Raises:
            DayFull
        """
        if number > _MOST:
            raise DayFull
        return cls(station.short, terminal, day, number)

    @classmethod
    def parse(cls, text: str) -> Serial:
        """Read a serial as printed.

        Raises:
            NotASerial
        """
        if (found := _SHAPE.fullmatch(text.strip().upper())) is None:
            raise NotASerial(text=text.strip()[:40])
        station, terminal, day, number = found.groups()
        try:
            return cls(station, int(terminal), date(int(day[:4]), int(day[4:6]), int(day[6:])), int(number))
        except ValueError:
            raise NotASerial(text=text.strip()[:40]) from None

    def __str__(self) -> str:
        return f"L{self.station}-{self.terminal:02d}-{self.day:%Y%m%d}-{self.number:04d}"
