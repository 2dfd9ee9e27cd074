"""The ladder of fingerprints (居民身份证指纹采集): which finger is asked for next, and what is written when none will do. Pure.

Two flat prints, right hand first, thumbs first; a finger has a number of tries, then the next finger of that hand is asked
for; where a hand gives none, the other hand gives a second one. However it ends, the application goes on: each of the two
places ends as registered (1), failed (2: an image, but no features) or not registered (3: nothing could be taken).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from counter.locale import Text
from counter.values.finger_code import FINGERS_OF, HANDS, FingerCode, Hand, hand_of
from counter.workflows.table import Said

TRIES: Final = 5
"""How often one finger is tried; told in press reports, not confirmed in GA/T 1012-2019, hence a setting of the ladder."""
PASS_MARK: Final = 55
"""The quality, 0 to 100, from which a print is good; of the same standing as ``TRIES``."""
WANTED: Final = 2


class Outcome(Said):
    """Registration results with the digit of the field's code table."""

    REGISTERED = "registered", "注册成功", "registered"
    FAILED = "failed", "注册失败", "failed"
    NOT_REGISTERED = "not-registered", "未注册", "not registered"

    @property
    def digit(self) -> int:
        """1 注册成功, 2 注册失败, 3 未注册."""
        return list(Outcome).index(self) + 1


class Reason(Said):
    """Why a finger is not asked for, or why taking was ended."""

    ABSENT = "absent", "手指缺失", "the finger is missing"
    INJURED = "injured", "受伤或包扎", "injured or bandaged"
    DISABLED = "disabled", "残疾，无法按捺", "disabled, cannot press"
    WORN = "worn", "纹线磨损，特征点无法提取", "worn, no features"
    CHILD = "child", "未满六周岁，采集困难", "under six, hard to take"
    READER = "reader", "指纹仪故障", "reader out of order"
    OTHER = "other", "其他", "another reason"


@dataclass(frozen=True, slots=True)
class Try:
    """One press of a finger: ``quality`` 0 to 100, None where no image came."""

    finger: FingerCode
    quality: int | None


@dataclass(frozen=True, slots=True)
class Skip:
    """A finger that is not asked for, with its reason."""

    finger: FingerCode
    reason: Reason


@dataclass(frozen=True, slots=True)
class Stop:
    """The clerk ends the taking; the application goes on without further prints."""

    reason: Reason


Event = Try | Skip | Stop


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask of the citizen now."""

    finger: FingerCode
    tries_left: int
    hint: Text


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two places of the form (登记指位): a finger, or 未登记 with its reason."""

    outcome: Outcome
    finger: FingerCode | None
    quality: int | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the ladder stands: ``ask`` is None when it is done; then ``places`` are the two lines of the form."""

    ask: Ask | None
    places: tuple[Place, ...]

    @property
    def done(self) -> bool:
        """Nothing more is asked; the application can go on."""
        return self.ask is None


_HINTS: Final = (
    Text("请平按，手指放正", "lay the finger flat and straight"),
    Text("请擦净手指和窗口", "wipe finger and glass"),
    Text("太干：呵口气或沾一点水再按", "too dry: breathe on it or moisten it"),
    Text("请稍用力，不要移动", "press a little more and keep still"),
    Text("最后一次：换个角度平按", "last try: flat, from another angle"),
)
_NO_IMAGE: Final = Text("没有采到图像：请按满窗口", "no image came: cover the glass")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The settings of a ladder: tries of one finger, the quality that will do."""

    tries: int = TRIES
    pass_mark: int = PASS_MARK

    def stand(self, events: Sequence[Event]) -> Stand:
        """Where the ladder stands after these events; pure, so a power cut loses nothing that was recorded."""
        good = self.registered(events)
        stopped = next((event.reason for event in events if isinstance(event, Stop)), None)
        if len(good) >= WANTED or stopped:
            return Stand(None, self._places(events, good, stopped))
        finger = self._next(events, good)
        if finger is None:
            return Stand(None, self._places(events, good, None))
        return Stand(self._ask(events, finger), tuple(map(_place, good)))

    def registered(self, events: Iterable[Event]) -> tuple[Try, ...]:
        """The prints that will do, one of a finger, in the order in which they came; never more than two."""
        found: dict[FingerCode, Try] = {}
        for event in events:
            if isinstance(event, Try) and event.quality is not None and event.quality >= self.pass_mark:
                found.setdefault(event.finger, event)
        return tuple(found.values())[:WANTED]

    def _next(self, events: Sequence[Event], good: tuple[Try, ...]) -> FingerCode | None:
        """First a hand that has given none yet and still can, right before left; then whichever can give a second one."""
        given = {hand_of(one.finger) for one in good}
        left = {hand: self._left(events, hand) for hand in HANDS}
        order: list[Hand] = [hand for hand in HANDS if hand not in given]
        order += [hand for hand in HANDS if hand in given]
        return next((left[hand][0] for hand in order if left[hand]), None)

    def _left(self, events: Sequence[Event], hand: Hand) -> list[FingerCode]:
        """The fingers of a hand that can still be asked for."""
        skipped = {event.finger for event in events if isinstance(event, Skip)}
        good = {one.finger for one in self.registered(events)}
        return [
            finger
            for finger in FINGERS_OF[hand]
            if finger not in skipped and finger not in good and self._tried(events, finger) < self.tries
        ]

    def _tried(self, events: Iterable[Event], finger: FingerCode) -> int:
        return sum(isinstance(event, Try) and event.finger == finger for event in events)

    def _ask(self, events: Sequence[Event], finger: FingerCode) -> Ask:
        tried = self._tried(events, finger)
        last = events[-1] if events else None
        blank = isinstance(last, Try) and last.finger == finger and last.quality is None
        return Ask(finger, self.tries - tried, _NO_IMAGE if blank else _HINTS[min(tried, len(_HINTS) - 1)])

    def _places(
        self, events: Sequence[Event], good: tuple[Try, ...], stopped: Reason | None
    ) -> tuple[Place, ...]:
        """The two lines of the form; what is missing has failed if an image was there, and was never taken if none was."""
        wanting = self._wanting(events, good)
        seen = any(isinstance(event, Try) and event.quality is not None for event in wanting)
        outcome = Outcome.FAILED if seen else Outcome.NOT_REGISTERED
        skips = [event.reason for event in wanting if isinstance(event, Skip)]
        reason = stopped or (Reason.WORN if seen else skips[0] if skips else Reason.OTHER)
        empty = Place(outcome, None, None, reason)
        return (*map(_place, good), *(empty,) * (WANTED - len(good)))

    def _wanting(self, events: Sequence[Event], good: tuple[Try, ...]) -> list[Event]:
        """What was tried and skipped for the places that are missing.

        That is everything of a hand that gave no print, and of the other hand what came behind its print: the second finger
        that was to make it good. Poor presses on the way to a print say nothing of a hand that was never laid down.
        """
        given = {hand_of(one.finger): events.index(one) for one in good}
        return [
            event
            for place, event in enumerate(events)
            if not isinstance(event, Stop) and place > given.get(hand_of(event.finger), -1)
        ]


def _place(good: Try) -> Place:
    return Place(Outcome.REGISTERED, good.finger, good.quality, None)
