"""Words typed on a page beside a case: on disk as they are typed, and back in their rows when the page opens again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from counter.screens.newest import Newest

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.screens.house import House
    from counter.widgets.form import FormRow


class Drafts:
    """The drafts of one page, with the case under a ``name`` of their own; rows that are secret are never kept."""

    def __init__(self, house: House, case: str, name: str) -> None:
        self._house, self._case, self._name = house, case, name
        self._newest: dict[str, Newest[None]] = {}

    def keep(self, row: FormRow) -> None:
        """Keep what is being typed; of each row the newest text wins."""
        session, case, key, text = self._house.session, self._case, self._key(row), row.value
        if session is not None and not row.secret:
            newest = self._newest.setdefault(key, Newest(self._house, lambda _: None))
            newest.want(lambda desk: desk.intake.keep_typed(session, case, key, text))

    async def restore(self, rows: Iterable[FormRow]) -> None:
        """Fill the rows that are still empty with what was typed before."""
        if (session := self._house.session) is None:
            return
        case = self._case
        typed = await self._house.verb(lambda desk: desk.intake.show(session, case).typed)
        for row in rows:
            if not row.secret and not row.value:
                row.value = typed.get(self._key(row), "")

    async def forget(self, rows: Iterable[FormRow]) -> None:
        """What was typed has become an act: nothing of it is kept any longer."""
        keys, case = [self._key(row) for row in rows if not row.secret], self._case
        for newest in self._newest.values():
            await newest.caught_up()
        if (session := self._house.session) is not None:

            def emptied(desk: Desk) -> None:
                for key in keys:
                    desk.intake.keep_typed(session, case, key, "")

            await self._house.verb(emptied)

    def _key(self, row: FormRow) -> str:
        return f"{self._name}.{row.key}"
