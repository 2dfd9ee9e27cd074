"""The folder printer: each sheet becomes ``<serial>.pdf`` with ``<serial>.json`` beside it, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.errors import of_the_system
from counter.locale import Text

NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
"""Serials that may name a file: never a word of a citizen, never a path."""
LONGEST = 100
"""Characters of a name that every file system takes."""
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""How file systems say that they have no hard links."""


class SerialNotAName(PrinterProblem):
    """The serial has characters that may not name a file; values: ``printer``, ``serial``."""

    happened = Text(
        "编号“{serial}”含有字母、数字、短横线以外的字符。",
        "The serial “{serial}” has other characters than letters, digits and hyphens.",
    )
    next_step = Text("请把这句话告诉维护人员。", "Tell the maintainer this sentence.")


class SheetTaken(PrinterProblem):
    """Another sheet lies there under the same serial; values: ``printer``, ``serial``."""

    happened = Text(
        "编号 {serial} 已有内容不同的单据，没有覆盖。",
        "A different sheet of serial {serial} is there already; it was not overwritten.",
    )
    next_step = Text("请作废本编号，用新编号打印。", "Void this serial and print under a new one.")


class FolderNotWritable(PrinterProblem):
    """The folder cannot be written; values: ``printer``, ``folder``, ``reason``."""

    happened = Text(
        "文件夹 {folder} 不能写入：{reason}。", "The folder {folder} cannot be written: {reason}."
    )
    next_step = Text("请检查磁盘空间和权限后重试。", "Check the space and the permissions, then try again.")


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    """Lays sheets down in a folder."""

    folder: Path

    @property
    def name(self) -> str:
        """How the clerk calls it."""
        return "folder"

    def check(self) -> PrinterState:
        """Whether the folder can be written; it is made when it is not there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                return PrinterState(True, Text("就绪：写入文件夹", "Ready: writes to a folder"))
        except OSError as error:
            problem = self._unwritable(error)
            return PrinterState(False, Text(problem.said("zh"), problem.said("en")))

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Write the sheet, then its state; a sheet without state was cut off and is written again by sending it again."""
        return self.lay(serial, {"pdf": pdf}, title)

    def lay(self, serial: str, files: Mapping[str, bytes], title: str) -> PrintReceipt:
        """Write a sheet in one or several forms, by the ends of their names; the receipt is for the first.

        Raises:
            SerialNotAName, SheetTaken, FolderNotWritable
        """
        if not NAME.fullmatch(serial) or len(serial) > LONGEST:
            raise SerialNotAName(printer=self.name, serial=serial)
        end, first = next(iter(files.items()))
        receipt = PrintReceipt(self.name, f"{serial}.{end}", hashlib.sha256(first).hexdigest())
        state = {
            "serial": serial,
            "title": title,
            "state": "sent",
            "sha256": receipt.sha256,
            "bytes": len(first),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for suffix, content in files.items():
                self._lay(f"{serial}.{suffix}", content, serial)
            self._lay(
                f"{serial}.json", json.dumps(state, ensure_ascii=False, indent=1).encode() + b"\n", serial
            )
        except OSError as error:
            raise self._unwritable(error) from error
        return receipt

    def _lay(self, name: str, content: bytes, serial: str) -> None:
        """Write a file whole, under its name only when every byte is on the disk; never over a different one."""
        target = self.folder / name
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if not _named(temporary, target) and target.read_bytes() != content:
                raise SheetTaken(printer=self.name, serial=serial)
        finally:
            Path(temporary).unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        """Make the new name durable."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _unwritable(self, error: OSError) -> FolderNotWritable:
        return FolderNotWritable(printer=self.name, folder=self.folder, reason=of_the_system(error))


def _named(temporary: str, target: Path) -> bool:
    """Give a finished file its name; False when the name is taken. Sticks and shares without hard links get a rename."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if target.exists():
            return False
        Path(temporary).rename(target)
    return True
