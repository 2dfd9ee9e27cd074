"""What answers is no printer, or a printer whose answer is lost: sentences, never a hang, never a second sheet."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from counter.devices.ipp_address import Address, NotAPrinterAddress
from counter.devices.ipp_client import LONGEST_NAME, IppClient, job_name
from counter.devices.ipp_decode import LONGEST_MESSAGE
from counter.devices.ipp_following import JobPhase
from counter.devices.ipp_printer import IppPrinter
from counter.devices.ipp_problems import (
    NoPdf,
    NotAPrinter,
    PrinterRefused,
    PrinterSilent,
    PrinterWantsPassword,
    SentUnclear,
)
from counter.devices.ipp_values import Operation
from counter.devices.ports import PrinterProblem
from tests.devices.ipp_rig import QUICK, Eve
from tests.devices.pages import A5_PAGE, TITLE, serial

Handler = Callable[[socket.socket], None]


@contextmanager
def serving(handler: Handler) -> Iterator[Address]:
    """A server that does with each connection what the handler does, then closes it."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    handler(connection)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield Address("127.0.0.1", server.getsockname()[1], "/ipp/print")
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def request_of(connection: socket.socket) -> bytes:
    """One HTTP request, head and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def http(body: bytes, status: str = "200 OK", kind: str = "application/ipp") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def saying(answer: bytes) -> Handler:
    def handler(connection: socket.socket) -> None:
        request_of(connection)
        connection.sendall(answer)

    return handler


def dripping(connection: socket.socket) -> None:
    """One byte at a time, for ever: each arrives in time, the whole never does."""
    request_of(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def flooding(connection: socket.socket) -> None:
    """An answer without end, as fast as it goes."""
    request_of(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n")
    while True:
        connection.sendall(b"\x00" * 65536)


def hearing_nothing(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def refusing(status: int) -> Handler:
    def handler(connection: socket.socket) -> None:
        body = request_of(connection).partition(b"\r\n\r\n")[2]
        connection.sendall(http(b"\x02\x00" + struct.pack(">H", status) + body[4:8] + b"\x03"))

    return handler


ANSWERS: dict[str, tuple[Handler, type[PrinterProblem]]] = {
    "a web page": (saying(http(b"<html>", kind="text/html")), NotAPrinter),
    "not found": (saying(http(b"", "404 Not Found")), NotAPrinter),
    "a password": (saying(http(b"", "401 Unauthorized")), PrinterWantsPassword),
    "encryption only": (saying(http(b"", "426 Upgrade Required")), PrinterWantsPassword),
    "garbage in an answer": (saying(http(b"\xff" * 200)), NotAPrinter),
    "an empty answer": (saying(http(b"")), NotAPrinter),
    "another's answer": (saying(http(b"\x02\x00\x00\x00\x7f\xff\xff\xff\x03")), NotAPrinter),
    "a long answer": (saying(http(b"\x00" * (LONGEST_MESSAGE + 1))), NotAPrinter),
    "a flood": (flooding, NotAPrinter),
    "no HTTP": (saying(b"220 smtp ready\r\n"), PrinterSilent),
    "no end": (saying(http(b"x")[:-1]), PrinterSilent),
    "nothing": (saying(b""), PrinterSilent),
    "a drip": (dripping, PrinterSilent),
    "silence": (hearing_nothing, PrinterSilent),
    "a head without end": (saying(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 10_000), PrinterSilent),
    "a refusal": (refusing(0x0500), PrinterRefused),
    "forbidden": (refusing(0x0403), PrinterWantsPassword),
    "another format": (refusing(0x040A), NoPdf),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_whatever_answers_there_is_a_sentence_in_the_end(kind: str) -> None:
    handler, problem = ANSWERS[kind]
    with serving(handler) as address:
        printer = IppPrinter(IppClient(address, seconds=0.3, long_seconds=0.3), "p", patience=QUICK)
        with pytest.raises(problem) as caught:
            printer.send(serial(1), A5_PAGE, TITLE)
        assert "127.0.0.1" in caught.value.said("zh") or "p" in caught.value.said("zh")
        state = printer.check()
        assert not state.ready
        assert state.text.zh
        assert state.text.en


class Between:
    """Stands before a real printer and notes what is asked; may lose what is said about Print-Job on the way."""

    def __init__(self, eve: Eve, *, lost: str = "") -> None:
        self.eve, self.lost, self.asked = eve, lost, []  # type: Eve, str, list[Operation]

    def __call__(self, connection: socket.socket) -> None:
        body = request_of(connection).partition(b"\r\n\r\n")[2]
        self.asked.append(Operation(struct.unpack(">H", body[2:4])[0]))
        printing = self.asked[-1] is Operation.PRINT_JOB
        if printing and self.lost == "request":
            return
        there = HTTPConnection("localhost", self.eve.port, timeout=5)
        there.request("POST", "/ipp/print", body, {"Content-Type": "application/ipp"})
        answer = there.getresponse().read()
        there.close()
        if not (printing and self.lost == "answer"):
            connection.sendall(http(answer))


@pytest.mark.component
def test_a_sheet_is_validated_before_it_is_handed_over(eve: Eve) -> None:
    between = Between(eve)
    with serving(between) as address:
        IppPrinter(IppClient(address), "p").send(serial(1), A5_PAGE, TITLE)
    assert between.asked == [
        Operation.GET_JOBS,
        Operation.GET_JOBS,
        Operation.GET_PRINTER_ATTRIBUTES,
        Operation.VALIDATE_JOB,
        Operation.PRINT_JOB,
    ]


@pytest.mark.component
def test_a_printer_that_keeps_no_list_of_jobs_prints_all_the_same(eve: Eve) -> None:
    relay = Between(eve)

    def listless(connection: socket.socket) -> None:
        ahead = connection.recv(65536, socket.MSG_PEEK)
        while b"\r\n\r\n" not in ahead or len(ahead.partition(b"\r\n\r\n")[2]) < 4:
            ahead = connection.recv(65536, socket.MSG_PEEK)
        operation = ahead.partition(b"\r\n\r\n")[2][2:4]
        (refusing(0x0501) if operation == struct.pack(">H", Operation.GET_JOBS) else relay)(connection)

    with serving(listless) as address:
        printer = IppPrinter(IppClient(address), "p", patience=QUICK)
        receipt = printer.send(serial(1), A5_PAGE, TITLE)
        assert list(printer.follow(serial(1), receipt.job))[-1].phase is JobPhase.DONE
    assert len(eve.printed) == 1


def test_a_host_that_is_no_name_is_unreachable() -> None:
    state = IppPrinter.at("ipp://a..b/p").check()
    assert not state.ready
    assert "连不上" in state.text.zh


@pytest.mark.component
def test_a_lost_answer_is_asked_for_and_the_sheet_is_not_sent_again(eve: Eve) -> None:
    between = Between(eve, lost="answer")
    with serving(between) as address:
        printer = IppPrinter(IppClient(address), "p", patience=QUICK)
        receipt = printer.send(serial(1), A5_PAGE, TITLE)
        assert list(printer.follow(serial(1), receipt.job))[-1].phase is JobPhase.DONE
    assert between.asked.count(Operation.PRINT_JOB) == 1
    assert len(eve.printed) == 1


@pytest.mark.component
def test_where_nobody_knows_it_is_said_and_nothing_is_sent_again(eve: Eve) -> None:
    between = Between(eve, lost="request")
    with serving(between) as address, pytest.raises(SentUnclear) as caught:
        IppPrinter(IppClient(address), "p").send(serial(1), A5_PAGE, TITLE)
    assert between.asked.count(Operation.PRINT_JOB) == 1
    assert "没有自动重发" in caught.value.said("zh")
    assert eve.printed == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "printer",
        "http://h/p",
        "ipps://h/p",
        "ipp://",
        "ipp:///p",
        "ipp://h:0x1/p",
        "ipp://h:99999/p",
        "ipp://h:0/p",
        "ipp://user:pw@h/p",
        "ipp://h/p?q",
        "ipp://h/p#f",
        "ipp://h/a b",
        "ipp://h/\r\nX: y",
        "ipp://打印机/p",
        "ipp://h/" + "x" * 2000,
        "ipp://[::1/p",
        "ipp://h;rm/p",
    ],
)
def test_what_is_no_address_is_refused(words: str) -> None:
    with pytest.raises(NotAPrinterAddress):
        Address.parse(words)


def test_addresses_are_read() -> None:
    assert Address.parse("ipp://h/ipp/print").uri == "ipp://h:631/ipp/print"
    assert Address.parse("ipp://[::1]:8631").uri == "ipp://[::1]:8631/"
    assert Address.parse("ipp://h/printers/slips").short == "slips"
    assert Address.parse("ipp://h/ipp/print").short == "h:631"


def test_a_jobs_name_is_cut_between_characters() -> None:
    assert job_name("S-1", "确认单") == "S-1 确认单"
    assert len(job_name("S-1", "确" * 200).encode()) in range(LONGEST_NAME - 2, LONGEST_NAME + 1)


def test_a_station_with_printers_does_not_wait_for_http_when_it_opens() -> None:
    program = (
        "import sys; from counter.devices.ipp_printer import IppPrinter; IppPrinter.at('ipp://h/p');"
        "sys.exit('http.client' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=30).returncode == 0
