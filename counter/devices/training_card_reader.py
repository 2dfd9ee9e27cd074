"""A card reader for training stations: it reads no card, gives those of fictional people, and says so wherever it is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from counter.clock import Clock
from counter.devices.card_record import IdentityCard
from counter.devices.ports import PrinterState
from counter.locale import Text
from counter.values.citizen_number import CitizenNumber

_YEARS: Final = 10
_EXPIRED, _EVERY = 3, 4
"""Of four cards the last has expired."""
_MOVED: Final = "样例县城关镇新样例路 {n} 号"
"""Where people have moved when they come again."""


@dataclass(slots=True)
class TrainingCardReader:
    """The card of one person after another, always in the same order; whoever comes again has moved, and the card says so."""

    people: Sequence[Mapping[str, str]]
    """Fields of fictional people: name, number, sex, ethnic, household_address."""
    clock: Clock
    name: Text = field(default=Text("模拟读卡器", "simulated card reader"))
    _read: int = 0

    def check(self) -> PrinterState:
        """Always ready, and never silent about what it is."""
        said = Text("模拟读卡器，仅供训练：不读真实证件", "simulated, for training: reads no real card")
        return PrinterState(True, said)

    def read(self) -> IdentityCard | None:
        """The next card; None where this station was made without people."""
        if not self.people:
            return None
        again, place = divmod(self._read, len(self.people))
        self._read += 1
        person, today = self.people[place], self.clock.today()
        number = CitizenNumber(person["number"])
        begins = date(today.year - (_YEARS + 1 if place % _EVERY == _EXPIRED else 2), 3, 1)
        return IdentityCard(
            name=person["name"],
            sex=number.sex,
            ethnic=person["ethnic"],
            birth=number.birth,
            address=_MOVED.format(n=place + again) if again else person["household_address"],
            number=number.text,
            issuer="样例县公安局",
            valid_from=begins,
            valid_until=begins.replace(year=begins.year + _YEARS),
        )
