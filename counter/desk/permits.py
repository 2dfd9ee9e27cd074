"""Permits somebody holds: the deeds on them that are no application, and recorded here by the counter itself.

An endorsement, a change, a replacement and a new permit come by application: ``begin`` opens one, and signing it brings the
register along (``permit_follow``). Here stand a lost card, a restoration made up for elsewhere, and the sweep of what time has
done; looking stands in ``permit_reading``, the two ends in ``permit_ending``, paper in ``permit_sheets``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter.desk.permit_deeds import Doing, brought_up, record
from counter.desk.permit_ending import PermitEnding, living, two, why_of
from counter.desk.permit_follow import endorse
from counter.desk.permit_standing import by_time, endorsing, losing, standing_of
from counter.desk.permit_views import PermitView, Swept
from counter.desk.rejected_permits import DayAhead, NotSuspended, RulesRefuse, refusal_of
from counter.desk.rights import Second, demand
from counter.desk.views import Session
from counter.store import holders
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.permit import Permit, PermitDeed

CHUNK = 200
"""Permits swept in one transaction: small enough to lose little, large enough to be quick."""

Progress = Callable[[int], None]
"""Called with the permits swept so far."""


class Permits(PermitEnding):
    """Verbs about permits."""

    __slots__ = ()

    def report_lost(self, session: Session, holder: int, reason: str = "") -> PermitView:
        """Record that the physical card is lost (挂失); the electronic one, where there is one, goes on.

        Raises:
            NotYourRole, NoSuchHolder, EndIsFinal
            RulesRefuse: no card was ever made of it.
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            standing = living(self.bench, act, holder)
            answer = losing(self.bench, standing)
            if answer.refusals or answer.effect is None:
                raise RulesRefuse(refusal_of(answer.refusals[0]))
            doing = Doing(reason=why, article=marked(answer.effect.source.text), card="lost")
            record(act, standing, PermitDeed.LOSE, doing)
        return self.show(session, holder)

    def restore(
        self, session: Session, holder: int, made_up_on: date, reason: str, second: Second | None
    ) -> PermitView:
        """Restore a suspended permit whose endorsement was made up for elsewhere, online or at another counter.

        Raises:
            NotYourRole, NoSuchHolder, NeedsSecond, NeedsSomebodyElse, ReasonMissing, DayAhead
            EndIsFinal: it has ended. NotSuspended. RulesRefuse: the rules of that day refuse the endorsement.
        """
        beside, why = two(session, second), why_of(reason)
        if made_up_on > self.bench.clock.today():
            raise DayAhead(day=made_up_on)
        with self.bench.store.acting(session.clerk.number) as act:
            standing = living(self.bench, act, holder)
            if standing.state is not Permit.SUSPENDED:
                raise NotSuspended
            answer = endorsing(self.bench, standing, made_up_on)
            if answer.refusals:
                raise RulesRefuse(refusal_of(answer.refusals[0]))
            endorse(self.bench, act, standing, answer, "", made_up_on, reason=why, second=beside)
        return self.show(session, holder)

    def sweep(self, session: Session, progress: Progress | None = None) -> Swept:
        """Record what time has done to permits since their endorsement ended; an interrupted sweep is just run again.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "decide")
        counts = {"suspend": 0, "lapse": 0}
        while self._swept(session, counts):
            if progress:
                progress(sum(counts.values()))
        return Swept(counts["suspend"], counts["lapse"], len(self.overdue(session, 1)))

    def _swept(self, session: Session, counts: dict[str, int]) -> int:
        """One transaction of a sweep; how many it recorded."""
        done = 0
        with self.bench.store.acting(session.clerk.number) as act:
            for row in holders.overdue(act.db, self.bench.clock.today(), CHUNK):
                effect = by_time(self.bench, row.state, row.issued, row.endorsed_until)
                if effect is not None and effect.deed in counts:
                    brought_up(self.bench, act, standing_of(act.db, row.id))
                    counts[effect.deed] += 1
                    done += 1
        return done
