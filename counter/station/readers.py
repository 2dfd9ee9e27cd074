"""Which reader of identity cards a station has; drivers are imported only when a card is to be read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter.clock import Clock
from counter.locale import Text
from counter.places import Places
from counter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from counter.devices.card_reader import CardReader
    from counter.devices.card_record import IdentityCard
    from counter.devices.ports import PrinterState

_TAUGHT = 8
"""So many people come again and again to a training station."""


@dataclass(slots=True)
class Later:
    """A reader whose driver is imported when it is first used; only its name is known before."""

    name: Text
    make: Callable[[], CardReader]
    _made: CardReader | None = field(default=None)

    def check(self) -> PrinterState:
        """As the driver says."""
        return self._driver().check()

    def read(self) -> IdentityCard | None:
        """As the driver says."""
        return self._driver().read()

    def _driver(self) -> CardReader:
        if self._made is None:
            self._made = self.make()
        return self._made


def card_reader_for(settings: Settings, places: Places, clock: Clock) -> CardReader | None:
    """The reader that the settings name; without one a training station pretends, and a working station has none."""
    if (own := settings.card_reader) is not None:
        return Later(Text("身份证读卡器", "card reader"), partial(_sam, Path(own.device), clock))
    if settings.station.training:
        return Later(Text("模拟读卡器", "simulated card reader"), partial(_training, places.samples, clock))
    return None


def _sam(device: Path, clock: Clock) -> CardReader:
    from counter.devices.sam_reader import SamReader  # noqa: PLC0415 - not before the first card

    return SamReader(device, clock)


def _training(samples: Path, clock: Clock) -> CardReader:
    from counter.devices.training_card_reader import TrainingCardReader  # noqa: PLC0415 - as above

    return TrainingCardReader(_people(samples), clock)


def _people(samples: Path) -> Sequence[dict[str, str]]:
    """The first of the fictional holders of permits that this station was made with; none where their file is gone."""
    try:
        lines = samples.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines[:_TAUGHT]]
    except (OSError, ValueError):
        return []
