"""Where things lie: every path of the program, and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """The data that came with the program: beside the package in a checkout, inside it when installed."""
    beside = _PACKAGE.parent / "data"
    return beside if (beside / "jurisdictions").is_dir() else _PACKAGE / "_data"


def default_home() -> Path:
    """Where this station keeps its own things: ``$COUNTER_HOME``, else the user's data folder (XDG)."""
    if chosen := os.environ.get("COUNTER_HOME"):
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "counter"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one station."""

    home: Path
    data: Path

    @property
    def station(self) -> Path:
        """The settings of this station."""
        return self.home / "station.toml"

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
    def founded(self) -> Path:
        """Says that this station was once made whole: from then on nothing of it is silently made anew."""
        return self.home / "keys" / "founded"

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
    """The folders as this process finds them."""
    return Places(default_home(), data_dir())
