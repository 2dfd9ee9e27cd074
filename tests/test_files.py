"""Files that people name: what is no file is refused at once, and never waited for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from counter.errors import of_the_system
from counter.files import ascii_of, bytes_of


def test_a_file_is_read_and_one_byte_too_many_tells_that_it_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc\xff")
    assert bytes_of(path) == bytes_of(path, 4) == b"abc\xff"
    assert len(bytes_of(path, 2)) == 3
    assert ascii_of(path) == "abc\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("what", "number", "said"),
    [
        ("pipe", errno.ESPIPE, "管道或设备"),
        ("/dev/zero", errno.ESPIPE, "管道或设备"),
        ("", errno.EISDIR, "文件夹"),
        ("nothing", errno.ENOENT, "没有这个文件"),
    ],
)
def test_what_is_no_file_is_refused_with_its_name(tmp_path: Path, what: str, number: int, said: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r".") as told:
        bytes_of(tmp_path / what)
    assert (told.value.errno, Path(told.value.filename)) == (number, tmp_path / what)
    assert said in of_the_system(told.value).zh
