"""Where things lie: every path of the program, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """The data that came with the program: beside the package in a checkout, inside it when installed."""
    beside = _PACKAGE.parent / "data"
    return beside if (beside / "jurisdictions").is_dir() else _PACKAGE / "_data"


def default_home(station: str = "") -> Path:
    """Where this station keeps its own things: ``$COUNTER_HOME``, else the user's data folder (XDG).

    A training station chosen by name has a folder of its own beside that of the usual one.
    """
    if chosen := os.environ.get("COUNTER_HOME"):
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / (f"counter-{station}" if station else "counter")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one station."""

    home: Path
    data: Path
    chosen: str = ""
    """The training station that was asked for by name; empty where none was."""

    @property
    def station(self) -> Path:
        """The settings of this station."""
        return self.home / "station.toml"

    @property
    def training(self) -> Path:
        """The folder that a new home is made from: that of the training station asked for, else the usual one."""
        own = self.data / "training" / self.chosen
        return own if self.chosen in self.stations() else self.data / "training"

    def stations(self) -> Iterator[str]:
        """The training stations that can be asked for beside the usual one: folders with settings of a station."""
        return (path.parent.name for path in sorted((self.data / "training").glob("*/station.toml")))

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.home / "counter.db"

    @property
    def store_key(self) -> Path:
        """The raw key of the store, readable by its owner only."""
        return self.home / "keys" / "store.key"

    @property
    def code_key(self) -> Path:
        """The private key that signs verification codes, readable by its owner only."""
        return self.home / "keys" / "code.key"

    @property
    def code_chain(self) -> Path:
        """What others may know of the keys: roots, certificates, lists, as `counter keys export` writes it."""
        return self.home / "keys" / "chain.txt"

    @property
    def founded(self) -> Path:
        """Says that this station was once made whole: from then on nothing of it is silently made anew."""
        return self.home / "keys" / "founded"

    @property
    def archive(self) -> Path:
        """Where signed copies of sheets lie, by day."""
        return self.home / "archive"

    @property
    def paper(self) -> Path:
        """Where the folder printer lays down sheets."""
        return self.home / "paper"

    @property
    def samples(self) -> Path:
        """The extract of fictional holders a training station begins with."""
        return self.home / "samples.jsonl"

    @property
    def log(self) -> Path:
        """The technical log; no citizen's words in it."""
        return self.home / "counter.log"


def places() -> Places:
    """The folders as this process finds them; ``$COUNTER_STATION`` asks for a training station by name."""
    data, chosen = data_dir(), os.environ.get("COUNTER_STATION", "").strip()
    known = chosen in Places(Path(), data).stations()
    return Places(default_home(chosen if known else ""), data, chosen)
