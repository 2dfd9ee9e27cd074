"""What commands share: opening the desk, signing in, saying things to people and to scripts."""

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

from counter.errors import BadInput
from counter.locale import Language, Text
from counter.values.person_name import hidden

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.rights import Second
    from counter.desk.views import Session

ClerkOption = Annotated[
    str,
    typer.Option(
        "--clerk",
        envvar="COUNTER_CLERK",
        help="Number of the clerk who acts; a training station offers its first. 经办人警号",
    ),
]
PinOption = Annotated[
    str,
    typer.Option("--pin", envvar="COUNTER_PIN", help="The clerk's PIN; a training station needs none. 口令"),
]
SecondOption = Annotated[str, typer.Option("--second", help="Number of the second person. 第二人警号")]
SecondPinOption = Annotated[
    str, typer.Option("--second-pin", envvar="COUNTER_SECOND_PIN", help="The second person's PIN. 第二人口令")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in words. 原因")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")]


class ClerkMissing(BadInput):
    """Outside a training station nobody acts without a name."""

    happened = Text("没有给出经办人。", "No clerk was named.")
    next_step = Text(
        "请用 --clerk 或环境变量 COUNTER_CLERK。", "Please use --clerk or the variable COUNTER_CLERK."
    )


class PinMissing(BadInput):
    """Outside a training station nobody acts without a PIN."""

    happened = Text("没有给出口令。", "No PIN was given.")
    next_step = Text("请用 --pin 或环境变量 COUNTER_PIN。", "Please use --pin or the variable COUNTER_PIN.")


def language() -> Language:
    """The language commands speak: ``COUNTER_LANG=en``, else Chinese."""
    return "en" if os.environ.get("COUNTER_LANG", "zh").lower().startswith("en") else "zh"


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


@contextmanager
def at_window(clerk: str, pin: str) -> Iterator[tuple[Desk, Session]]:
    """The desk with a clerk signed in; on a training station the clerk whom the screens offer acts when nobody is named.

    Raises:
        ClerkMissing, PinMissing, WrongPin, TooManyTries
    """
    with at_desk() as desk:
        offered = (one.number for one in desk.bench.settings.clerk if desk.station.training)
        number = clerk or next(offered, "")
        if not number:
            raise ClerkMissing
        yield desk, desk.people.sign_in(number, pin_of(desk, number, pin))


def pin_of(desk: Desk, number: str, pin: str) -> str:
    """The PIN given, or on a training station the sample one.

    Raises:
        PinMissing
    """
    if pin:
        return pin
    if desk.station.training:
        for clerk in desk.bench.settings.clerk:
            if clerk.number == number:
                return str(clerk.pin)
    raise PinMissing


def second_of(desk: Desk, session: Session, number: str, pin: str, right: str = "void") -> Second | None:
    """The second person of a command, if one was named; ``right`` is what that person must be allowed to do."""
    if not number:
        return None
    return desk.people.second(number, pin_of(desk, number, pin), beside=session, right=right)


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
    return "没有。" if language() == "zh" else "None."


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
