"""The same printer behind a queue of a real, private cupsd, which hides much of what happens at the printer."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from counter.cli.printers import app
from counter.devices.ipp_discover import find_printers
from counter.devices.ipp_following import JobPhase, JobState
from counter.devices.ipp_paper import A4, A5, paper_of
from counter.devices.ipp_printer import IppPrinter
from counter.devices.ipp_problems import NoRawBytes, NoSuchQueue, PaperNotThere, QueueClosed
from counter.devices.ipp_troubles import Trouble
from counter.printing.press import Press
from counter.printing.raster import raster
from counter.station.printers import strip_printer
from tests.devices.ipp_rig import QUICK, Cups, Eve
from tests.devices.pages import A5_PAGE, TITLE, serial
from tests.devices.thermal_rig import listening

pytestmark = pytest.mark.component


@pytest.fixture
def queue(cups: Cups, plain_eve: Eve, request: pytest.FixtureRequest) -> str:
    """A queue of this test's own."""
    name = f"q{abs(hash(request.node.name)) % 10**8}"
    cups.queue(name, plain_eve)
    return name


def test_a_sheet_goes_through_the_queue_once(cups: Cups, queue: str, plain_eve: Eve) -> None:
    printer = cups.printer(queue)
    assert printer.check().ready
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    assert printer.send(serial(1), A5_PAGE, TITLE) == receipt
    assert list(printer.follow(serial(1), receipt.job))[-1] == JobState(JobPhase.DONE)
    assert printer.send(serial(1), A5_PAGE, TITLE) == receipt
    assert [name.split()[-2:] for name, _ in plain_eve.printed] == [[serial(1), TITLE]]


def test_queues_are_found_with_the_address_the_settings_want(cups: Cups, queue: str, plain_eve: Eve) -> None:
    found = {one.name: one for one in find_printers(cups.server)}
    assert found[queue].uri == f"{cups.server}printers/{queue}"
    assert found[queue].info == "窗口"
    assert found[queue].papers == ("A4",)
    assert found[queue].state.ready
    assert IppPrinter.at(found[queue].uri).check().ready
    alone = find_printers(plain_eve.uri)
    assert [(one.uri, one.papers) for one in alone] == [(plain_eve.uri, ("A4",))]


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [("media-empty", Trouble.OUT_OF_PAPER), ("media-jam", Trouble.JAM), ("cover-open", Trouble.COVER_OPEN)],
)
def test_a_trouble_at_the_printer_is_told_through_the_queue(
    cups: Cups, queue: str, plain_eve: Eve, reason: str, trouble: Trouble
) -> None:
    printer = cups.printer(queue)
    plain_eve.mode(reason)
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    assert next(state for state in states if state.phase is JobPhase.BLOCKED).trouble is trouble
    plain_eve.mode("ok")
    assert list(states)[-1].phase is JobPhase.DONE
    assert len(plain_eve.printed) == 1


def test_a_job_the_printer_gave_up_is_not_sent_again_and_the_clerk_is_asked(
    cups: Cups, queue: str, plain_eve: Eve
) -> None:
    printer = cups.printer(queue)
    plain_eve.mode("abort")
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    last = list(printer.follow(serial(1), receipt.job))[-1]
    assert last.phase in {JobPhase.CANCELLED, JobPhase.DONE}, (
        "cupsd itself tells one or the other, as it happens"
    )
    assert last.question is not None
    assert "登记打坏" in last.next_step.zh
    plain_eve.mode("ok")
    assert printer.send(serial(1), A5_PAGE, TITLE) == receipt
    assert plain_eve.printed == []


def test_a_disabled_queue_is_told_and_prints_once_when_enabled(
    cups: Cups, queue: str, plain_eve: Eve
) -> None:
    printer = cups.printer(queue)
    cups.run("cupsdisable", "-r", "换硒鼓 {x}", queue)
    state = printer.check()
    assert not state.ready
    assert "已停用" in state.text.zh
    assert "换硒鼓 {x}" in state.text.zh
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    states = printer.follow(serial(1), receipt.job)
    assert next(states) == JobState(JobPhase.BLOCKED, Trouble.DISABLED)
    cups.run("cupsenable", queue)
    assert list(states)[-1].phase is JobPhase.DONE
    assert len(plain_eve.printed) == 1


def test_a_job_cancelled_in_a_disabled_queue_never_comes_out(cups: Cups, queue: str, plain_eve: Eve) -> None:
    printer = cups.printer(queue)
    cups.run("cupsdisable", queue)
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    printer.cancel(serial(1), receipt.job)
    assert list(printer.follow(serial(1), receipt.job)) == [JobState(JobPhase.CANCELLED)]
    cups.run("cupsenable", queue)
    assert plain_eve.printed == []


def test_a_queue_that_takes_no_jobs_refuses(cups: Cups, queue: str) -> None:
    cups.run("cupsreject", queue)
    printer = cups.printer(queue)
    state = printer.check()
    assert not state.ready
    assert "不接收任务" in state.text.zh
    with pytest.raises(QueueClosed):
        printer.send(serial(1), A5_PAGE, TITLE)


def test_a_queue_that_is_not_there_is_named(cups: Cups) -> None:
    printer = cups.printer("nobody")
    assert "printers/nobody" in printer.check().text.en
    with pytest.raises(NoSuchQueue):
        printer.send(serial(1), A5_PAGE, TITLE)


def test_a_paper_the_queue_does_not_know_is_refused_though_the_queue_would_take_it(
    cups: Cups, queue: str, plain_eve: Eve
) -> None:
    printer = IppPrinter.at(f"{cups.server}printers/{queue}", patience=QUICK)
    with pytest.raises(PaperNotThere):
        printer.send(serial(1), A5_PAGE, TITLE)
    assert printer.client.jobs("not-completed", ["job-id"]) == ()
    assert plain_eve.printed == []


def test_a_printer_that_vanished_behind_its_queue_becomes_unknown(
    cups: Cups, queue: str, plain_eve: Eve
) -> None:
    printer = cups.printer(queue, replace(QUICK, stuck=1.5, blocked=3.0))
    plain_eve.process.kill()
    plain_eve.process.wait()
    receipt = printer.send(serial(1), A5_PAGE, TITLE)
    last = list(printer.follow(serial(1), receipt.job))[-1]
    assert last.phase is JobPhase.UNKNOWN
    assert "打印机前看" in last.next_step.zh
    printer.cancel(serial(1), receipt.job)
    assert list(printer.follow(serial(1), receipt.job))[-1].phase is JobPhase.CANCELLED


def test_five_sheets_through_the_queue_none_twice(cups: Cups, queue: str, plain_eve: Eve) -> None:
    printer = cups.printer(queue)
    receipts = [printer.send(serial(n), A5_PAGE, TITLE) for n in range(5)]
    for number, receipt in enumerate(receipts):
        assert list(printer.follow(serial(number), receipt.job))[-1] == JobState(JobPhase.DONE)
    assert len({name for name, _ in plain_eve.printed}) == len(plain_eve.printed) == 5
    assert paper_of((plain_eve.folder / "last.pdf").read_bytes()) == A4


def test_a_strip_goes_through_a_raw_queue_dot_for_dot(cups: Cups, press: Press) -> None:
    """cupsd hands the bytes to the thermal printer behind it as they are; a job of the same serial is not handed over twice."""
    pdf = press.pdf(press.forms["material-list"].sample())
    with listening() as slot:
        cups.run("lpadmin", "-p", "strips", "-E", "-v", slot.uri)
        printer = strip_printer(f"{cups.server}printers/strips")
        assert printer.check().ready
        receipt = printer.send(serial(1), pdf, TITLE)
        assert printer.send(serial(1), pdf, TITLE) == receipt
        assert isinstance(printer, IppPrinter)
        assert list(printer.follow(serial(1), receipt.job))[-1] == JobState(JobPhase.DONE)
        end = time.monotonic() + 60
        while not slot.head.strips and time.monotonic() < end:
            time.sleep(0.05)
        uri = f"{cups.server}printers/strips"
        tried = CliRunner().invoke(app, ["test", uri, "--form", "queue-slip"])
        assert tried.exit_code == 0, tried.output
        strip = slot.head.strips[0]
    assert strip.tobytes() == bytes(byte ^ 0xFF for byte in raster(pdf).rows)


def test_a_printer_that_passes_no_bytes_on_is_refused_before_a_serial(plain_eve: Eve) -> None:
    printer = strip_printer(plain_eve.uri)
    assert "原样" in printer.check().text.zh
    with pytest.raises(NoRawBytes):
        printer.send(serial(1), A5_PAGE, TITLE)
    assert plain_eve.printed == []


def test_a_queue_with_a_paper_of_its_own_gets_the_page(eve: Eve, press: Press) -> None:
    pdf = press.pdf(press.forms["queue-slip"].sample())
    printer = strip_printer(eve.uri, paper=A5)
    receipt = printer.send(serial(1), pdf, TITLE)
    assert isinstance(printer, IppPrinter)
    assert list(printer.follow(serial(1), receipt.job))[-1] == JobState(JobPhase.DONE)
    assert (eve.folder / "last.pdf").read_bytes() == pdf
