"""What commands share: opening the desk, saying things to people and to scripts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counter.locale import Language
from counter.values.person_name import hidden

if TYPE_CHECKING:
    from counter.desk.desk import Desk

ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in words. 原因")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")]


def language() -> Language:
    """The language commands speak: ``COUNTER_LANG=en``, else Chinese."""
    return "en" if os.environ.get("COUNTER_LANG", "zh").lower().startswith("en") else "zh"


def said(zh: str, en: str) -> str:
    """The words of the language that commands speak."""
    return zh if language() == "zh" else en


@contextmanager
def at_desk() -> Iterator[Desk]:
    """The desk of this machine's station, with nobody signed in: for what may be read without a name."""
    from counter.build import open_desk  # help and usage errors need no store
    from counter.places import places

    desk = open_desk(places())
    try:
        yield desk
    finally:
        desk.close()


def day_of(text: str, option: str, today: date) -> date:
    """The day an option names; today when it names none.

    Raises:
        typer.BadParameter
    """
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        raise typer.BadParameter(f"{option} takes a day such as 2026-11-22") from None


def shown(words: str) -> str:
    """Words as a terminal may have them: what it would obey, or nobody could see, as its code point."""
    return "".join(f"<U+{ord(c):04X}>" if hidden(c) else c for c in words)


def say(words: str) -> None:
    """One line to people."""
    sys.stdout.write(shown(words) + "\n")


def as_json_text(value: Any) -> str:
    """A JSON object of plain values; what a terminal would obey stands as an escape, which means the same."""
    words = json.dumps(plain(value), ensure_ascii=False, indent=2)
    return "".join(json.dumps(c)[1:-1] if c != "\n" and hidden(c) else c for c in words) + "\n"


def answer(value: Any, *, as_json: bool, words: str) -> None:
    """The result, as JSON for scripts or in words for people."""
    if as_json:
        sys.stdout.write(as_json_text(value))
    else:
        for line in words.splitlines():
            say(line)


def nothing() -> str:
    """What stands where a list is empty, so that a silent command is never taken for one that failed."""
    return said("没有。", "None.")


def plain(value: Any) -> Any:
    """Frozen views as plain JSON values; dates ISO, texts zh and en."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name.replace("_", "-"): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
