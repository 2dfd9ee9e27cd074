"""The work keys: one registry of which the bindings, the footer and the help are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class WorkKey:
    """A key that means the same everywhere; ``rank`` 1 stays longest when the footer is too narrow."""

    id: str
    key: str
    rank: int = 2

    @property
    def shown(self) -> str:
        """How the key is written on a keyboard."""
        return {"escape": "Esc", "ctrl+k": "^K", "ctrl+n": "^N"}.get(self.key, self.key.upper())


WORK_KEYS: Final = (
    WorkKey("basis", "f1", 1),
    WorkKey("new", "f2", 1),
    WorkKey("find", "f3"),
    WorkKey("park", "f4"),
    WorkKey("slip", "f5", 1),
    WorkKey("unmask", "f6", 3),
    WorkKey("cover", "f7"),
    WorkKey("language", "f8", 1),
    WorkKey("lock", "f9"),
    WorkKey("leave", "f10", 3),
    WorkKey("lists", "f11"),
    WorkKey("undo", "f12", 1),
    WorkKey("characters", "ctrl+k", 3),
    WorkKey("queue", "ctrl+n", 3),
    WorkKey("back", "escape", 1),
)
"""In the order of the keyboard."""

KEYS: Final = frozenset(work_key.key for work_key in WORK_KEYS)
"""What no page may take for itself."""


def bindings() -> list[Binding]:
    """The registry as Textual's bindings; priority, because a field would take some of them."""
    return [Binding(k.key, f"work('{k.id}')", k.id, id=k.id, show=False, priority=True) for k in WORK_KEYS]
