"""What must be read before a key answers it: a refusal is never printed by the rest of something typed at the question before."""

from __future__ import annotations

import math


class SeenFirst:
    """Which keys count at a face: those struck after it stood there, and no Enter right behind keys that mean nothing here."""

    def __init__(self) -> None:
        self.since = math.inf
        """When it stood there, in seconds of the monotonic clock; endless before."""
        self._early = self._amid = False

    def struck(self, moment: float) -> None:
        """The key that comes next was struck at this moment, in seconds of the monotonic clock."""
        self._early = moment < self.since

    def unread(self, key: str, *, means: bool) -> bool:
        """Whether a key is no answer yet: struck too early, or the Enter that ends what was typed without looking.

        ``means`` says that the key does something here. The Enter behind the next look counts.
        """
        passed = self._early or not means or (key == "enter" and self._amid)
        if passed:
            self._amid = key != "enter"
        return passed
