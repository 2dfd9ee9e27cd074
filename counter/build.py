"""The one place that assembles: settings → store, rules, press, printer, key, clock → Desk.

A new machine becomes a training station here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter.clock import Clock, SystemClock
from counter.desk.bench import Bench
from counter.desk.desk import Desk
from counter.desk.views import StationView
from counter.devices.finger_reader import FingerReader
from counter.devices.ports import Printer
from counter.devices.training_reader import TrainingReader
from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.places import Places
from counter.printing.press import Press
from counter.rules import Rulebook, load_rulebook
from counter.settings import Settings, load_settings
from counter.station.first_people import enrol, invent_holders
from counter.station.home import HomeUnusable, founded_home, see_that_it_exists, see_that_it_is_ours, write
from counter.station.keys import code_key, store_key
from counter.station.printers import alignments, others, printer_for
from counter.station.readers import card_reader_for
from counter.store.store import Store
from counter.values.agency_code import AgencyCode
from counter.values.codes import load_codes

if TYPE_CHECKING:
    from counter.devices.card_reader import CardReader


class RulesWrong(CounterError):
    """The packs of rules have faults; a counter must not open on them."""

    happened = Text(
        "规则文件有 {count} 处错误，例如 {first}。", "The rules have {count} faults, such as {first}."
    )
    next_step = Text("请运行 counter rules check。", "Please run counter rules check.")


def open_desk(
    places: Places,
    clock: Clock | None = None,
    printer: Printer | None = None,
    reader: FingerReader | None = None,
    card_reader: CardReader | None = None,
) -> Desk:
    """A desk on this machine's station; on a new machine a training station is made first.

    Without a reader a training station has one that invents its answers, and a working station has none; a reader of
    identity cards is there where the settings name one.

    Raises:
        SettingsWrong, NotAnAgencyCode, NotAPrinterAddress, NotAThermalAddress, UnknownWord, RulesWrong, KeyUnsafe, KeyProblem,
        HomeUnusable, StationGone, StoreWontOpen, NoSuchStation, AnotherStation
    """
    try:
        desk = _desk(places, clock or SystemClock(), printer, reader, card_reader)
        enrol(desk, desk.bench.settings)
        if desk.station.training:
            invent_holders(desk, places)
        desk.keys.found()
        if not places.founded.exists():
            write(places.founded, desk.station.code.encode())
    except OSError as problem:
        raise HomeUnusable(folder=places.home, reason=of_the_system(problem)) from problem
    return desk


def _desk(
    places: Places,
    clock: Clock,
    printer: Printer | None,
    reader: FingerReader | None,
    card_reader: CardReader | None,
) -> Desk:
    """The desk of a station whose settings and keys are there, or are made here; nobody is enrolled yet."""
    see_that_it_exists(places)
    founded_home(places)
    settings = load_settings(places.station)
    see_that_it_is_ours(places, settings)
    station, rules = _station(settings), _rules(places.data)
    rules.jurisdiction(station.jurisdiction)
    opening, signing = store_key(places), code_key(places)
    terminal = f"{station.code}-{station.terminal:02d}"
    return Desk.on(
        Bench(
            settings=settings,
            station=station,
            store=Store.open(places.store, opening, terminal=terminal, clock=clock),
            rules=rules,
            codes=load_codes(places.data),
            press=Press(places.data, alignments(settings)),
            printer=printer or printer_for(settings, places, "slips"),
            printers={} if printer else others(settings, places),
            key=signing,
            clock=clock,
            archive=places.archive,
            reader=reader or (TrainingReader() if station.training else None),
            card_reader=card_reader or card_reader_for(settings, places, clock),
        )
    )


def _station(settings: Settings) -> StationView:
    own = settings.station
    return StationView(
        name=own.name,
        code=AgencyCode.parse(own.code).text,
        terminal=own.terminal,
        jurisdiction=own.jurisdiction,
        place=Text(own.place_zh, own.place_en),
        training=own.training,
    )


def _rules(data: Path) -> Rulebook:
    book, problems = load_rulebook(data / "jurisdictions")
    if problems:
        raise RulesWrong(count=len(problems), first=problems[0])
    return book
