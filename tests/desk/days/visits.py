"""Officers take their list, go and see, sign, or find nobody at home."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from counter.desk.views import Session
from counter.workflows.slip import Sheet
from desk.days.station import CLERKS, NUMBERS, WINDOW, Station

RESULTS = ("confirmed", "confirmed", "not-met", "false-address", "false-identity")
FOUND = st.lists(st.tuples(NUMBERS, st.sampled_from(RESULTS)), min_size=1, max_size=4)


class HomeVisits(Station):
    """A round through a beat, of which somebody else at the window may record what was found."""

    @rule(clerk=WINDOW, signer=CLERKS, found=FOUND, listed=st.booleans(), torn=st.booleans())
    def a_round_is_made(
        self, clerk: str, signer: str, found: list[tuple[int, str]], listed: bool, torn: bool
    ) -> None:
        session = self.sessions[clerk]
        if listed:
            self.list_taken_along(session, torn=torn)
        for which, result in found:
            self.seen_at_home(session, signer, which, result)

    def seen_at_home(self, session: Session, signer: str, which: int, result: str) -> None:
        """One visit of the next forty days, by the officer assigned, or now and then by somebody else."""
        visits = self.desk.visits
        waiting = visits.today(session, self.clock.today() + timedelta(days=40))
        if not waiting:
            return
        visit = waiting[which % len(waiting)]
        if which % 4 == 3:
            self.tried(lambda: visits.assign(session, visit.id, signer, self.clock.today()))
            visit = visits.show(session, visit.id)
        went = signer if which % 5 == 4 else visit.officer or signer
        words = "" if which == 9 else "本人在家"
        self.tried(
            lambda: visits.record(session, visit.id, signer=went, pin="0000", result=result, words=words)
        )

    def list_taken_along(self, session: Session, *, torn: bool) -> None:
        """The list of whoever has to go; one that did not come out of the printer is sent again, or void."""
        visits = self.desk.visits
        waiting = visits.today(session)
        officer = waiting[0].officer if waiting else "0421"
        sheet = self.tried(lambda: visits.print_list(session, officer))
        if sheet is None:
            return
        if sheet.state == Sheet.RESERVED:
            self.tried(lambda: visits.resend(session, sheet.serial))
        good = self.lies_there(sheet.serial) and not torn
        self.tried(lambda: visits.out(session, sheet.serial, good=good, reason="卡纸"))
