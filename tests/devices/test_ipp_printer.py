"""A printer reached directly: a real ippeveprinter whose hardware fails as it is told."""

from __future__ import annotations

import plistlib
import signal
import subprocess

import pytest

from counter.devices.ipp_client import IppClient
from counter.devices.ipp_following import JobPhase, JobState
from counter.devices.ipp_paper import A4, A5
from counter.devices.ipp_printer import IppPrinter
from counter.devices.ipp_problems import NoSuchJob, PageOfNoKnownSize, PaperNotThere, PrinterUnreachable
from counter.devices.ipp_troubles import HARD, Trouble
from counter.devices.ipp_values import Tag
from counter.devices.ipp_watch import Patience
from tests.devices.ipp_rig import QUICK, Eve
from tests.devices.pages import A4_PAGE, A5_PAGE, TITLE, serial

pytestmark = pytest.mark.component

BLOCKING = {
    "media-empty": (Trouble.OUT_OF_PAPER, "缺纸", "out of paper"),
    "media-jam": (Trouble.JAM, "卡纸", "jammed"),
    "cover-open": (Trouble.COVER_OPEN, "盖子", "cover"),
    "toner-empty": (Trouble.OUT_OF_TONER, "墨粉", "Toner"),
    "input-tray-missing": (Trouble.OUT_OF_PAPER, "缺纸", "out of paper"),
    "spool-area-full": (Trouble.SPOOL_FULL, "存储已满", "memory"),
    "other": (Trouble.FAULT, "故障", "fault"),
}
"""ippeveprinter tells each of them as a warning, whatever its command says."""


def test_a_sheet_is_printed_once_under_serial_and_title(eve: Eve) -> None:
    printer = eve.printer()
    assert printer.check().ready
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = list(printer.follow(serial(1), receipt.job))
    assert states[-1] == JobState(JobPhase.DONE)
    assert states[-1].question is not None
    assert eve.printed == [[f"{serial(1)} {TITLE}", A5]]
    assert (eve.folder / "last.pdf").read_bytes() == A5_PAGE


def test_the_page_chooses_the_paper(eve: Eve) -> None:
    printer = eve.printer()
    for number, page in ((1, A5_PAGE), (2, A4_PAGE)):
        receipt = printer.send(serial(number), page, TITLE)
        assert list(printer.follow(serial(number), receipt.job))[-1].phase is JobPhase.DONE
    assert [media for _, media in eve.printed] == [A5, A4]


def test_a_paper_the_printer_does_not_know_is_refused_before_anything_is_sent(plain_eve: Eve) -> None:
    with pytest.raises(PaperNotThere) as caught:
        plain_eve.printer().send(serial(1), A5_PAGE, TITLE)
    assert A5 in caught.value.said("en")
    assert not plain_eve.printer(paper=A5).check().ready
    receipt = plain_eve.printer(paper=A4).send(serial(1), A5_PAGE, TITLE)
    assert list(plain_eve.printer().follow(serial(1), receipt.job))[-1].phase is JobPhase.DONE
    assert [media for _, media in plain_eve.printed] == [A4]


def test_a_page_of_another_size_is_refused(eve: Eve) -> None:
    with pytest.raises(PageOfNoKnownSize):
        eve.printer().send(serial(1), b"%PDF-1.7 /MediaBox [ 0 0 100 100 ]", TITLE)


def test_validation_refuses_what_cannot_be_done(eve: Eve) -> None:
    client = eve.printer().client
    from counter.devices.ipp_client import Ticket

    with pytest.raises(PaperNotThere) as caught:
        client.validate(Ticket("x", "iso_a0_841x1189mm"))
    assert "iso_a0_841x1189mm" in caught.value.said("zh")


@pytest.mark.parametrize("reason", BLOCKING)
def test_each_trouble_is_told_and_the_sheet_comes_when_it_is_mended(eve: Eve, reason: str) -> None:
    trouble, zh, en = BLOCKING[reason]
    printer = eve.printer()
    eve.mode(reason)
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    blocked = next(state for state in states if state.phase is JobPhase.BLOCKED)
    assert blocked.trouble is trouble
    assert zh in blocked.happened.zh
    assert en in blocked.happened.en
    assert blocked.question is None
    state = printer.check()
    assert state.ready == (trouble not in HARD)
    assert zh in state.text.zh
    eve.mode("ok")
    assert list(states)[-1].phase is JobPhase.DONE
    assert len(eve.printed) == 1


def test_a_job_the_printer_gave_up_is_not_sent_again(eve: Eve) -> None:
    printer = eve.printer()
    eve.mode("abort")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    last = list(printer.follow(serial(1), receipt.job))[-1]
    assert last.phase is JobPhase.ABORTED
    assert "登记打坏" in last.next_step.zh
    assert last.question is not None
    eve.mode("ok")
    assert printer.send(serial(1), A5_PAGE, TITLE) == receipt
    assert list(printer.follow(serial(1), receipt.job)) == [last]
    assert eve.printed == []


def test_a_cancelled_job_may_still_come_out_and_the_clerk_is_told(eve: Eve) -> None:
    printer = eve.printer()
    eve.mode("media-jam")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    next(state for state in states if state.phase is JobPhase.BLOCKED)
    printer.cancel(serial(1), receipt.job)
    eve.mode("ok")
    last = list(states)[-1]
    assert last.phase is JobPhase.CANCELLED
    assert "仍可能把纸打出来" in last.next_step.zh
    assert len(eve.printed) == 1, "the printer let go of the page after all: that is why we ask"
    printer.cancel(serial(1), receipt.job)  # it has ended: nothing to do, nothing to complain about


def test_nobody_cancels_a_job_of_another_serial(eve: Eve) -> None:
    printer = eve.printer()
    eve.mode("media-jam")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    with pytest.raises(NoSuchJob):
        printer.cancel(serial(2), receipt.job)
    eve.mode("ok")
    assert list(printer.follow(serial(1), receipt.job))[-1].phase is JobPhase.DONE


def test_the_same_serial_is_never_printed_twice(eve: Eve) -> None:
    printer = eve.printer()
    eve.mode("media-empty")
    first = printer.send(serial(1), A5_PAGE, TITLE)
    assert printer.send(serial(1), A5_PAGE, TITLE) == first, "still waiting there"
    eve.mode("ok")
    assert list(printer.follow(serial(1), first.job))[-1].phase is JobPhase.DONE
    assert printer.send(serial(1), A5_PAGE, TITLE) == first, "done"
    assert len(eve.printed) == 1


def test_a_printer_that_is_switched_off_becomes_unknown(eve: Eve) -> None:
    printer = eve.printer()
    eve.mode("media-empty")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    next(state for state in states if state.trouble is Trouble.OUT_OF_PAPER)
    eve.process.kill()
    eve.process.wait()
    assert list(states) == [
        JobState(JobPhase.BLOCKED, Trouble.GONE),
        JobState(JobPhase.UNKNOWN, Trouble.GONE),
    ]
    last = JobState(JobPhase.UNKNOWN, Trouble.GONE)
    assert "打印机前看" in last.next_step.zh
    assert last.question is not None
    state = printer.check()
    assert not state.ready
    assert "连不上" in state.text.zh
    with pytest.raises(PrinterUnreachable):
        printer.send(serial(2), A5_PAGE, TITLE)


def test_a_printer_that_hangs_becomes_unknown(eve: Eve) -> None:
    quick = IppClient(eve.printer().client.address, seconds=0.2)
    printer = IppPrinter(quick, "窗口打印机", patience=QUICK)
    eve.mode("media-empty")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    next(state for state in states if state.trouble is Trouble.OUT_OF_PAPER)
    eve.process.send_signal(signal.SIGSTOP)
    assert list(states)[-1] == JobState(JobPhase.UNKNOWN, Trouble.GONE)
    state = printer.check()
    assert not state.ready
    assert "no answer in time" in state.text.en
    eve.process.send_signal(signal.SIGCONT)
    eve.mode("ok")
    assert list(printer.follow(serial(1), receipt.job))[-1].phase is JobPhase.DONE, (
        "asking again is always allowed"
    )
    assert len(eve.printed) == 1


def test_waiting_for_paper_ends_too(eve: Eve) -> None:
    printer = eve.printer(Patience(first=0.02, last=0.05, blocked=0.5))
    eve.mode("media-empty")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    last = list(printer.follow(serial(1), receipt.job))[-1]
    assert last == JobState(JobPhase.UNKNOWN, Trouble.OUT_OF_PAPER)
    assert "打印机前看" in last.next_step.zh
    eve.mode("ok")


def test_a_job_the_printer_does_not_know_is_told(eve: Eve) -> None:
    printer = eve.printer()
    forgotten = [JobState(JobPhase.UNKNOWN, Trouble.FORGOTTEN)]
    for job in ("4711", f"{serial(1)}.pdf", "", "0", "-1", "9" * 30):
        assert list(printer.follow(serial(1), job)) == forgotten
        with pytest.raises(NoSuchJob):
            printer.cancel(serial(1), job)
    receipt = printer.send(serial(2), A5_PAGE, TITLE)
    assert list(printer.follow(serial(1), receipt.job)) == forgotten, (
        "the number was given anew after a restart"
    )


def test_a_hundred_sheets_one_by_one(eve: Eve) -> None:
    printer = eve.printer()
    for number in range(100):
        receipt = printer.send(serial(number), A5_PAGE, TITLE)
        assert list(printer.follow(serial(number), receipt.job))[-1] == JobState(JobPhase.DONE)
    assert [name for name, _ in eve.printed] == [f"{serial(number)} {TITLE}" for number in range(100)]


def test_another_program_reads_the_same(plain_eve: Eve) -> None:
    """ipptool, the checker of CUPS itself, sees the job and the same attributes with the same values."""
    printer = plain_eve.printer(paper=A4)
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    list(printer.follow(serial(1), receipt.job))
    jobs = ipptool(plain_eve, "get-completed-jobs.test")
    assert [(job["job-id"], job["job-name"], job["job-state"]) for job in jobs] == [
        (int(receipt.job), f"{serial(1)} {TITLE}", 9)
    ]
    theirs = ipptool(plain_eve, "get-printer-attributes.test")[0]
    ours = printer.client.printer(["all", "media-col-database"])
    assert set(theirs) == set(ours.by_name)
    for name, value in theirs.items():
        found = [
            v.content
            for v in ours.by_name[name].values
            if v.tag in {Tag.KEYWORD, Tag.URI, Tag.ENUM, Tag.MIME_TYPE}
        ]
        if found:
            assert found == (value if isinstance(value, list) else [value])


def ipptool(eve: Eve, test: str) -> list[dict[str, object]]:
    """The groups of the answer after the first, as ipptool read them."""
    done = subprocess.run(["ipptool", "-X", eve.uri, test], capture_output=True, timeout=20, check=False)
    answer = plistlib.loads(done.stdout)["Tests"][0]["ResponseAttributes"]
    return [group for group in answer[1:] if group]
