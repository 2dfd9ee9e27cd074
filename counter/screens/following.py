"""Watching a sheet in the printer beside the keys: each new state is painted, nothing waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.jobs import JobView
    from counter.screens.house import House
    from counter.screens.page import Page

LINES = 5
"""Rows that the state of a sheet takes at most."""


async def follow(house: House, page: Page, serial: str, then: Callable[[JobView], None]) -> None:
    """Begin to watch; ``then`` hears of each new state on the page's own thread.

    The thread that waits is a daemon: leaving the program never waits for a printer.
    """
    if (session := house.session) is None:
        return
    states = await house.quiet_verb(lambda desk: desk.jobs.follow(session, serial))
    threading.Thread(target=_watch, args=(page, states, then), daemon=True, name=f"follow-{serial}").start()


def _watch(page: Page, states: Iterator[JobView], then: Callable[[JobView], None]) -> None:
    with suppress(RuntimeError):  # the program has ended meanwhile
        for state in states:
            page.app.call_from_thread(then, state)


async def give_up(house: House, serial: str) -> None:
    """Ask the printer to drop a sheet that may still come out, before another one takes its place.

    Raises:
        PrinterProblem
    """
    if (session := house.session) is not None:
        await house.verb(lambda desk: desk.jobs.cancel(session, serial))


def draw_job(page: Page, canvas: Canvas, x: int, y: int, room: int, job: JobView) -> None:
    """What the printer says, and what to do."""
    language = page.house.language
    gap = "" if language == "zh" else " "
    said = f"{job.printer}{page.say('came-out.colon')}{job.happened.in_(language)}{gap}{job.next_step.in_(language)}"
    canvas.block(x, y, said, "stop" if job.stopped else "done" if job.ended else "label", room, LINES)
