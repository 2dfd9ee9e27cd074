"""The technical log: where the program itself failed, without a word of any citizen."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path


def note(path: Path, error: Exception) -> None:
    """Append the kind of an error and the lines of our code it passed; its message may hold data and stays out."""
    frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    lines = [f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} {type(error).__name__}", *frames]
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return
