"""Files laid beside the one a clerk handed in: what could not be taken goes back in the same format, with its reasons."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from counter.desk.extract_lines import JSON_LINES


def lay_beside(path: Path, word: str, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Path:
    """Write rows beside a file, in its own format; ``list.csv`` and ``rejected`` make ``list.rejected.csv``.

    Under a name of its own: an earlier file may be half mended. CSV has the columns named, JSON lines all of a row.

    Raises:
        OSError
    """
    words = io.StringIO(newline="")
    if path.suffix.lower() in JSON_LINES:
        words.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        writer = csv.DictWriter(words, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    content = words.getvalue().encode(errors="backslashreplace")
    for place in count(1):
        target = path.with_name(f"{path.stem}.{word}{'' if place == 1 else f'-{place}'}{path.suffix}")
        try:
            with target.open("xb") as file:
                file.write(content)
        except FileExistsError:
            if target.read_bytes() != content:
                continue
        return target
    raise AssertionError(path)  # counting never ends
