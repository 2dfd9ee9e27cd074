from __future__ import annotations

import hashlib

import pytest

from counter.devices.dummy import RecordingPrinter
from counter.devices.ports import Printer, PrinterProblem


def test_it_remembers_what_it_was_sent() -> None:
    printer = RecordingPrinter()
    port: Printer = printer
    receipt = port.send("A-1", b"pdf", "确认单")
    assert port.check().ready
    assert printer.sent == [("A-1", b"pdf", "确认单")]
    assert receipt.sha256 == hashlib.sha256(b"pdf").hexdigest()


def test_it_fails_when_told() -> None:
    printer = RecordingPrinter(failing=True)
    assert not printer.check().ready
    with pytest.raises(PrinterProblem) as caught:
        printer.send("A-1", b"pdf", "确认单")
    assert caught.value.said("en")
    assert printer.sent == []
