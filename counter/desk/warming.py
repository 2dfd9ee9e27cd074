"""What is warmed before it is wanted: the sheets this station prints first, with their seal; the readings of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.desk.bench import Bench
from counter.desk.cases import SERVICE
from counter.desk.loose import QUEUE_SLIP
from counter.desk.papers import SLIP, drawn_seal
from counter.printing.paper import Paper
from counter.printing.warming import warming
from counter.store.initials import initials


def warm(bench: Bench) -> Iterator[None]:
    """Load what the first sheet and the first applicant need, one piece at each step; nothing is signed, recorded or sent."""
    papers, strips = ([_blank(bench, form) for form in forms] for forms in (_first(bench), _strips(bench)))
    yield from warming(bench.press, papers, strips)
    initials("")  # its dictionary loads slowly, and the first applicant of the day is recorded with it
    yield


def _first(bench: Bench) -> list[str]:
    """The confirmation slip, where the place issues it, and the receipt of the counter."""
    slips = [SLIP] if SERVICE in bench.rules.services(bench.station.jurisdiction) else []
    return [*slips, bench.settings.station.receipt]


def _strips(bench: Bench) -> list[str]:
    """The number to wait with, where strips are printed: on a printer for them, or into the folder of a station that has none."""
    own = bench.settings
    return [QUEUE_SLIP] if own.printer_for("thermal") is not None or not own.printer else []


def _blank(bench: Bench, form: str) -> Paper:
    """A form with its sample words and the seal this station would draw; an issued one is opened by people only."""
    sample = bench.press.forms[form].sample()
    return replace(sample, seal=drawn_seal(bench, form), specimen=bench.station.training)
