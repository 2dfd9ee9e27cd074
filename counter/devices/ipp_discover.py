"""Which printers there are: the queues of a print server, or the one printer at an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from counter.devices.ipp_address import Address, NotAPrinterAddress
from counter.devices.ipp_client import IppClient
from counter.devices.ipp_paper import A4, A5
from counter.devices.ipp_problems import PrinterRefused
from counter.devices.ipp_readiness import ASKED, readiness
from counter.devices.ipp_values import Attributes, Status
from counter.devices.ports import PrinterState

LOCAL = "ipp://localhost:631/"
_ASKED = (
    *ASKED,
    "printer-name",
    "printer-uri-supported",
    "printer-info",
    "printer-location",
    "printer-make-and-model",
)


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A printer as it tells of itself; ``uri`` is what the settings want, ``papers`` which of A4 and A5 it knows."""

    name: str
    uri: str
    info: str
    location: str
    model: str
    papers: tuple[str, ...]
    state: PrinterState


def find_printers(uri: str = LOCAL) -> tuple[FoundPrinter, ...]:
    """The queues of the server at an address; a printer of its own is the only one there.

    Raises:
        NotAPrinterAddress, PrinterProblem
    """
    client = IppClient(Address.parse(uri))
    try:
        told = client.queues(_ASKED)
    except PrinterRefused as refused:
        if refused.values["code"] != Status.OPERATION_NOT_SUPPORTED:
            raise
        return (_found(client.address, client.printer(_ASKED)),)
    places = ((queue, _at(client.address, queue)) for queue in told)
    return tuple(_found(place, queue) for queue, place in places if place is not None)


def _at(server: Address, queue: Attributes) -> Address | None:
    """A queue's path on the server that was asked; the host it names itself may be one nobody here can reach."""
    for uri in queue.words("printer-uri-supported"):
        try:
            return replace(server, path=Address.parse(f"ipp://{server.place}{urlsplit(uri).path}").path)
        except (NotAPrinterAddress, ValueError):
            continue
    return None


def _found(at: Address, told: Attributes) -> FoundPrinter:
    names = {"A4": A4, "A5": A5}
    papers = told.words("media-supported")
    return FoundPrinter(
        name=told.plain("printer-name") or at.short,
        uri=at.uri,
        info=told.plain("printer-info"),
        location=told.plain("printer-location"),
        model=told.plain("printer-make-and-model"),
        papers=tuple(short for short, name in names.items() if name in papers),
        state=readiness(told, told.plain("printer-name") or at.short, ""),
    )
