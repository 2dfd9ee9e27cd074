"""The press is warmed while the clerk's hands rest, so that the first sheet of the day comes as fast as the second.

One piece at a time, each only after a while without a key and with nothing under way; a key that comes in the middle of one is
served at once, because the thread gives the interpreter back twenty times as often as it otherwise would.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from counter.app.counter_app import CounterApp
    from counter.desk.desk import Desk

REST: Final = 0.4
"""Seconds without a key after which hands count as resting."""
_SLICE: Final = 0.00025
"""Seconds after which the thread lets a waiting key have the interpreter (``sys.setswitchinterval``)."""
_PAUSE: Final = 0.005
"""Seconds between two pieces, in which whatever came meanwhile is painted."""


async def warm(app: CounterApp) -> None:
    """Warm the press to the end, or until the clerk signs out; a piece that fails is left to the first sheet to tell."""
    try:
        steps = await app.quiet_verb(_steps)
        while await _resting(app) and await asyncio.to_thread(_step, steps):
            await asyncio.sleep(_PAUSE)
    except Exception as error:  # nobody asked for it, so nobody is told of it now
        app.log_fault(error)
    gc.freeze()  # what was loaded stays; no collection walks it again


async def _resting(app: CounterApp) -> bool:
    """Wait for the hands to rest; False when nobody is signed in any more."""
    while app.session is not None:
        if (wait := REST - app.gate.quiet_for) <= 0 and app.gate.open and app.acts.at_rest:
            return True
        await asyncio.sleep(max(wait, _PAUSE))
    return False


def _steps(desk: Desk) -> Iterator[None]:
    from counter.desk.warming import warm as steps  # noqa: PLC0415 - in its thread, long after the first page

    return steps(desk.bench)


def _step(steps: Iterator[None]) -> bool:
    """One piece; False when there is none left."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SLICE)
    try:
        return next(steps, True) is None
    finally:
        sys.setswitchinterval(before)
