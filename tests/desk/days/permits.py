"""Permits are endorsed, lost, restored, ended by two people, and told of on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from counter.desk.rights import Second
from counter.desk.views import Session
from desk.days.station import HOLDERS, NUMBERS, WINDOW, Station

PERMIT_ACTS = (
    "endorse", "endorse", "change", "reissue", "lost", "restore", "cancel", "revoke", "refuse-end", "sweep", "decision",
    "guide",
)  # fmt: skip


class PermitLife(Station):
    """Permits are endorsed, lost, restored, ended by two people, and told of on paper."""

    @initialize(
        done=st.lists(st.tuples(NUMBERS, st.sampled_from(PERMIT_ACTS), NUMBERS), min_size=1, max_size=3)
    )
    def some_permits_were_dealt_with(self, done: list[tuple[int, str, int]]) -> None:
        for who, act, which in done:
            self.something_happens_to_a_permit("0337", who, act, which)

    @rule(clerk=WINDOW, who=NUMBERS, act=st.sampled_from(PERMIT_ACTS), which=NUMBERS)
    def something_happens_to_a_permit(self, clerk: str, who: int, act: str, which: int) -> None:
        session, permits = self.sessions[clerk], self.desk.permits
        holder = self.tried(lambda: permits.of(session, HOLDERS[who % len(HOLDERS)]))
        if holder is None:
            return
        second = None if which == 0 else self.beside(session)
        if act in {"cancel", "revoke"}:
            self.end(session, holder, act, which, second)
        elif act in {"endorse", "change", "reissue", "refuse-end"}:
            view = self.tried(lambda: permits.begin(session, holder, act))
            if view is not None:
                self.cases.insert(0, view.id)
        elif act in {"decision", "guide"}:
            self.told(session, holder, act, which)
        else:
            verbs: dict[str, Callable[[], Any]] = {
                "lost": lambda: permits.report_lost(session, holder, "本人挂失"),
                "restore": lambda: permits.restore(session, holder, self.clock.today(), "网上补签", second),
                "sweep": lambda: permits.sweep(session),
            }
            self.tried(verbs[act])

    def end(self, session: Session, holder: int, act: str, which: int, second: Second | None) -> None:
        permits = self.desk.permits
        grounds = self.tried(lambda: permits.grounds(session, act)) or ()
        if grounds:
            ground = grounds[which % len(grounds)]
            papers = {code for code, _ in ground.papers}
            verb = permits.cancel if act == "cancel" else permits.revoke
            self.tried(lambda: verb(session, holder, ground.code, "经核实", second, papers))

    def told(self, session: Session, holder: int, act: str, which: int) -> None:
        permits, guides = self.desk.permits, self.desk.permits.guides(session)
        if act == "decision":
            sheet = self.tried(lambda: permits.print_decision(session, holder))
        else:
            sheet = self.tried(lambda: permits.print_guide(session, guides[which % len(guides)], holder))
        if sheet is not None:
            good, second = self.lies_there(sheet.serial), self.beside(session)
            self.tried(
                lambda: permits.sheet_out(session, sheet.serial, good=good, reason="没有出纸", second=second)
            )
