"""The two ends of a permit: cancelled or revoked on a lawful ground, by two people, and for ever."""

from __future__ import annotations

from collections.abc import Collection

from counter.desk.bench import Bench
from counter.desk.permit_begin import PermitBegin
from counter.desk.permit_deeds import Doing, brought_up, record
from counter.desk.permit_ends import must_live, settled
from counter.desk.permit_standing import Standing, now, standing_of
from counter.desk.permit_views import PermitView
from counter.desk.rights import Second, beside, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Session
from counter.store.store import Acting
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.permit import PermitDeed


class PermitEnding(PermitBegin):
    """The verbs that end a permit."""

    __slots__ = ()

    def cancel(
        self,
        session: Session,
        holder: int,
        ground: str,
        reason: str,
        second: Second | None,
        papers: Collection[str] = (),
        heard: str = "",
    ) -> PermitView:
        """Cancel (注销) a permit on a lawful ground; two people, and for ever. ``heard`` is what the holder said to it.

        Raises:
            NotYourRole, NoSuchHolder, NeedsSecond, NeedsSomebodyElse, ReasonMissing, EndIsFinal
            NotInThisPlace, NoSuchGround, RulesRefuse, OtherEnd, StillWanting
        """
        return self._end(session, holder, PermitDeed.CANCEL, ground, (reason, heard), second, papers)

    def revoke(
        self,
        session: Session,
        holder: int,
        ground: str,
        reason: str,
        second: Second | None,
        papers: Collection[str] = (),
        heard: str = "",
    ) -> PermitView:
        """Revoke (撤销) a permit that was obtained with false papers; two people, and for ever.

        Raises:
            as ``cancel``
        """
        return self._end(session, holder, PermitDeed.REVOKE, ground, (reason, heard), second, papers)

    def _end(
        self,
        session: Session,
        holder: int,
        deed: PermitDeed,
        ground: str,
        told: tuple[str, str],
        second: Second | None,
        papers: Collection[str],
    ) -> PermitView:
        """One of the two ends; the reason keeps the clerk's words, the sentence of the rule, and what the holder said."""
        beside, why = two(session, second), why_of(told[0])
        with self.bench.store.acting(session.clerk.number) as act:
            standing = living(self.bench, act, holder)
            effect = settled(self.bench, ground, deed, papers).effect
            if effect is None:
                raise AssertionError(ground)  # ``settled`` has compared it with the deed
            said = "\n".join((why, marked(effect.text).zh, remark(told[1]))).rstrip()
            record(act, standing, deed, Doing(reason=said, article=marked(effect.source.text), second=beside))
        return self.show(session, holder)


def living(bench: Bench, act: Acting, holder: int) -> Standing:
    """A permit that has not ended, with what time has done to it recorded first.

    Raises:
        NoSuchHolder, EndIsFinal
    """
    standing = standing_of(act.db, holder)
    must_live(bench, standing, now(bench, standing))
    return brought_up(bench, act, standing)


def two(session: Session, second: Second | None) -> str:
    """The number of the second person beside the officer.

    Raises:
        NotYourRole, NeedsSecond, NeedsSomebodyElse
    """
    demand(session.clerk, "decide")
    return beside(session, second, "end")


def why_of(reason: str) -> str:
    """The reason in words.

    Raises:
        ReasonMissing, RemarkHasHiddenCharacter
    """
    if not (why := remark(reason)):
        raise ReasonMissing
    return why
