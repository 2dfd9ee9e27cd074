"""Background work of which only the newest matters: a search while letters come, a draft being kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from counter.errors import CounterError

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.screens.house import House

T = TypeVar("T")


class Newest(Generic[T]):
    """Runs one desk call at a time beside the keys; what was asked meanwhile is replaced by what is asked last."""

    def __init__(self, house: House, then: Callable[[T], None]) -> None:
        self._house, self._then = house, then
        self._next: Callable[[Desk], T] | None = None
        self._running = False
        self._rest = asyncio.Event()
        self._rest.set()

    def want(self, call: Callable[[Desk], T]) -> None:
        """Ask for something; an older wish that has not started is dropped."""
        self._next = call
        self._rest.clear()
        if not self._running:
            self._running = True
            self._house.beside(self._run_all)

    def forget(self) -> None:
        """Drop the wish that has not started."""
        self._next = None

    async def caught_up(self) -> None:
        """Wait until the newest answer is there."""
        await self._rest.wait()

    async def _run_all(self) -> None:
        try:
            while (call := self._next) is not None:
                self._next = None
                try:
                    answer = await self._house.quiet_verb(call)
                except CounterError:
                    continue
                if self._next is None:
                    self._then(answer)
        finally:
            self._running = False
            self._rest.set()
