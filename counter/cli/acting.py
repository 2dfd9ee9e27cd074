"""Who gives a command: the options of the clerk and of the second person, said once for every command."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, Literal

import typer

from counter.cli.common import JsonOption, answer, at_desk
from counter.errors import BadInput
from counter.locale import Text

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.rights import Second
    from counter.desk.views import Session

Clerk = Literal["named", "offered"]
"""Whether ``--clerk`` must be given, or a training station offers its first clerk to whoever gives none."""
Beside = Literal["alone", "maybe", "always"]
"""Whether a command knows no second person, may want one, or is never given without."""

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


@dataclass(frozen=True, slots=True)
class Caller:
    """Who gave a command, in the words of its options, and whether a script reads the answer."""

    clerk: str
    second: str
    pin: str
    second_pin: str
    as_json: bool

    @contextmanager
    def window(self) -> Iterator[tuple[Desk, Session]]:
        """The desk with the clerk signed in; on a training station the clerk whom the screens offer acts when nobody is named.

        Raises:
            ClerkMissing, PinMissing, WrongPin, TooManyTries
        """
        with at_desk() as desk:
            offered = (one.number for one in desk.bench.settings.clerk if desk.station.training)
            number = self.clerk or next(offered, "")
            if not number:
                raise ClerkMissing
            yield desk, desk.people.sign_in(number, pin_of(desk, number, self.pin))

    @contextmanager
    def case(self, text: str) -> Iterator[tuple[Desk, Session, str]]:
        """The window with a case named by its id, or by the serial of one of its sheets; gives the id.

        Raises:
            what `window` raises, NoSuchSheet
        """
        with self.window() as (desk, session):
            found = text
            if text.strip().upper().startswith("L"):
                found = desk.find.case_of_sheet(session, desk.find.sheet(session, text).serial)
            yield desk, session, found

    def beside(self, desk: Desk, session: Session, right: str = "void") -> Second | None:
        """The second person, if one was named; ``right`` is what that person must be allowed to do."""
        if not self.second:
            return None
        pin = pin_of(desk, self.second, self.second_pin)
        return desk.people.second(self.second, pin, beside=session, right=right)

    def answer(self, value: Any, words: str) -> None:
        """The result, as JSON for scripts or in words for people."""
        answer(value, as_json=self.as_json, words=words)


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


def acting(
    clerk: Clerk = "named", second: Beside = "alone"
) -> Callable[[Callable[Concatenate[Caller, ...], None]], Callable[..., None]]:
    """A command that somebody gives: its first parameter is the `Caller`, made from options that need not be written again."""
    options = _options(clerk, second)

    def dressed(command: Callable[Concatenate[Caller, ...], None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(**given: Any) -> None:
            told = {one.name: given.pop(one.name, "") for one in fields(Caller)}
            command(Caller(**told), **given)

        own = inspect.signature(command, eval_str=True)
        parameters = [*list(own.parameters.values())[1:], *options]
        run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # what typer reads
        return run

    return dressed


def _options(clerk: Clerk, second: Beside) -> list[Parameter]:
    """The options of a caller as typer reads them off a function."""
    must, may = Parameter.empty, ""
    wanted: list[tuple[str, Any, object]] = [("clerk", ClerkOption, must if clerk == "named" else may)]
    if second != "alone":
        wanted.append(("second", SecondOption, must if second == "always" else may))
    wanted.append(("pin", PinOption, may))
    if second != "alone":
        wanted.append(("second_pin", SecondPinOption, may))
    wanted.append(("as_json", JsonOption, False))
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=option)
        for name, option, default in wanted
    ]
