"""Room kept on the disk so that what has come out of a printer can be written down though the disk is full.

Paper cannot be rolled back. So a file that means nothing takes up space beside the store; when the disk does not take the record
of a sheet that the printer has, the file is given up for it. While it cannot be there whole, nothing is printed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counter.errors import CounterError, of_the_system
from counter.locale import Text

BYTES: Final = 1 << 20
"""The record of a sheet takes some 40 KiB of log and tables; its outcome, and whatever the clerk then closes, as much again."""


class NoRoom(CounterError):
    """The disk has no room left for the record of a sheet; values: ``reason``."""

    happened = Text(
        "磁盘没有地方登记打印结果：{reason}。",
        "The disk has no room to record what is printed: {reason}.",
    )
    kept = Text("没有打印；办到这里的都在。", "Nothing was printed; everything up to here is kept.")
    next_step = Text(
        "请先腾出磁盘空间，再打印一次；已取的编号照用。",
        "Please free space on the disk, then print again; a serial that was taken goes on.",
    )


@dataclass(frozen=True, slots=True)
class Room:
    """The file that keeps the room."""

    path: Path

    @classmethod
    def beside(cls, store: Path) -> Room:
        """That of a store."""
        return cls(store.with_name(f"{store.name}.room"))

    def keep(self) -> None:
        """See that the room is there, or take it.

        Raises:
            NoRoom
        """
        try:
            if self.path.exists() and self.path.stat().st_size == BYTES:
                return
            self._take()
        except OSError as problem:
            self.give()
            raise NoRoom(reason=of_the_system(problem)) from problem

    def give(self) -> None:
        """Leave the room to whoever writes next."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _take(self) -> None:
        file = os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.posix_fallocate(file, 0, BYTES)
        finally:
            os.close(file)
