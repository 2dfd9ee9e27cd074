"""``counter clerk``: who may sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import JsonOption, answer, at_desk

app = typer.Typer(no_args_is_help=True, help="People at this counter: list, enrol.")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """Everybody who may sign in."""
    with at_desk() as desk:
        clerks = desk.people.clerks()
    words = "\n".join(f"{clerk.number}  {clerk.name}  {clerk.role.value}" for clerk in clerks)
    answer({"clerks": clerks}, as_json=as_json, words=words)


@app.command()
@acting(clerk="offered")
def enroll(
    caller: Caller,
    number: Annotated[str, typer.Argument(help="Number of the person. 警号")],
    name: Annotated[str, typer.Option("--name")],
    role: Annotated[str, typer.Option("--role", help="auxiliary, officer, supervisor, seal-keeper, auditor")],
    new_pin: Annotated[
        str, typer.Option("--new-pin", envvar="COUNTER_NEW_PIN", prompt=True, hide_input=True)
    ],
) -> None:
    """Let a person sign in, or change role or PIN; a supervisor does it."""
    from counter.desk.views import ClerkView, Role

    if role not in set(Role):
        raise typer.BadParameter(f"--role takes one of {', '.join(Role)}")
    with caller.window() as (desk, session):
        person = desk.people.enroll(session, ClerkView(number, name, Role(role)), new_pin)
    caller.answer(person, f"{person.number}  {person.name}  {person.role.value}")
