"""Taking fingerprints, where the law has them: the ladder is followed finger by finger, and the application always goes on.

Nothing of a finger is kept but finger, result, quality, score and time (居民身份证法 第三条; no image, no template).
"""

from __future__ import annotations

from counter.desk.intake_views import IntakeView
from counter.desk.look import LADDER
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage, Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store.apply import Kind
from counter.values.finger_code import FingerCode
from counter.workflows.application import Stage
from counter.workflows.fingers import Outcome, Reason

_BEST = 100


class QualityOutOfRange(BadInput):
    """A reader told a quality that is none."""

    happened = Text("指纹质量应为 0 至 100。", "The quality of a print is from 0 to 100.")
    next_step = Text("请检查指纹仪。", "Please see to the reader.")


class NoReader(Refused):
    """No fingerprint reader is plugged in here."""

    happened = Text("本机没有接指纹仪。", "No fingerprint reader is plugged in here.")
    next_step = Text(
        "请接上指纹仪，或以“指纹仪故障”结束采集，申请照常继续。",
        "Please plug one in, or end the taking with that reason; the application goes on.",
    )


class QualityIsTheReaders(Refused):
    """What a reader says of a print was typed, at a station that works."""

    happened = Text("指纹质量只认指纹仪，不能手工填写。", "The quality of a print is not typed by hand.")
    next_step = Text(
        "请在窗口用指纹仪采集；采集不了的，写明原因结束采集，申请照常继续。",
        "Please let the reader take it at the window; else end the taking with a reason, and the application goes on.",
    )


class Fingers(Window):
    """Verbs about fingerprints at intake."""

    __slots__ = ()

    def press(self, session: Session, case_id: str, finger: int, quality: int | None) -> IntakeView:
        """What a reader is said to have told of one press, at a training station; ``quality`` None where no image came.

        Raises:
            QualityIsTheReaders: the station works.
            NoSuchChoice: another finger was asked for.
            QualityOutOfRange
        """
        if not self.bench.station.training:
            raise QualityIsTheReaders
        return self._pressed(session, case_id, finger, quality)

    def _pressed(self, session: Session, case_id: str, finger: int, quality: int | None) -> IntakeView:
        with self._acting(session, case_id, Stage.FINGERPRINTS) as (act, seen):
            ask = seen.ladder.ask
            if ask is None or ask.finger != finger:
                raise NoSuchChoice(key=str(finger)[:20])
            if quality is not None and not 0 <= quality <= _BEST:
                raise QualityOutOfRange
            body = {"finger": finger, "result": _result(quality), "quality": quality, "score": None}
            act.record(Kind.FINGER_TAKEN, case_id, body)
            self._settle(act, self._note(act, case_id, {}))
        return self._view(case_id)

    def take(self, session: Session, case_id: str, finger: int = 0) -> IntakeView:
        """Let the reader take the finger that is asked for, and record what it told; ``finger`` is the one that is laid on it.

        Raises:
            NoSuchChoice: another finger was asked for.
            NoReader: none is plugged in.
            ReaderProblem: it did not answer; nothing was recorded.
        """
        if self.bench.reader is None:
            raise NoReader
        ask = self._view(case_id).fingers
        if ask is None or ask.ask is None:
            raise NotAtThisStage(self._view(case_id).stage)
        if finger and ask.ask.finger != finger:
            raise NoSuchChoice(key=str(finger)[:20])
        quality = self.bench.reader.take(ask.ask.finger)
        return self._pressed(session, case_id, ask.ask.finger, quality)

    def skip(self, session: Session, case_id: str, finger: int, reason: str) -> IntakeView:
        """A finger cannot be taken; the next one is asked for.

        Raises:
            NoSuchChoice: no such finger or reason.
        """
        code, why = _finger(finger), _reason(reason)
        with self._acting(session, case_id, Stage.FINGERPRINTS) as (act, _):
            self._settle(act, self._note(act, case_id, {"skipped": {str(int(code)): why}}))
        return self._view(case_id)

    def stop(self, session: Session, case_id: str, reason: str) -> IntakeView:
        """End the taking: what is missing is written as failed or not registered, and the application goes on.

        Raises:
            NoSuchChoice: no such reason.
        """
        why = _reason(reason)
        with self._acting(session, case_id, Stage.FINGERPRINTS) as (act, _):
            self._settle(act, self._note(act, case_id, {"stopped": why}))
        return self._view(case_id)

    def again(self, session: Session, case_id: str) -> IntakeView:
        """Take the fingers up again that were skipped or where the taking was ended; tries already used stay used.

        Raises:
            NotAtThisStage
        """
        with self._acting(session, case_id, Stage.FINGERPRINTS) as (act, seen):
            if seen.answer is None:
                raise NotAtThisStage(seen.stage)
            self._note(act, case_id, {"skipped": None, "stopped": None})
        return self._view(case_id)


def _result(quality: int | None) -> Outcome:
    if quality is None:
        return Outcome.NOT_REGISTERED
    return Outcome.REGISTERED if quality >= LADDER.pass_mark else Outcome.FAILED


def _reason(reason: str) -> Reason:
    if reason not in set(Reason):
        raise NoSuchChoice(key=reason[:20])
    return Reason(reason)


def _finger(finger: int) -> FingerCode:
    if finger not in set(FingerCode):
        raise NoSuchChoice(key=str(finger)[:20])
    return FingerCode(finger)
