"""``counter collect``: handing over, by the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import line, pairs
from counter.cli.common import ReasonOption

if TYPE_CHECKING:
    from counter.desk.application_views import ApplicationView
    from counter.desk.collection import Comparison
    from counter.desk.desk import Desk
    from counter.desk.handed import Handed
    from counter.desk.views import Session

_READY = frozenset({"ready", "unclaimed"})
"""States in which something lies here to be handed over."""


@acting(second="maybe")
def collect(
    caller: Caller,
    receipt: Annotated[
        str, typer.Argument(help="Serial of the receipt, or the citizen number where it is lost.")
    ],
    signed_by: Annotated[
        str, typer.Option("--signed-by", help="Name of who signs; without it the applications are listed.")
    ] = "",
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="FACT=VALUE of the rules of collection.")
    ] = None,
    agent_number: Annotated[
        str, typer.Option("--agent-number", help="Number of the agent who is here.")
    ] = "",
    from_card: Annotated[
        bool,
        typer.Option(
            "--card",
            help="The card on the reader tells who is here; an --agent-number must be the same. 读卡",
        ),
    ] = False,
    lost: Annotated[
        bool, typer.Option("--lost", help="The receipt is lost; a second officer confirms.")
    ] = False,
    finger: Annotated[int, typer.Option("--finger", help="Finger that was compared, 11 to 20.")] = 0,
    score: Annotated[float, typer.Option("--score", min=0, max=1)] = 0.0,
    read: Annotated[
        bool, typer.Option("--read", help="Let the reader compare --finger; it says score and match.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="The later check of what was mailed, instead of handing over.")
    ] = False,
    match: Annotated[
        bool,
        typer.Option("--match/--no-match", help="What the reader said; typed at training stations only."),
    ] = False,
    reason: ReasonOption = "",
) -> None:
    """Hand over what is ready, against a signature; without --signed-by only look."""
    from counter.desk.handed import Handed

    typed = _typed(finger, score, match=match)
    if read and typed is None:
        raise typer.BadParameter("--read wants the --finger to compare")
    with caller.window() as (desk, session):
        found = desk.collect.find(session, receipt)
        if not (signed_by or check):
            _listed(caller, found)
        case = _meant(found, receipt, {"mailed"} if check else _READY)
        given = Handed(
            signed_by,
            pairs(fact),
            agent_number,
            receipt=not lost,
            reason=reason,
            comparison=desk.collect.compare(session, case, finger) if read else typed,
            card=desk.cards.lying(session) if from_card and not check else None,
            second=caller.beside(desk, session, "decide"),
        )
        done = _checked(desk, session, case, given) if check else desk.collect.hand_over(session, case, given)
        caller.answer(done, line(done))


def _typed(finger: int, score: float, *, match: bool) -> Comparison | None:
    """A comparison as it was typed; None where no finger was named.

    Raises:
        typer.BadParameter: no hand has such a finger.
    """
    from counter.desk.collection import Comparison
    from counter.values.finger_code import FingerCode

    if finger and finger not in set(FingerCode):
        raise typer.BadParameter("--finger takes a code from 11 to 20")
    return Comparison(FingerCode(finger), score, match) if finger else None


def _listed(caller: Caller, found: Sequence[ApplicationView]) -> NoReturn:
    """The applications found, and the end: 0 where something lies here to be handed over, else 1."""
    caller.answer({"applications": found}, "\n".join(map(line, found)))
    raise typer.Exit(0 if any(one.state.value in _READY for one in found) else 1)


def _meant(found: Sequence[ApplicationView], receipt: str, states: AbstractSet[str]) -> str:
    """The application that the paper or the number leads to: one in these states, else the first that could be handed over.

    Raises:
        NoSuchSheet
    """
    from counter.desk.find import NoSuchSheet

    if not found:
        raise NoSuchSheet(serial=receipt[:40])
    wanted = [one for one in found if one.state.value in states]
    ready = [one for one in found if one.state.value in _READY]
    return (wanted or ready or found)[0].id


def _checked(desk: Desk, session: Session, case: str, given: Handed) -> ApplicationView:
    """The later check of what was mailed."""
    return desk.collect.verify_mailed(session, case, given.comparison, given.second, given.reason)
