"""One question to a printer over HTTP (RFC 8010, section 4), with one deadline for all of it: name, connection, answer."""

from __future__ import annotations

import errno
import http.client
import ipaddress
import queue
import socket
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Any

from counter.devices.ipp_address import Address
from counter.devices.ipp_decode import LONGEST_MESSAGE
from counter.devices.ipp_problems import (
    NotAPrinter,
    PrinterSilent,
    PrinterUnreachable,
    PrinterWantsPassword,
)
from counter.errors import of_the_system
from counter.locale import Text

_HEAD = {"Content-Type": "application/ipp", "Accept": "application/ipp"}
_REFUSALS = {http.client.UNAUTHORIZED, http.client.FORBIDDEN, http.client.UPGRADE_REQUIRED}


def post(address: Address, body: bytes, seconds: float) -> bytes:
    """Send a request and give the answer's bytes.

    Raises:
        PrinterUnreachable: nothing was handed over.
        PrinterSilent: something was, and no whole answer came within ``seconds``.
        PrinterWantsPassword, NotAPrinter
    """
    deadline = Deadline(monotonic() + seconds)
    connection = _Connection(address.host, address.port)
    try:
        connection.sock = connected(address, deadline)
    except OSError as error:
        raise PrinterUnreachable(place=address.place, reason=reason(error)) from error
    try:
        connection.request("POST", address.path, body, _HEAD)
        return _answer(connection, address)
    except (OSError, http.client.HTTPException) as error:
        raise PrinterSilent(place=address.place, reason=reason(error)) from error
    finally:
        connection.close()


def reason(error: Exception) -> Text:
    """A fault of the network in the words of the system, never the words of whoever answered."""
    if isinstance(error, TimeoutError):
        return Text("一直没有回答", "no answer in time")
    if isinstance(error, OSError) and error.strerror:
        return of_the_system(error)
    return Text("回答不合规范", type(error).__name__)


def _answer(connection: http.client.HTTPConnection, address: Address) -> bytes:
    response = connection.getresponse()
    if response.status in _REFUSALS:
        raise PrinterWantsPassword(place=address.place)
    kind = (response.headers.get_content_type() or "").lower()
    if response.status != http.client.OK or kind != "application/ipp":
        raise NotAPrinter(place=address.place, reason=f"HTTP {response.status}")
    body = response.read(LONGEST_MESSAGE + 1)
    if response.length and len(body) <= LONGEST_MESSAGE:  # read() with a limit does not complain itself
        raise http.client.IncompleteRead(body, response.length)
    if len(body) > LONGEST_MESSAGE:
        raise NotAPrinter(place=address.place, reason=f"> {LONGEST_MESSAGE} bytes")
    return body


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock after which nobody waits."""

    moment: float

    def left(self) -> float:
        """Seconds that remain.

        Raises:
            TimeoutError: none does.
        """
        seconds = self.moment - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Connection(http.client.HTTPConnection):
    """A connection that is there already and is never opened a second time behind our back."""

    auto_open = 0


class _Socket(socket.socket):
    """A socket whose every wait ends at one deadline, however slowly the bytes drip."""

    deadline: Deadline

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Wait for bytes until the deadline."""
        self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        """Send everything until the deadline."""
        self.settimeout(self.deadline.left())
        super().sendall(*args, **kwargs)


def connected(address: Address, deadline: Deadline) -> _Socket:
    """The first of the host's addresses that lets us in; each gets its share of the time."""
    last: OSError = OSError("no address")
    found = _found(address, deadline)
    for tried, (family, kind, protocol, _, where) in enumerate(found):
        sock = _Socket(family, kind, protocol)
        sock.deadline = deadline
        try:
            sock.settimeout(deadline.left() / (len(found) - tried))
            sock.connect(where)
        except OSError as error:
            sock.close()
            last = error
        else:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock
    raise last


def _found(address: Address, deadline: Deadline) -> list[Any]:
    """The host's addresses. Names are looked up in a thread: the system's own look-up has no deadline."""
    answers: queue.Queue[list[Any] | OSError] = queue.Queue()

    def look_up() -> None:
        try:
            answers.put(socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM))
        except UnicodeError:
            answers.put(OSError(errno.EINVAL, "not a host name"))
        except OSError as error:
            answers.put(error)

    if _literal(address.host):
        look_up()
    else:
        threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
