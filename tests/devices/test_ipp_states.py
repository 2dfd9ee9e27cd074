"""What reasons mean and how long is waited: no printer, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.devices.ipp_following import ENDED, JobPhase, JobState
from counter.devices.ipp_problems import PrinterUnreachable
from counter.devices.ipp_readiness import readiness
from counter.devices.ipp_troubles import ADVICE, Told, Trouble, troubles
from counter.devices.ipp_values import Attribute, Attributes, Tag
from counter.devices.ipp_watch import Patience, Watch

PATIENCE = Patience(first=1, last=10, silent=20, stuck=60, blocked=600)


@dataclass
class Saying:
    """A printer that says the same thing for ever, and the time it takes to hear it."""

    job: int | None
    printer_state: int = 4
    reasons: tuple[str, ...] = ("none",)
    time: float = 0.0
    pauses: list[float] = field(default_factory=list)
    answers: int = 10**9

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds

    def asked(self) -> None:
        self.answers -= 1
        if self.job is None or self.answers < 0:
            raise PrinterUnreachable(place="p", reason="gone")

    def states(self) -> list[JobState]:
        watch = Watch(_Client(self), 7, "S-1", PATIENCE, lambda: self.time, self.sleep)  # type: ignore[arg-type]
        return list(watch.states())


@dataclass
class _Client:
    told: Saying

    def job(self, number: int, names: Iterable[str]) -> Attributes:
        self.told.asked()
        return Attributes.of(
            [
                Attribute.of("job-name", Tag.NAME, "S-1 确认单"),
                Attribute.of("job-state", Tag.ENUM, self.told.job),
                Attribute.of("job-state-reasons", Tag.KEYWORD, "job-completed-successfully"),
            ]
        )

    def printer(self, names: Iterable[str], seconds: float | None = None) -> Attributes:
        return told_by(self.told.printer_state, *self.told.reasons)


def told_by(state: int, *reasons: str, **more: str) -> Attributes:
    return Attributes.of(
        [
            Attribute.of("printer-state", Tag.ENUM, state),
            Attribute.of("printer-state-reasons", Tag.KEYWORD, *reasons),
            *(Attribute.of(name.replace("_", "-"), Tag.KEYWORD, word) for name, word in more.items()),
        ]
    )


@pytest.mark.parametrize(
    ("told", "states", "seconds"),
    [
        (Saying(9), [JobState(JobPhase.DONE)], 0),
        (Saying(8), [JobState(JobPhase.ABORTED)], 0),
        (Saying(7), [JobState(JobPhase.CANCELLED)], 0),
        (Saying(5), [JobState(JobPhase.PRINTING), JobState(JobPhase.UNKNOWN, Trouble.STUCK)], 60),
        (Saying(3), [JobState(JobPhase.WAITING), JobState(JobPhase.UNKNOWN, Trouble.STUCK)], 600),
        (
            Saying(4),
            [JobState(JobPhase.BLOCKED, Trouble.HELD), JobState(JobPhase.UNKNOWN, Trouble.HELD)],
            600,
        ),
        (
            Saying(6),
            [JobState(JobPhase.BLOCKED, Trouble.FAULT), JobState(JobPhase.UNKNOWN, Trouble.FAULT)],
            600,
        ),
        (
            Saying(3, printer_state=5),
            [JobState(JobPhase.BLOCKED, Trouble.DISABLED), JobState(JobPhase.UNKNOWN, Trouble.DISABLED)],
            600,
        ),
        (
            Saying(5, reasons=("media-empty-warning", "toner-low-report")),
            [
                JobState(JobPhase.BLOCKED, Trouble.OUT_OF_PAPER),
                JobState(JobPhase.UNKNOWN, Trouble.OUT_OF_PAPER),
            ],
            600,
        ),
        (
            Saying(5, reasons=("toner-low-report",)),
            [JobState(JobPhase.PRINTING), JobState(JobPhase.UNKNOWN, Trouble.STUCK)],
            60,
        ),
        (
            Saying(None),
            [JobState(JobPhase.BLOCKED, Trouble.GONE), JobState(JobPhase.UNKNOWN, Trouble.GONE)],
            20,
        ),
    ],
)
def test_a_job_ends_when_its_state_says_so_or_when_patience_does(
    told: Saying, states: list[JobState], seconds: float
) -> None:
    assert told.states() == states
    assert seconds <= told.time <= seconds + 2 * PATIENCE.last
    assert max(told.pauses, default=0) <= PATIENCE.last


def test_a_printer_that_keeps_changing_its_word_is_given_up_too() -> None:
    told = Saying(5)
    told.sleep = flapping(told)  # type: ignore[method-assign]
    states = told.states()
    assert states[-1].phase is JobPhase.UNKNOWN
    assert told.time <= PATIENCE.blocked + 2 * PATIENCE.last


def flapping(told: Saying):  # type: ignore[no-untyped-def]
    def sleep(seconds: float) -> None:
        told.time += seconds
        told.reasons = ("media-jam",) if told.reasons == ("none",) else ("none",)

    return sleep


def test_no_state_is_final_by_its_reasons() -> None:
    told = Saying(5)  # its reasons say that it completed; its state does not
    assert JobState(JobPhase.DONE) not in told.states()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("none", None),
        ("connecting-to-device", None),
        ("cups-waiting-for-job-completed", None),
        ("media-empty", Told(Trouble.OUT_OF_PAPER, True)),
        ("media-empty-error", Told(Trouble.OUT_OF_PAPER, True)),
        ("media-empty-warning", Told(Trouble.OUT_OF_PAPER, False)),
        ("media-jam-warning", Told(Trouble.JAM, True)),
        ("toner-low-error", Told(Trouble.TONER_LOW, False)),
        ("offline-report", Told(Trouble.OFFLINE, False)),
        ("vendor-word", None),
        ("vendor-word-error", Told(Trouble.FAULT, True)),
        ("other-warning", Told(Trouble.FAULT, False)),
        ("-error", Told(Trouble.FAULT, True)),
    ],
)
def test_each_keyword_means_its_trouble(reason: str, told: Told | None) -> None:
    assert troubles([reason]) == ((told,) if told else ())


@given(st.lists(st.text(max_size=30)))
def test_any_reasons_are_read(reasons: list[str]) -> None:
    errors = [one.error for one in troubles(reasons)]
    assert errors == sorted(errors, reverse=True)


def test_the_gravest_error_is_told_first() -> None:
    told = troubles(["media-empty-error", "media-low-warning", "cover-open-error", "toner-empty-warning"])
    assert [one.trouble for one in told] == [
        Trouble.COVER_OPEN,
        Trouble.OUT_OF_PAPER,
        Trouble.OUT_OF_TONER,
        Trouble.PAPER_LOW,
    ]


@pytest.mark.parametrize(
    ("told", "ready", "words"),
    [
        (told_by(3, "none"), True, "就绪"),
        (told_by(3, "toner-low-report"), True, "墨粉快用完"),
        (told_by(3, "media-empty-warning"), True, "缺纸"),
        (told_by(3, "media-empty-error"), False, "缺纸"),
        (told_by(3, "media-jam-warning"), False, "卡纸"),
        (told_by(5, "paused", printer_state_message="换硒鼓"), False, "原因：换硒鼓"),
        (told_by(5, "none"), False, "已停用"),
        (told_by(5, "media-empty-warning"), False, "缺纸"),
        (told_by(3, "none", document_format_supported="image/urf"), False, "PDF"),
        (told_by(3, "none", media_supported="iso_a3_297x420mm"), False, "iso_a4_210x297mm"),
        (Attributes(), True, "就绪"),
    ],
)
def test_readiness_follows_what_the_printer_says(told: Attributes, ready: bool, words: str) -> None:
    state = readiness(told, "p", "iso_a4_210x297mm")
    assert (state.ready, words in state.text.zh) == (ready, True)


def test_every_state_has_its_sentences_in_both_languages() -> None:
    assert set(ADVICE) == set(Trouble)
    for phase in JobPhase:
        for trouble in (None, *Trouble):
            state = JobState(phase, trouble)
            for text in (state.happened, state.next_step):
                assert text.zh
                assert text.en
                assert "{" not in text.zh + text.en
            assert (state.question is not None) == (phase in ENDED)


def test_nobody_is_told_to_print_again_while_a_sheet_may_come() -> None:
    for trouble in (Trouble.GONE, Trouble.STUCK, Trouble.FORGOTTEN, Trouble.JAM, Trouble.OUT_OF_PAPER):
        assert "不要再按打印" in JobState(JobPhase.BLOCKED, trouble).next_step.zh


def test_who_stops_waiting_is_told_that_the_sheet_may_still_come() -> None:
    for trouble in set(Trouble) - {Trouble.FORGOTTEN}:
        state = JobState(JobPhase.UNKNOWN, trouble)
        assert "先取消任务" in state.next_step.zh
        assert "打印机前看" in state.next_step.zh
        assert "会自动打出,不要再按" not in state.next_step.zh
        assert "结果" in state.happened.zh
