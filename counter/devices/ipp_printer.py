"""A real printer behind the port: a CUPS queue or a network printer, reached by the same kind of address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from counter.devices.ipp_address import Address
from counter.devices.ipp_client import IppClient, Ticket, job_name
from counter.devices.ipp_following import JobState
from counter.devices.ipp_paper import paper_of
from counter.devices.ipp_problems import (
    NoPdf,
    NoRawBytes,
    NoSuchJob,
    NotAPrinter,
    PageOfNoKnownSize,
    PaperNotThere,
    PrinterRefused,
    PrinterSilent,
    QueueClosed,
    SentUnclear,
)
from counter.devices.ipp_readiness import ASKED, PDF, RAW, not_ready, readiness
from counter.devices.ipp_values import Attribute, Attributes, Status, Tag
from counter.devices.ipp_watch import Patience, Watch, is_named
from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt

CHECK_SECONDS = 1.0
_JOB = re.compile(r"[1-9][0-9]{0,8}")
_NO_LIST = frozenset({Status.OPERATION_NOT_SUPPORTED, Status.ATTRIBUTES_NOT_SUPPORTED})
_WISHES = {"sides": "one-sided", "print-scaling": "none"}
"""Asked for where the printer knows them: a form is one side, and its millimetres are true."""


@dataclass(frozen=True, slots=True)
class IppPrinter:
    """One printer; ``paper`` is the media name (PWG 5101.1) to use whatever the page's size, or empty.

    ``raw`` makes the printer's own bytes of a page, for a thermal printer behind a queue that passes them on as they are.

    ``send`` never prints a serial twice as far as the printer remembers its jobs: one that it has already is not handed
    over again. It is followed, and can be asked to give a sheet up.
    """

    client: IppClient
    name: str
    paper: str = ""
    patience: Patience = field(default_factory=Patience)
    raw: Callable[[bytes], bytes] | None = None

    @classmethod
    def at(
        cls,
        uri: str,
        name: str = "",
        paper: str = "",
        patience: Patience | None = None,
        raw: Callable[[bytes], bytes] | None = None,
    ) -> IppPrinter:
        """The printer at ``ipp://host:port/path``.

        Raises:
            NotAPrinterAddress
        """
        address = Address.parse(uri)
        return cls(IppClient(address), name or address.short, paper, patience or Patience(), raw)

    def check(self) -> PrinterState:
        """Whether it could print now, within a second; else what is missing and what to do."""
        try:
            told = self.client.printer(ASKED, CHECK_SECONDS)
        except PrinterProblem as problem:
            return not_ready(problem)
        return readiness(told, self.name, self.paper, raw=self.raw is not None)

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Hand over a sheet; the receipt's job is the printer's number for it.

        Raises:
            PrinterProblem: nothing was handed over.
            SentUnclear: nobody knows whether it was.
        """
        content = pdf if self.raw is None else self.raw(pdf)
        number = self._known(serial)
        if number is None:
            ticket = self._ticket(serial, pdf, title) if self.raw is None else self._raw_ticket(serial, title)
            self.client.validate(ticket)
            number = self._print(serial, ticket, content)
        return PrintReceipt(self.name, str(number), hashlib.sha256(content).hexdigest())

    def follow(self, serial: str, job: str) -> Iterator[JobState]:
        """Each new state of a sheet until the last one; see FollowingPrinter."""
        return Watch(self.client, _number(job), serial, self.patience).states()

    def cancel(self, serial: str, job: str) -> None:
        """Ask for a sheet to be given up; one that has ended stays as it is. The page may still come out.

        Raises:
            NoSuchJob: the printer has forgotten it, or has another job under this number now.
            PrinterProblem
        """
        number = _number(job)
        named = self.client.job(number, ("job-name",)).word("job-name") if number else ""
        if not number or (named and not is_named(named, serial)):
            raise NoSuchJob(job=job, place=self.client.address.place)
        try:
            self.client.cancel(number)
        except PrinterRefused as refused:
            if refused.values["code"] != Status.NOT_POSSIBLE:
                raise

    def _ticket(self, serial: str, pdf: bytes, title: str) -> Ticket:
        paper = self.paper or paper_of(pdf)
        if not paper:
            raise PageOfNoKnownSize(printer=self.name)
        told = self.client.printer(ASKED)
        papers, formats = told.words("media-supported"), told.words("document-format-supported")
        if told.flag("printer-is-accepting-jobs") is False:
            raise QueueClosed(printer=self.name)
        if formats and PDF not in formats:
            raise NoPdf(printer=self.name)
        if papers and paper not in papers:
            raise PaperNotThere(printer=self.name, paper=paper)
        return Ticket(job_name(serial, title), paper, _wishes(told))

    def _raw_ticket(self, serial: str, title: str) -> Ticket:
        """A ticket without paper: a roll has no size, and the bytes hold all the rest."""
        told = self.client.printer(ASKED)
        if told.flag("printer-is-accepting-jobs") is False:
            raise QueueClosed(printer=self.name)
        if RAW not in told.words("document-format-supported"):
            raise NoRawBytes(printer=self.name)
        return Ticket(job_name(serial, title), "", format=RAW)

    def _print(self, serial: str, ticket: Ticket, pdf: bytes) -> int:
        """Print-Job, once. When its answer is lost the printer is asked whether it has the sheet, never sent it again."""
        try:
            return self.client.print(ticket, pdf)
        except (PrinterSilent, NotAPrinter) as lost:
            try:
                number = self._known(serial)
            except PrinterProblem:
                number = None
            if number is None:
                raise SentUnclear(printer=self.name) from lost
            return number

    def _known(self, serial: str) -> int | None:
        """The number of the job the printer has under this serial, if it remembers one."""
        for which in ("not-completed", "completed"):
            for job in self._jobs(which):
                if is_named(job.word("job-name"), serial):
                    return self.client.job_id(job)
        return None

    def _jobs(self, which: str) -> tuple[Attributes, ...]:
        """The printer's list of our jobs; one that keeps no such list remembers nothing."""
        try:
            return self.client.jobs(which, ("job-id", "job-name"))
        except PrinterRefused as refused:
            if refused.values["code"] not in _NO_LIST:
                raise
            return ()


def _number(job: str) -> int:
    """A receipt's job as a number; one of another kind of printer is 0, which no job has."""
    return int(job) if _JOB.fullmatch(job) else 0


def _wishes(told: Attributes) -> tuple[Attribute, ...]:
    return tuple(
        Attribute.of(name, Tag.KEYWORD, wish)
        for name, wish in _WISHES.items()
        if wish in told.words(f"{name}-supported")
    )
