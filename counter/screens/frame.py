"""What every page has around its task: the line on top, the notice, the line of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from counter.widgets.canvas import Canvas
from counter.widgets.cells import visible, width, wrap
from counter.widgets.keys import WORK_KEYS, WorkKey

if TYPE_CHECKING:
    from counter.screens.house import House

Tone = Literal["ink", "done", "wait", "stop"]
_MARKS = {"stop": "✗", "done": "✓", "wait": "!", "ink": "·"}
_NOTICE = 3
"""Lines a notice takes at most."""


def draw_top(canvas: Canvas, house: House) -> None:
    """Where this is, whether it is for training, and who is signed in."""
    x = canvas.put(1, 0, house.sign.name, "strong")
    if house.sign.training:
        x = canvas.put(x, 0, " · " + house.say("frame.training"), "wait")
        canvas.put(x + 2, 0, house.say("frame.specimen"), "stop")
    if house.session is not None:
        clerk = house.session.clerk
        canvas.right(0, f"{clerk.name} {clerk.number} {house.say(f'role.{clerk.role}')}", "label")


def draw_notice(canvas: Canvas, text: str, tone: Tone, aside: str = "") -> None:
    """What was done or refused, over the line of keys, and under it what is said aside; nothing for no text."""
    bottom = canvas.rows - 2
    if aside:
        bottom -= 1
        canvas.clear(0, bottom, canvas.columns, 1)
        canvas.put(1, bottom, f"{_MARKS['wait']} {aside}", "wait", canvas.columns - 2)
    if not text:
        return
    rows = wrap(visible(text), canvas.columns - 4)[:_NOTICE]
    top = bottom - len(rows)
    canvas.clear(0, top, canvas.columns, len(rows))
    canvas.put(1, top, _MARKS[tone], tone)
    for place, row in enumerate(rows):
        canvas.put(3, top + place, row, tone)


def draw_keys(canvas: Canvas, house: House, offers: Iterable[str]) -> None:
    """The work keys that do something here; the less needed step back when there is no room."""
    shown = frozenset(offers) - house.idle_keys
    offered = [(key, house.say(f"key.{key.id}")) for key in WORK_KEYS if key.id in shown]
    while _length(offered) > canvas.columns and (last := _least_needed(offered)) is not None:
        offered.remove(last)
    x = 1
    for key, word in offered:
        x = canvas.put(x, canvas.rows - 1, key.shown, "key")
        x = canvas.put(x + 1, canvas.rows - 1, word, "label") + 2


def _least_needed(offered: list[tuple[WorkKey, str]]) -> tuple[WorkKey, str] | None:
    """The key that steps back first: of the highest rank the last one; those of rank 1 stay."""
    worst = max(offered, key=lambda pair: (pair[0].rank, offered.index(pair)), default=None)
    return worst if worst is not None and worst[0].rank > 1 else None


def _length(offered: list[tuple[WorkKey, str]]) -> int:
    return sum(width(f"{key.shown} {word}") + 2 for key, word in offered)
