"""The folder of a station: private, whole or not there at all, and one station's for ever."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from counter.errors import BadInput, CounterError, Refused
from counter.locale import Text
from counter.places import Places
from counter.settings import Settings, load_settings

_PRIVATE_FOLDER = 0o700


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


def founded_home(places: Places) -> None:
    """The folder with its settings, made on a new machine; one that was whole once must be whole now.

    Raises:
        StationGone
    """
    places.home.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    places.store_key.parent.mkdir(exist_ok=True, mode=_PRIVATE_FOLDER)
    for file in (places.station, places.store):
        if places.founded.exists() and not (file.exists() and file.stat().st_size):
            raise StationGone(file=file.name, folder=places.home)
    if not places.station.exists():
        write(places.station, (places.training / "station.toml").read_bytes())


def see_that_it_exists(places: Places) -> None:
    """See that the training station asked for is one; the usual one may be asked for by the name of its place.

    Raises:
        NoSuchStation
    """
    if places.chosen:
        usual = load_settings(places.data / "training" / "station.toml").station.jurisdiction
        known = [usual, *places.stations()]
        if places.chosen not in known:
            raise NoSuchStation(name=places.chosen[:40], known="、".join(known), known_en=", ".join(known))


def see_that_it_is_ours(places: Places, own: Settings) -> None:
    """See that this home is the one of the training station asked for.

    Raises:
        AnotherStation
    """
    if not places.chosen:
        return
    wanted = load_settings(places.training / "station.toml").station
    if wanted.code != own.station.code:
        raise AnotherStation(folder=places.home, own=own.station.name, wanted=wanted.name)


def write(path: Path, content: bytes) -> None:
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
