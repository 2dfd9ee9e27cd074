"""The seven questions to a printer or a print server, as functions (RFC 8011; CUPS-Get-Printers of CUPS)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from counter.devices.ipp_address import Address
from counter.devices.ipp_decode import Garbled, decode
from counter.devices.ipp_encode import encode
from counter.devices.ipp_problems import (
    NoPdf,
    NoSuchJob,
    NoSuchQueue,
    NotAPrinter,
    PaperNotThere,
    PrinterRefused,
    PrinterWantsPassword,
    QueueClosed,
)
from counter.devices.ipp_values import (
    FIRST_FAILURE,
    Attribute,
    Attributes,
    Group,
    Message,
    Operation,
    Section,
    Status,
    Tag,
)
from counter.devices.ports import PrinterProblem

USER = "counter"
"""Who the jobs belong to at the printer: the program, never a clerk or a citizen."""
LONGEST_NAME = 255
"""Bytes of a job's name (RFC 8011, 5.1.3)."""
_LISTED = 200
_requests = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is asked of the printer for a document: the job's name, the paper's keyword, more job attributes, the kind.

    ``media`` is "" where no paper is asked for: a roll has none.
    """

    name: str
    media: str
    more: tuple[Attribute, ...] = ()
    format: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class IppClient:
    """Asks one printer; each question takes at most ``seconds``, handing over a document at most ``long_seconds``."""

    address: Address
    seconds: float = 5.0
    long_seconds: float = 30.0

    def printer(self, names: Iterable[str], seconds: float | None = None) -> Attributes:
        """Get-Printer-Attributes: what the printer says of itself, under the names asked for."""
        asked = Attribute.of("requested-attributes", Tag.KEYWORD, *names)
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, [asked], seconds=seconds)
        return answer.first(Group.PRINTER)

    def validate(self, ticket: Ticket) -> None:
        """Validate-Job: whether a Print-Job with this ticket would be taken; raises what ``print`` would."""
        self._ask(Operation.VALIDATE_JOB, _operation(ticket), _job(ticket))

    def print(self, ticket: Ticket, document: bytes) -> int:
        """Print-Job: hand over a document; the number of the job."""
        answer = self._ask(Operation.PRINT_JOB, _operation(ticket), _job(ticket), document, self.long_seconds)
        return self.job_id(answer.first(Group.JOB))

    def job_id(self, job: Attributes) -> int:
        """The number of a job; raises NotAPrinter when it has none."""
        number = job.number("job-id")
        if number is None or number < 1:
            raise NotAPrinter(place=self.address.place, reason="job-id")
        return number

    def job(self, number: int, names: Iterable[str]) -> Attributes:
        """Get-Job-Attributes; raises NoSuchJob."""
        asked = Attribute.of("requested-attributes", Tag.KEYWORD, *names)
        answer = self._ask(Operation.GET_JOB_ATTRIBUTES, [asked], job=number)
        return answer.first(Group.JOB)

    def jobs(self, which: str, names: Iterable[str]) -> tuple[Attributes, ...]:
        """Get-Jobs: our own jobs, ``which`` being ``not-completed`` or ``completed``, the newest completed first."""
        asked = [
            Attribute.of("limit", Tag.INTEGER, _LISTED),
            Attribute.of("requested-attributes", Tag.KEYWORD, *names),
            Attribute.of("which-jobs", Tag.KEYWORD, which),
            Attribute.of("my-jobs", Tag.BOOLEAN, True),
        ]
        return self._ask(Operation.GET_JOBS, asked).groups(Group.JOB)

    def cancel(self, number: int) -> None:
        """Cancel-Job; raises NoSuchJob, or PrinterRefused when it has ended already."""
        self._ask(Operation.CANCEL_JOB, [], job=number)

    def queues(self, names: Iterable[str]) -> tuple[Attributes, ...]:
        """CUPS-Get-Printers: every queue of a server; raises PrinterRefused when this is a printer, not a server."""
        asked = Attribute.of("requested-attributes", Tag.KEYWORD, *names)
        try:
            return self._ask(Operation.CUPS_GET_PRINTERS, [asked]).groups(Group.PRINTER)
        except NoSuchQueue:
            return ()  # how CUPS says that it has none

    def _ask(
        self,
        operation: Operation,
        own: Iterable[Attribute],
        job_attributes: tuple[Attribute, ...] = (),
        document: bytes = b"",
        seconds: float | None = None,
        job: int | None = None,
    ) -> Message:
        from counter.devices.ipp_http import post  # noqa: PLC0415 - slow to import, first needed here

        number = next(_requests) & 0x7FFFFFFF
        sections = [Section(Group.OPERATION, (*self._preamble(job), *own))]
        if job_attributes:
            sections.append(Section(Group.JOB, job_attributes))
        request = encode(Message(operation, number, tuple(sections)))
        raw = post(self.address, request + document, self.seconds if seconds is None else seconds)
        try:
            answer = decode(raw)
        except Garbled as garbled:
            raise NotAPrinter(place=self.address.place, reason=str(garbled)) from garbled
        if answer.request != number:
            raise NotAPrinter(place=self.address.place, reason=f"{answer.request} != {number}")
        if answer.code >= FIRST_FAILURE:
            raise self._refusal(answer, job)
        return answer

    def _preamble(self, job: int | None) -> tuple[Attribute, ...]:
        """What every request begins with, in the order the standard demands (RFC 8011, 4.1.4 and 4.1.5)."""
        return (
            Attribute.of("attributes-charset", Tag.CHARSET, "utf-8"),
            Attribute.of("attributes-natural-language", Tag.LANGUAGE, "en"),
            Attribute.of("printer-uri", Tag.URI, self.address.uri),
            *([] if job is None else [Attribute.of("job-id", Tag.INTEGER, job)]),
            Attribute.of("requesting-user-name", Tag.NAME, USER),
        )

    def _refusal(self, answer: Message, job: int | None) -> PrinterProblem:
        """The sentence for a status; the printer's own words are not shown."""
        printer, place = self.address.short, self.address.place
        match answer.code:
            case Status.NOT_FOUND if job is not None:
                return NoSuchJob(job=job, place=place)
            case Status.NOT_FOUND:
                return NoSuchQueue(uri=self.address.uri)
            case Status.NOT_AUTHENTICATED | Status.NOT_AUTHORIZED:
                return PrinterWantsPassword(place=place)
            case Status.NOT_ACCEPTING_JOBS:
                return QueueClosed(printer=printer)
            case Status.FORMAT_NOT_SUPPORTED:
                return NoPdf(printer=printer)
        refused = answer.first(Group.UNSUPPORTED)
        if answer.code == Status.ATTRIBUTES_NOT_SUPPORTED and refused.plain("media"):
            return PaperNotThere(printer=printer, paper=refused.plain("media"))
        status = f"0x{answer.code:04x}"
        return PrinterRefused(printer=printer, status=" ".join((status, *refused.by_name)), code=answer.code)


def job_name(serial: str, title: str) -> str:
    """What the operator of the printer sees: serial and title of the form, cut where the standard ends names."""
    return f"{serial} {title}".encode()[:LONGEST_NAME].decode(errors="ignore")


def _operation(ticket: Ticket) -> tuple[Attribute, ...]:
    """Nothing is silently left out of what was asked: fidelity makes the printer refuse instead."""
    return (
        Attribute.of("job-name", Tag.NAME, ticket.name),
        Attribute.of("ipp-attribute-fidelity", Tag.BOOLEAN, True),
        Attribute.of("document-format", Tag.MIME_TYPE, ticket.format),
    )


def _job(ticket: Ticket) -> tuple[Attribute, ...]:
    media = (Attribute.of("media", Tag.KEYWORD, ticket.media),) if ticket.media else ()
    return (*media, *ticket.more)
