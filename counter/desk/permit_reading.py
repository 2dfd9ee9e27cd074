"""Reading permits somebody holds: what they are today, their history, what time has done, on which grounds they may end."""

from __future__ import annotations

from counter.desk.find import holder_row
from counter.desk.permit_ends import grounds
from counter.desk.permit_follow import HISTORY
from counter.desk.permit_papers import ENDINGS
from counter.desk.permit_sheets import PermitSheets
from counter.desk.permit_standing import standing_of
from counter.desk.permit_view import deed_view, permit_view
from counter.desk.permit_views import DeedView, GroundView, PermitView
from counter.desk.rejected_permits import NoSuchHolder
from counter.desk.views import HolderRow, Session
from counter.store import holders, permits
from counter.values.citizen_number import CitizenNumber


class PermitReading(PermitSheets):
    """The verbs that only look."""

    __slots__ = ()

    def of(self, session: Session, number: str) -> int:
        """The holder of a citizen number.

        Raises:
            NotACitizenNumber, NoSuchHolder
        """
        wanted = CitizenNumber.parse(number, self.bench.clock.today()).text
        with self.bench.store.reading() as db:
            row = holders.by_number(db, wanted)
        if row is None:
            raise NoSuchHolder
        return row.id

    def show(self, session: Session, holder: int) -> PermitView:
        """A permit today, what an endorsement would do to it, and what can be done.

        Raises:
            NoSuchHolder
        """
        with self.bench.store.reading() as db:
            decided = any(deed.deed in ENDINGS for deed in permits.history(db, holder, HISTORY))
            return permit_view(self.bench, standing_of(db, holder), decided=decided)

    def history(self, session: Session, holder: int, limit: int = HISTORY) -> tuple[DeedView, ...]:
        """Every deed on a permit, newest first: who, when, why, by which article, from which application, with whom.

        Raises:
            NoSuchHolder
        """
        with self.bench.store.reading() as db:
            standing_of(db, holder)
            return tuple(deed_view(deed) for deed in permits.history(db, holder, limit))

    def grounds(self, session: Session, deed: str) -> tuple[GroundView, ...]:
        """The lawful grounds of one end (cancel or revoke) in this place, with the papers each demands.

        Raises:
            NotInThisPlace
        """
        return grounds(self.bench, deed)

    def overdue(self, session: Session, limit: int = 200) -> tuple[HolderRow, ...]:
        """Permits that time has suspended or ended and nobody has recorded yet, the oldest first."""
        with self.bench.store.reading() as db:
            rows = holders.overdue(db, self.bench.clock.today(), limit)
        return tuple(holder_row(self.bench, row) for row in rows)
