"""Files that people name: read only where there is a file, since a pipe or a device may never end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def regular(path: str, flags: int) -> int:
    """An ``opener`` for `open` that takes regular files only, and never waits for whoever should write into a pipe.

    Raises:
        OSError: no such file, no right to it, a folder (EISDIR), a pipe or a device (ESPIPE).
    """
    handle = os.open(path, flags | os.O_NONBLOCK)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return handle
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise OSError(errno.ESPIPE, "it is a pipe or a device and no file", path)


def bytes_of(path: Path, most: int = -1) -> bytes:
    """What a file holds; of one with more than ``most`` bytes one byte more, by which its reader knows.

    Raises:
        OSError: as `regular` does.
    """
    with open(path, "rb", opener=regular) as file:
        return file.read(most + 1 if most >= 0 else -1)


def ascii_of(path: Path) -> str:
    """What a file of keys, certificates, lists or a seal says; a byte that is none of ours becomes a mark that no reader takes.

    Raises:
        OSError: as `regular` does.
    """
    return bytes_of(path).decode("ascii", errors="replace")
