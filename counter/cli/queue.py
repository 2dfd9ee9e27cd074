"""``counter queue``: numbers to wait with, given out and called, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language

if TYPE_CHECKING:
    from counter.desk.queue_views import NumberView, QueueView

app = typer.Typer(no_args_is_help=True, help="The line (排队叫号): show, take, next, back, print.")
NumberArgument = Annotated[str, typer.Argument(help="The number on the strip, such as A018 or 18. 号码")]


@app.command()
@acting(clerk="offered")
def show(caller: Caller) -> None:
    """Who waits today, in the order of the calls."""
    with caller.window() as (desk, session):
        view = desk.queue.show(session)
    caller.answer(view, _line_of(view))


@app.command()
@acting(clerk="offered")
def take(
    caller: Caller,
    service: Annotated[str, typer.Option("--service", help="Code of the service it is for. 事项")] = "",
    by_mouth: Annotated[bool, typer.Option("--by-mouth", help="Without a strip. 口头告知")] = False,
) -> None:
    """Give out the next number of today and print its strip; then say with `counter sheet out` whether it came out."""
    with caller.window() as (desk, session):
        view = desk.queue.take(session, service, paper=not by_mouth)
    caller.answer(view, _words(view))


@app.command("next")
@acting(clerk="offered")
def next_(caller: Caller) -> None:
    """Call the next number to this window."""
    with caller.window() as (desk, session):
        view = desk.queue.next(session)
    caller.answer(view, _words(view))


@app.command()
@acting(clerk="offered")
def back(caller: Caller, number: NumberArgument) -> None:
    """Let a number get in line again: who missed the call, or who holds a notice of an interruption."""
    with caller.window() as (desk, session):
        view = desk.queue.back(session, number)
    caller.answer(view, _words(view))


@app.command("print")
@acting(clerk="offered")
def print_(caller: Caller, number: NumberArgument) -> None:
    """Print the strip of a number anew; the one before is void."""
    with caller.window() as (desk, session):
        view = desk.queue.print(session, number)
    caller.answer(view, _words(view))


def _words(view: NumberView) -> str:
    spoken = language()
    paper = f"  {view.sheet.serial}  {view.sheet.state.text.in_(spoken)}" if view.sheet else ""
    return f"{view.number}  {view.service.in_(spoken)}  {view.text.in_(spoken)}{paper}"


def _line_of(view: QueueView) -> str:
    zh = language() == "zh"
    counts = (view.count_waiting, view.count_called)
    head = "{} 人等候，已叫 {} 人。" if zh else "{} waiting, {} called."
    return "\n".join([f"{view.day}  {head.format(*counts)}", *map(_words, view.waiting)])
