"""What a station is told about itself: one strict TOML file, each field followed by its sentence."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from counter.errors import CounterError
from counter.locale import Text

ROLES: Final = ("auxiliary", "officer", "supervisor", "seal-keeper", "auditor")
SEAL_MODES: Final = ("specimen", "wet", "issued")
PRINTER_ROLES: Final = ("slips", "reports", "thermal")
RECEIPTS: Final = ("acceptance-receipt", "stub-receipt")
_TERMINALS = range(1, 100)
_SHIFT, _SCALES = 20, (950, 1050)
"""Further than that a printer is not out of place but out of order."""


class SettingsWrong(CounterError):
    """The settings of the station cannot be used; every problem is named at once."""

    happened = Text(
        "站点设置 {file} 有误：{problems_zh}。",
        "The settings of the station, {file}, are wrong: {problems_en}.",
    )
    kept = Text("没有改动任何内容。", "Nothing was changed.")
    next_step = Text("请改正后再启动。", "Please mend them and start again.")

    def __init__(self, file: str, problems: Sequence[Text]) -> None:
        zh, en = "；".join(p.zh for p in problems), "; ".join(p.en for p in problems)
        super().__init__(file=file, problems_zh=zh, problems_en=en)
        self.problems = tuple(problems)


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


T = TypeVar(
    "T",
    StationSettings,
    SealSettings,
    ClerkSettings,
    PrinterSettings,
    BeatSettings,
    SiteSettings,
    CardReaderSettings,
)
_WORDS = "tuple[str, ...]"
_KINDS = {
    "str": Text("文字", "text"),
    "int": Text("整数", "a whole number"),
    "bool": Text("true 或 false", "true or false"),
    "float": Text("数", "a number"),
    _WORDS: Text("若干文字的列表", "a list of words"),
}
_TYPES = {"str": (str,), "int": (int,), "bool": (bool,), "float": (float, int), _WORDS: (list,)}


def load_settings(path: Path) -> Settings:
    """Read the file.

    Raises:
        SettingsWrong: with every problem in one sentence.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsWrong(path.name, [Text(str(problem), str(problem))]) from problem
    problems: list[Text] = [_unknown(key, tuple(_SECTIONS), "") for key in raw if key not in _SECTIONS]
    station = _section(StationSettings, _shaped(raw, "station", problems), "station", problems)
    seal = _section(SealSettings, _shaped(raw, "seal", problems), "seal", problems)
    clerks = [_section(ClerkSettings, one, "clerk", problems) for one in _shaped(raw, "clerk", problems)]
    people = tuple(clerk for clerk in clerks if clerk)
    made = [_section(PrinterSettings, one, "printer", problems) for one in _shaped(raw, "printer", problems)]
    printers = tuple(printer for printer in made if printer)
    walked = [_section(BeatSettings, one, "beat", problems) for one in _shaped(raw, "beat", problems)]
    beats = tuple(beat for beat in walked if beat)
    told = [_section(SiteSettings, one, "site", problems) for one in _shaped(raw, "site", problems)]
    sites = tuple(site for site in told if site)
    reader = (
        _section(CardReaderSettings, _shaped(raw, _READER, problems), _READER, problems)
        if _READER in raw
        else None
    )
    problems += _of_card_reader(reader)
    problems += _against_each_other(station, seal, people)
    problems += _of_printers(printers)
    if problems or station is None or seal is None:
        raise SettingsWrong(path.name, problems)
    return Settings(station, seal, people, printers, beats, sites, reader)


_READER: Final = "card-reader"
_SECTIONS: Final[dict[str, type[Any]]] = {
    "station": dict, "seal": dict, "clerk": list, "printer": list, "beat": list, "site": list, _READER: dict,
}  # fmt: skip


def _shaped(raw: dict[str, Any], name: str, problems: list[Text]) -> Any:
    """The tables under a name; where something else stands, a problem and nothing."""
    value, shape = raw.get(name, _SECTIONS[name]()), _SECTIONS[name]
    if isinstance(value, shape) and (shape is dict or all(isinstance(one, dict) for one in value)):
        return value
    written = f"[{name}]" if shape is dict else f"[[{name}]]"
    problems.append(Text(f"{name} 应写成 {written}", f"{name} should be written as {written}"))
    return shape()


def _section(kind: type[T], raw: dict[str, Any], name: str, problems: list[Text]) -> T | None:
    known = {f.name: f for f in fields(kind)}
    before = len(problems)
    problems += [_unknown(key, tuple(known), f"[{name}] ") for key in raw if key not in known]
    needed = [n for n, f in known.items() if f.default is MISSING]
    problems += [Text(f"[{name}] 缺少 {n}", f"[{name}] {n} is missing") for n in needed if n not in raw]
    for key, value in raw.items():
        if key in known and not _fits(value, wanted := str(known[key].type)):
            should = _KINDS[wanted]
            problems.append(Text(f"[{name}] {key} 应为{should.zh}", f"[{name}] {key} should be {should.en}"))
    if len(problems) > before:
        return None
    made: dict[str, Any] = {key: tuple(value) if type(value) is list else value for key, value in raw.items()}
    return kind(**made)


def _fits(value: Any, wanted: str) -> bool:
    if type(value) not in _TYPES[wanted]:
        return False
    return not isinstance(value, list) or (bool(value) and all(type(one) is str and one for one in value))


def _against_each_other(
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


def _of_printers(printers: Sequence[PrinterSettings]) -> Iterator[Text]:
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


def _of_card_reader(reader: CardReaderSettings | None) -> Iterator[Text]:
    if reader and not reader.device.startswith("/"):
        yield Text(
            f"[{_READER}] device 应是设备文件，如 /dev/ttyUSB0",
            f"[{_READER}] device should be a device file such as /dev/ttyUSB0",
        )


def _none_of(what: str, known: Sequence[str]) -> Text:
    return Text(f"{what} 应为 {'、'.join(known)} 之一", f"{what} should be one of {', '.join(known)}")


def _unknown(key: str, known: tuple[str, ...], where: str) -> Text:
    near = difflib.get_close_matches(key, known, 1)
    zh = f"{where}不认识 {key}" + (f",是不是 {near[0]}?" if near else "")
    return Text(zh, f"{where}{key} is not known" + (f"; did you mean {near[0]}?" if near else ""))
