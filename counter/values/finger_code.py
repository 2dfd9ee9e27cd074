"""Fingers as the field numbers them (GA/T 1012): 11 to 15 on the right hand, 16 to 20 on the left; not GA 777, not ISO 19794."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Literal

from counter.locale import Text

Hand = Literal["right", "left"]
HANDS: Final[tuple[Hand, Hand]] = ("right", "left")


class FingerCode(IntEnum):
    """One finger; the last three stand on old cards whose finger was not noted, and are never asked for."""

    RIGHT_THUMB = 11
    RIGHT_INDEX = 12
    RIGHT_MIDDLE = 13
    RIGHT_RING = 14
    RIGHT_LITTLE = 15
    LEFT_THUMB = 16
    LEFT_INDEX = 17
    LEFT_MIDDLE = 18
    LEFT_RING = 19
    LEFT_LITTLE = 20
    RIGHT_UNCERTAIN = 97
    LEFT_UNCERTAIN = 98
    UNCERTAIN = 99

    @property
    def text(self) -> Text:
        """The finger in words."""
        return _WORDS[self]


_RIGHT, _LEFT = Text("右手", "right "), Text("左手", "left ")
_FINGERS = (Text("拇指", "thumb"), Text("食指", "index finger"), Text("中指", "middle finger"), Text("环指", "ring finger"),
            Text("小指", "little finger"))  # fmt: skip
_WORDS: Final = {
    FingerCode(first + place): Text(hand.zh + finger.zh, hand.en + finger.en)
    for first, hand in ((11, _RIGHT), (16, _LEFT))
    for place, finger in enumerate(_FINGERS)
} | {
    FingerCode.RIGHT_UNCERTAIN: Text("右手不确定指位", "right hand, finger not noted"),
    FingerCode.LEFT_UNCERTAIN: Text("左手不确定指位", "left hand, finger not noted"),
    FingerCode.UNCERTAIN: Text("其他不确定指位", "finger not noted"),
}

FINGERS_OF: Final[dict[Hand, tuple[FingerCode, ...]]] = {
    "right": tuple(map(FingerCode, range(11, 16))),
    "left": tuple(map(FingerCode, range(16, 21))),
}
"""Thumb first, then towards the little finger: the order in which they are asked for."""


def hand_of(finger: FingerCode) -> Hand:
    """The hand of a finger that can be asked for."""
    return "right" if finger in FINGERS_OF["right"] else "left"
