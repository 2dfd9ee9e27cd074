"""Background work of which only the newest matters: a search while letters come, a draft being kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from counter.errors import CounterError

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.screens.house import House

T = TypeVar("T")

BREATH = 0.02
"""Seconds in which the echo of a key is painted before a thread competes with it."""


class Newest(Generic[T]):
    """Runs one desk call at a time beside the keys; what was asked meanwhile is replaced by what is asked last."""

    def __init__(self, house: House, then: Callable[[T], None]) -> None:
        self._house, self._then = house, then
        self._next: Callable[[Desk], T] | None = None
        self._running, self._turn = False, 0
        self._hurry = asyncio.Event()
        self._rest = asyncio.Event()
        self._rest.set()

    def want(self, call: Callable[[Desk], T]) -> None:
        """Ask for something; an older wish that has not started is dropped."""
        self._next = call
        self._turn += 1
        self._rest.clear()
        if not self._running:
            self._running = True
            self._house.beside(self._run_all)

    def forget(self) -> None:
        """Drop the newest wish; if it has started, its answer is not heard."""
        self._next = None
        self._turn += 1

    async def caught_up(self) -> None:
        """Wait until the newest answer is there; it is not put off any longer."""
        self._hurry.set()
        await self._rest.wait()
        self._hurry.clear()

    async def _run_all(self) -> None:
        try:
            while call := await self._next_wish():
                turn = self._turn
                try:
                    answer = await self._house.quiet_verb(call)
                except CounterError:
                    continue
                if turn == self._turn:
                    self._then(answer)
        finally:
            self._running = False
            self._rest.set()

    async def _next_wish(self) -> Callable[[Desk], T] | None:
        if self._next is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), BREATH)
        wish, self._next = self._next, None
        return wish
