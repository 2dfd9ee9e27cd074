"""What a station is told about itself: one strict TOML file, each field followed by its sentence."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from counter.errors import CounterError
from counter.locale import Text


class SettingsWrong(CounterError):
    """The settings of the station cannot be used; every problem is named at once."""

    happened = Text(
        "站点设置 {file} 有误:{problems}", "The settings of the station, {file}, are wrong: {problems}"
    )
    next_step = Text("请改正后再启动。", "Please mend them and start again.")


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


@dataclass(frozen=True, slots=True)
class SealSettings:
    """How slips are sealed."""

    mode: str
    """``specimen`` draws a marked seal (training), ``wet`` a dotted circle for the seal in the officer's hand."""
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
class Settings:
    """Everything in the file."""

    station: StationSettings
    seal: SealSettings
    clerk: tuple[ClerkSettings, ...] = field(default_factory=tuple)
    """Tables of the array [[clerk]]."""


T = TypeVar("T", StationSettings, SealSettings, ClerkSettings)
_SECTIONS = ("station", "seal", "clerk")


def load_settings(path: Path) -> Settings:
    """Read the file.

    Raises:
        SettingsWrong: with every problem in one sentence.
    """
    problems: list[str] = []
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsWrong(file=path.name, problems=problem) from problem
    problems += [_unknown(key, _SECTIONS, "") for key in raw if key not in _SECTIONS]
    station = _section(StationSettings, raw.get("station", {}), "station", problems)
    seal = _section(SealSettings, raw.get("seal", {}), "seal", problems)
    clerks = tuple(_section(ClerkSettings, one, "clerk", problems) for one in raw.get("clerk", []))
    if station and seal and station.training and seal.mode != "specimen":
        problems.append("[seal] mode: a training station prints specimens only")
    if problems or station is None or seal is None:
        raise SettingsWrong(file=path.name, problems="; ".join(problems))
    return Settings(station, seal, tuple(clerk for clerk in clerks if clerk))


def _section(kind: type[T], raw: Any, name: str, problems: list[str]) -> T | None:
    known = {f.name: f for f in fields(kind)}
    before = len(problems)
    problems += [_unknown(key, tuple(known), f"[{name}] ") for key in raw if key not in known]
    needed = [n for n, f in known.items() if f.default is MISSING]
    problems += [f"[{name}] {key} is missing" for key in needed if key not in raw]
    wanted = {"str": str, "int": int, "bool": bool}
    for key, value in raw.items():
        if key in known and type(value) is not wanted[str(known[key].type)]:
            problems.append(f"[{name}] {key} should be a {known[key].type}")
    return kind(**raw) if len(problems) == before else None


def _unknown(key: str, known: tuple[str, ...], where: str) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"{where}{key} is not known" + (f"; did you mean {near[0]}?" if near else "")
