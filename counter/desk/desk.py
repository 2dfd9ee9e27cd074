"""The desk: everything a clerk can do, one room of verbs per job. Screens and commands call these and nothing below."""

from __future__ import annotations

from dataclasses import dataclass

from counter.desk.agreeing import Agreeing
from counter.desk.archive import Archive
from counter.desk.batch import Batch
from counter.desk.bench import Bench
from counter.desk.cards import Cards
from counter.desk.certificates import Certificates
from counter.desk.checklist import Checklist
from counter.desk.close_day import CloseDay
from counter.desk.collect import Collect
from counter.desk.deciding import Deciding
from counter.desk.fee import Fees
from counter.desk.find import Find
from counter.desk.fingers import Fingers
from counter.desk.handing import HandingOver
from counter.desk.household import Households
from counter.desk.importing import Importing
from counter.desk.intake import Intake
from counter.desk.issued_seal import IssuedSeals
from counter.desk.jobs import Jobs
from counter.desk.journeys import Journeys
from counter.desk.loose import LooseSheets
from counter.desk.losses import Losses
from counter.desk.material_list import Materials
from counter.desk.outage import Outage
from counter.desk.people import People
from counter.desk.permits import Permits
from counter.desk.progress import Progress
from counter.desk.proof import Proof
from counter.desk.questions import Questions
from counter.desk.queue import Queue
from counter.desk.recognising import Recognising
from counter.desk.reviews import Reviews
from counter.desk.seals import Seals
from counter.desk.sheets import Sheets
from counter.desk.shift import Shift
from counter.desk.slip import Slip
from counter.desk.station_keys import StationKeys
from counter.desk.unsaid import Unsaid
from counter.desk.uploads import Uploads
from counter.desk.views import StationView
from counter.desk.visits import Visits
from counter.desk.worklists import Worklists


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter with its bench; every verb is synchronous and may be called from any thread."""

    bench: Bench
    people: People
    find: Find
    slip: Slip
    batch: Batch
    sheets: Sheets
    jobs: Jobs
    seals: Seals
    seal: IssuedSeals
    importing: Importing
    who: Recognising
    intake: Intake
    questions: Questions
    checklist: Checklist
    agreeing: Agreeing
    fingers: Fingers
    fees: Fees
    deciding: Deciding
    progress: Progress
    collect: Collect
    handing: HandingOver
    journeys: Journeys
    worklists: Worklists
    permits: Permits
    visits: Visits
    certificates: Certificates
    losses: Losses
    reviews: Reviews
    uploads: Uploads
    household: Households
    day: CloseDay
    shift: Shift
    keys: StationKeys
    archive: Archive
    loose: LooseSheets
    materials: Materials
    queue: Queue
    outage: Outage
    unsaid: Unsaid
    proof: Proof
    cards: Cards

    @classmethod
    def on(cls, bench: Bench) -> Desk:
        """Set the desk up on a bench."""
        return cls(
            bench, People(bench), Find(bench), Slip(bench), Batch(bench), Sheets(bench), Jobs(bench), Seals(bench),
            IssuedSeals(bench), Importing(bench), Recognising(bench), Intake(bench), Questions(bench), Checklist(bench),
            Agreeing(bench), Fingers(bench), Fees(bench), Deciding(bench), Progress(bench), Collect(bench),
            HandingOver(bench), Journeys(bench), Worklists(bench), Permits(bench), Visits(bench), Certificates(bench),
            Losses(bench), Reviews(bench), Uploads(bench), Households(bench), CloseDay(bench), Shift(bench),
            StationKeys(bench), Archive(bench),
            LooseSheets(bench), Materials(bench), Queue(bench), Outage(bench), Unsaid(bench), Proof(bench),
            Cards(bench),
        )  # fmt: skip

    @property
    def station(self) -> StationView:
        """The counter this desk stands on."""
        return self.bench.station

    def close(self) -> None:
        """Give the store back."""
        self.bench.store.close()
