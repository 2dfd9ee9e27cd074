"""Who gives a command: the same options everywhere, read by typer as if they were written at each command."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from counter.cli.acting import Beside, Caller, Clerk, acting
from counter.cli.main import app

OFFERED = {"--clerk", "--pin", "--json"}
TWO = OFFERED | {"--second", "--second-pin"}


def heard(clerk: Clerk, second: Beside, *argv: str) -> tuple[Result, list[Caller]]:
    """What a command with one argument of its own is told."""
    callers: list[Caller] = []
    one = typer.Typer()

    @one.command()
    @acting(clerk, second)
    def show(caller: Caller, word: str, times: int = 1) -> None:
        """Show a word."""
        callers.extend([caller] * times if word == "word" else [])

    return CliRunner().invoke(
        one, ["word", *argv], env={"COUNTER_CLERK": None, "COUNTER_PIN": "0000"}
    ), callers


def test_the_words_of_the_options_reach_the_command_beside_its_own() -> None:
    ran, callers = heard(
        "named", "maybe", "--clerk", "0337", "--second", "0102", "--second-pin", "1", "--times", "2", "--json"
    )
    assert ran.exit_code == 0, ran.output
    assert callers == [Caller("0337", "0102", "0000", "1", as_json=True)] * 2


@pytest.mark.parametrize(
    ("clerk", "second", "argv", "status"),
    [
        ("named", "alone", (), 2),
        ("offered", "alone", (), 0),
        ("offered", "alone", ("--second", "0102"), 2),
        ("offered", "maybe", (), 0),
        ("named", "always", ("--clerk", "0337"), 2),
        ("named", "always", ("--clerk", "0337", "--second", "0102"), 0),
    ],
)
def test_who_must_be_named_is_wrong_usage_without(
    clerk: Clerk, second: Beside, argv: tuple[str, ...], status: int
) -> None:
    ran, callers = heard(clerk, second, *argv)
    assert (ran.exit_code, len(callers)) == (status, status == 0)


def test_every_command_that_signs_somebody_in_has_the_same_options() -> None:
    found: dict[str, set[str]] = {}

    def walk(command: Any, path: tuple[str, ...]) -> None:
        for name, below in getattr(command, "commands", {}).items():
            walk(below, (*path, name))
        options = {option for parameter in command.params for option in parameter.opts}
        if "--clerk" in options:
            found[" ".join(path)] = options & TWO

    walk(typer.main.get_command(app), ())
    assert len(found) > 90
    assert {frozenset(options) for name, options in found.items() if name != "shift hand-over"} == {
        frozenset(OFFERED),
        frozenset(TWO),
    }
