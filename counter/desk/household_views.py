"""What the desk hands out about people taken in together: what they share, and one line per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter.desk.application_view import question_view
from counter.desk.bench import Bench
from counter.desk.demand_views import QuestionView
from counter.desk.look import Look, look
from counter.desk.views import Choice
from counter.locale import Text
from counter.rules.answer import Demand
from counter.rules.vocabulary import shown_as
from counter.store import cases, households
from counter.store.engine import Db
from counter.values.citizen_number import mask
from counter.values.typography import marked
from counter.workflows.application import AT_REST, Stage
from counter.workflows.slip import Sheet

_TO_AGREE = frozenset({Stage.READ_BACK, Stage.SIGNATURES, Stage.COLLECTION})


@dataclass(frozen=True, slots=True)
class WantedView:
    """A demand that nothing meets yet: any one of ``papers`` will do."""

    text: Text
    papers: tuple[Choice, ...]

    @property
    def only(self) -> str:
        """The paper that alone will do; "" where there is a choice, for only who saw it knows which one was shown."""
        return self.papers[0].code if len(self.papers) == 1 else ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One person of a household, and what their own application still wants."""

    n: int
    case: str
    name: str
    masked_number: str
    stage: Stage
    shown: tuple[str, ...]
    """Papers that were seen."""
    missing: tuple[WantedView, ...]
    """What is still to be shown."""
    question: QuestionView | None
    """The next open question."""
    refusal: Text | None
    remedy: Text | None
    still: tuple[Text, ...]
    accepted: bool
    """Whether it was accepted, whatever became of its receipt."""
    receipt: str
    sheet_state: str

    @property
    def agreed(self) -> bool:
        """Whether it can be accepted."""
        return self.stage is Stage.ACCEPTANCE and not self.still

    @property
    def to_agree(self) -> bool:
        """Whether the person reads, agrees and signs next; also where the power failed behind the last paper."""
        return self.stage in _TO_AGREE or (self.stage is Stage.DOCUMENTS and not self.missing)

    @property
    def open(self) -> bool:
        """Whether something is still to be done at the window."""
        return self.stage not in AT_REST

    @property
    def is_spoiled(self) -> bool:
        """Accepted, and its receipt is to be printed once more."""
        return self.stage is Stage.SPOILED

    @property
    def to_print(self) -> bool:
        """Accepted, and its receipt not at the printer yet."""
        return self.stage is Stage.RECEIPT or self.never_sent

    @property
    def at_printer(self) -> bool:
        """The printer has its receipt, and nobody said yet whether it came out."""
        return self.stage is Stage.RECEIPT_OUT and not self.never_sent

    @property
    def never_sent(self) -> bool:
        """A serial is reserved and the printer never took the sheet."""
        return self.stage is Stage.RECEIPT_OUT and self.sheet_state == Sheet.RESERVED


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """People taken in together at one address."""

    id: str
    service: str
    title: Text
    address: str
    landlord: str
    phone: str
    papers: tuple[tuple[str, Text], ...]
    """Papers shown once for all."""
    answers: Mapping[str, str]
    opened_at: datetime
    closed_at: datetime | None
    lines: tuple[LineView, ...] = ()

    @property
    def accepted(self) -> int:
        """How many have their receipt, or are about to; who is accepted stays so, also where the receipt was spoiled."""
        return sum(line.accepted for line in self.lines)

    @property
    def refused(self) -> int:
        """How many the rules refuse."""
        return sum(line.refusal is not None for line in self.lines)

    @property
    def ready(self) -> int:
        """How many can be accepted, or printed, now."""
        return sum(line.agreed or line.to_print for line in self.lines)

    @property
    def open(self) -> int:
        """How many still want something at the window."""
        return sum(line.open for line in self.lines)


@dataclass(frozen=True, slots=True)
class GatheringView:
    """A household as a journey: what is filled in so far, and what is typed and not yet entered."""

    id: str
    household: HouseholdView | None
    """None while what all share is being filled in."""
    asking: bool
    """The rows are filled in, and the questions are asked that may have one answer for all."""
    shared: tuple[tuple[str, str], ...]
    """Those that were asked, in order, with the answer; "" where it differs from person to person."""
    typed: Mapping[str, str]

    @property
    def answers(self) -> dict[str, str]:
        """What is the same for all."""
        return {fact: value for fact, value in self.shared if value}

    @property
    def left(self) -> tuple[str, ...]:
        """The questions that were left to each person."""
        return tuple(fact for fact, value in self.shared if not value)


def household_view(bench: Bench, db: Db, row: households.Household, *, lines: bool = True) -> HouseholdView:
    """A household in words; without its lines for lists."""
    documents = bench.rules.vocabulary.documents
    return HouseholdView(
        id=row.id,
        service=row.service,
        title=marked(bench.rules.service(bench.station.jurisdiction, row.service).text),
        address=row.address,
        landlord=row.landlord,
        phone=row.phone,
        papers=tuple((code, marked(documents[code].text)) for code in row.papers),
        answers=dict(row.answers),
        opened_at=datetime.fromisoformat(row.opened_at),
        closed_at=datetime.fromisoformat(row.closed_at) if row.closed_at else None,
        lines=tuple(
            line_view(db, n, look(bench, db, case)) for n, case in households.lines(db, row.id)
        ) if lines else (),
    )  # fmt: skip


def line_view(db: Db, n: int, seen: Look) -> LineView:
    """One person of a household as they stand now."""
    sheet = cases.sheet(db, seen.facts["receipt"]) if "receipt" in seen.facts else None
    refusals = seen.answer.refusals if seen.answer else ()
    question = seen.questions[0] if seen.questions else None
    accepted = bool(seen.application and seen.application.accepted_on)
    number = seen.person.number if seen.person else str(seen.facts.get("number", ""))
    return LineView(
        n=n,
        case=seen.case.id,
        name=seen.person.name if seen.person else "",
        masked_number=mask(number) if number else "",
        stage=seen.stage,
        shown=tuple(paper.paper for paper in seen.papers),
        missing=() if refusals else tuple(map(_wanted, seen.missing)),
        question=question_view(question) if question and not refusals else None,
        refusal=marked(refusals[0].text) if refusals else None,
        remedy=marked(refusals[0].remedy) if refusals else None,
        still=() if accepted else seen.still(),
        accepted=accepted,
        receipt=seen.facts.get("receipt", ""),
        sheet_state=sheet.state if sheet else "",
    )


def _wanted(demand: Demand) -> WantedView:
    papers = enumerate(demand.papers, 1)
    return WantedView(
        marked(demand.text),
        tuple(
            Choice(str(place), shown_as(paper.code, demand.of), marked(paper.text)) for place, paper in papers
        ),
    )
