"""The one place that assembles: settings → store, rules, press, printer, key, clock → Desk.

A new machine becomes a training station here.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from counter.clock import Clock, SystemClock
from counter.desk.bench import Bench
from counter.desk.desk import Desk
from counter.desk.fiction import Fiction
from counter.desk.rights import may
from counter.desk.views import ClerkView, Role, Session, StationView
from counter.devices.finger_reader import FingerReader
from counter.devices.folder import FolderPrinter
from counter.devices.ports import Printer
from counter.devices.strips import StripFolder
from counter.devices.training_reader import TrainingReader
from counter.errors import BadInput, CounterError, Refused
from counter.locale import Text
from counter.places import Places
from counter.printing.alignment import Alignment
from counter.printing.press import Press
from counter.rules import Rulebook, load_rulebook
from counter.settings import PrinterSettings, Settings, load_settings
from counter.store.engine import KEY_BYTES, new_key
from counter.store.store import Store
from counter.trust.keys import KeyInUse, SigningKey
from counter.values.agency_code import AgencyCode
from counter.values.codes import load_codes

_PRIVATE_FOLDER = 0o700
_SAMPLES = 120
_GONE = Text("登记簿还在，密钥却不见了", "the store is there, but its key is gone")
_NO_KEY = Text("内容不是 64 位十六进制密钥", "it does not hold a key of 64 hexadecimal digits")


class RulesWrong(CounterError):
    """The packs of rules have faults; a counter must not open on them."""

    happened = Text(
        "规则文件有 {count} 处错误，例如 {first}。", "The rules have {count} faults, such as {first}."
    )
    next_step = Text("请运行 counter rules check。", "Please run counter rules check.")


class KeyUnsafe(CounterError):
    """A key file can be read by others, or is not a key."""

    happened = Text(
        "密钥文件 {file} 不可用：{reason_zh}。", "The key file {file} cannot be used: {reason_en}."
    )
    next_step = Text(
        "请恢复备份的密钥，并设为仅本人可读。",
        "Please restore the key from its backup, readable by you only.",
    )

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(file=path.name, reason_zh=reason.zh, reason_en=reason.en)


class HomeUnusable(CounterError):
    """The folder of this station cannot be read or written."""

    happened = Text(
        "站点文件夹 {folder} 不能使用：{reason}。", "The folder {folder} cannot be used: {reason}."
    )
    next_step = Text(
        "请检查权限和磁盘，或用 COUNTER_HOME 指定别处。",
        "Please see to permissions and disk, or name another place in COUNTER_HOME.",
    )


class StationGone(CounterError):
    """The station was made whole once, and now its store or its settings are missing or empty."""

    happened = Text("这个站点的 {file} 不见了或是空的。", "{file} of this station is missing or empty.")
    kept = Text("没有另建新的，其余文件原样未动。", "No new one was made; the other files were not touched.")
    next_step = Text(
        "请恢复备份；确要从头开始，请先移走文件夹 {folder}。",
        "Please restore the backup; to begin anew, move the folder {folder} away first.",
    )


class NoSuchStation(BadInput):
    """There is no training station of this name."""

    happened = Text(
        "没有名为“{name}”的训练站；有：{known}。",
        "There is no training station “{name}”; there are: {known_en}.",
    )
    kept = Text("没有建立任何站点。", "No station was made.")
    next_step = Text("请改正 COUNTER_STATION。", "Please mend COUNTER_STATION.")


class AnotherStation(Refused):
    """A home belongs to one station for ever: its journal, its serials and its keys are that station's."""

    happened = Text(
        "站点文件夹 {folder} 属于“{own}”，不能改作“{wanted}”。",
        "The folder {folder} belongs to {own} and cannot become {wanted}.",
    )
    kept = Text("那个站点的一切原样未动。", "Everything of that station is untouched.")
    next_step = Text(
        "请去掉 COUNTER_STATION，或用 COUNTER_HOME 指定另一个文件夹。",
        "Please leave COUNTER_STATION out, or name another folder in COUNTER_HOME.",
    )


def open_desk(
    places: Places,
    clock: Clock | None = None,
    printer: Printer | None = None,
    reader: FingerReader | None = None,
) -> Desk:
    """A desk on this machine's station; on a new machine a training station is made first.

    Without a reader a training station has one that invents its answers, and a working station has none.

    Raises:
        SettingsWrong, NotAnAgencyCode, NotAPrinterAddress, NotAThermalAddress, UnknownWord, RulesWrong, KeyUnsafe, KeyProblem,
        HomeUnusable, StationGone, StoreWontOpen, NoSuchStation, AnotherStation
    """
    try:
        desk = _desk(places, clock or SystemClock(), printer, reader)
        _people(desk, desk.bench.settings)
        if desk.station.training:
            _samples(desk, places)
        desk.keys.found()
        if not places.founded.exists():
            _write(places.founded, desk.station.code.encode())
    except OSError as problem:
        raise HomeUnusable(folder=places.home, reason=problem.strerror or problem) from problem
    return desk


def _desk(places: Places, clock: Clock, printer: Printer | None, reader: FingerReader | None) -> Desk:
    """The desk of a station whose settings and keys are there, or are made here; nobody is enrolled yet."""
    _chosen(places)
    _home(places)
    settings = load_settings(places.station)
    _same(places, settings)
    station, rules = _station(settings), _rules(places.data)
    rules.jurisdiction(station.jurisdiction)
    key, code_key = _store_key(places), _code_key(places)
    terminal = f"{station.code}-{station.terminal:02d}"
    return Desk.on(
        Bench(
            settings=settings,
            station=station,
            store=Store.open(places.store, key, terminal=terminal, clock=clock),
            rules=rules,
            codes=load_codes(places.data),
            press=Press(places.data, _alignments(settings)),
            printer=printer or _printer(settings, places, "slips"),
            printers={} if printer else _others(settings, places),
            key=code_key,
            clock=clock,
            archive=places.archive,
            reader=reader or (TrainingReader() if station.training else None),
        )
    )


def _alignments(settings: Settings) -> dict[str, Alignment]:
    """What each role's printer wants corrected on pre-printed paper."""
    return {one.role: Alignment(one.dx, one.dy, one.scale) for one in settings.printer}


def _others(settings: Settings, places: Places) -> dict[str, Printer]:
    """The printers of the roles beside slips: those that the station names, and one for strips in any case."""
    roles = [one.role for one in settings.printer if one.role not in {"slips", "thermal"}]
    return {role: _printer(settings, places, role) for role in roles} | {
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


def _printer(settings: Settings, places: Places, role: str) -> Printer:
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


def _home(places: Places) -> None:
    places.home.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    places.store_key.parent.mkdir(exist_ok=True, mode=_PRIVATE_FOLDER)
    for file in (places.station, places.store):
        if places.founded.exists() and not (file.exists() and file.stat().st_size):
            raise StationGone(file=file.name, folder=places.home)
    if not places.station.exists():
        _write(places.station, (places.training / "station.toml").read_bytes())


def _chosen(places: Places) -> None:
    """See that the training station asked for is one; the usual one may be asked for by the name of its place.

    Raises:
        NoSuchStation
    """
    if places.chosen:
        usual = load_settings(places.data / "training" / "station.toml").station.jurisdiction
        known = [usual, *places.stations()]
        if places.chosen not in known:
            raise NoSuchStation(name=places.chosen[:40], known="、".join(known), known_en=", ".join(known))


def _same(places: Places, own: Settings) -> None:
    """See that this home is the one of the training station asked for.

    Raises:
        AnotherStation
    """
    if not places.chosen:
        return
    wanted = load_settings(places.training / "station.toml").station
    if wanted.code != own.station.code:
        raise AnotherStation(folder=places.home, own=own.station.name, wanted=wanted.name)


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


def _store_key(places: Places) -> bytes:
    """The raw key of the store, made before the store is; never again for a store that is there.

    Raises:
        KeyUnsafe
    """
    path = places.store_key
    if not path.exists():
        if places.store.exists():
            raise KeyUnsafe(path, _GONE)
        _write(path, new_key().hex().encode())
    if path.stat().st_mode & 0o077:
        raise KeyUnsafe(path, Text("别人也能读取", "others can read it"))
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise KeyUnsafe(path, _NO_KEY) from None
    if len(key) != KEY_BYTES:
        raise KeyUnsafe(path, _NO_KEY)
    return key


def _code_key(places: Places) -> KeyInUse:
    """The key that signs codes, made before the store is; another one would disown every slip of this station.

    Raises:
        KeyUnsafe, KeyProblem
    """
    path = places.code_key
    if not path.exists():
        if places.store.exists():
            raise KeyUnsafe(path, _GONE)
        with suppress(FileExistsError):  # another program makes the same station at this moment
            SigningKey.create(path)
    return KeyInUse(path)


def _people(desk: Desk, settings: Settings) -> None:
    """Enrol the clerks of the settings once; from then on the journal decides."""
    desk.people.found(
        (ClerkView(clerk.number, clerk.name, Role(clerk.role)), clerk.pin) for clerk in settings.clerk
    )


def _samples(desk: Desk, places: Places) -> None:
    """Fictional holders for a training station that has none; the import is repeatable, so a power cut here does no harm."""
    importer = next((clerk for clerk in desk.people.clerks() if may(clerk, "import")), None)
    with desk.bench.store.reading() as db:
        known = db.execute("SELECT 1 FROM holder LIMIT 1").fetchone()
    if known is None and importer is not None:
        session = Session(importer, desk.bench.clock.now())
        fiction = Fiction.load(
            places.data, desk.bench.clock.today(), own=_own_fiction(places, desk.station.code)
        )
        rows = fiction.holders(_SAMPLES)
        places.samples.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
        desk.importing.holders(session, places.samples)


def _own_fiction(places: Places, code: str) -> Path | None:
    """The folder of the training station with this agency code; None for the usual one, whose words are the general ones."""
    folders = (places.data / "training" / name for name in places.stations())
    return next((f for f in folders if load_settings(f / "station.toml").station.code == code), None)


def _write(path: Path, content: bytes) -> None:
    """Write a private file so that it is there whole or not at all; of two programs at once the first one's stays."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        Path(part).unlink()
