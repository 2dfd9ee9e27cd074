"""Walking the steps between the papers and the acceptance with what a command was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.rights import Second
    from counter.devices.card_record import IdentityCard


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a finger: the reader takes it (``read``), or its quality was typed, None where no image came."""

    finger: int
    read: bool
    quality: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said: signatures by key, presses, fingers skipped, fee, collection."""

    confirmed: bool
    signatures: Mapping[str, str]
    presses: list[Press]
    skipped: Mapping[str, str]
    no_finger: str
    receipt: str
    fen: int | None
    unpublished: bool
    waive: str
    beside: Second | None
    agent: str
    agent_number: str
    address: str
    agent_card: IdentityCard | None = None


def walk(desk: Any, session: Any, case_id: str, given: Given) -> Any:
    """As far as the given words lead: the first step that is not settled by them ends the walk, and acceptance names it.

    An application that is accepted and whose receipt no printer took has nothing left to walk.

    Raises:
        whatever the verbs of the steps raise
    """
    view = desk.intake.show(session, case_id)
    if view.stage is Stage.RECEIPT:
        return view
    steps: dict[Stage, Callable[[Any], Any]] = {
        Stage.DOCUMENTS: lambda now: desk.intake.go_on(session, now.id),
        Stage.READ_BACK: lambda now: desk.agreeing.confirm(session, now.id) if given.confirmed else now,
        Stage.SIGNATURES: lambda now: _signed(desk, session, now, given),
        Stage.FINGERPRINTS: lambda now: _pressed(desk, session, now, given),
        Stage.FEE: lambda now: _paid(desk, session, now, given),
        Stage.COLLECTION: lambda now: desk.agreeing.collect_by(
            session,
            now.id,
            agent=given.agent,
            agent_number=given.agent_number,
            address=given.address,
            card=given.agent_card,
        ),
    }
    while view.stage in steps:
        before = view.stage
        view = steps[before](view)
        if view.stage is before:
            break
    return desk.deciding.settled(session, view.id)


def _signed(desk: Any, session: Any, view: Any, given: Given) -> Any:
    for one in view.signatures:
        if not one.signed and one.key in given.signatures:
            view = desk.agreeing.sign(session, view.id, one.key, given.signatures[one.key])
    return view


def _paid(desk: Any, session: Any, view: Any, given: Given) -> Any:
    if given.unpublished:
        return desk.fees.unpublished(session, view.id)
    if given.waive:
        view = desk.fees.waive(session, view.id, given.beside, given.waive, given.fen)
        if view.stage is not Stage.FEE:
            return view
    return desk.fees.take(session, view.id, given.receipt, given.fen) if given.receipt else view


def _pressed(desk: Any, session: Any, view: Any, given: Given) -> Any:
    for code, reason in given.skipped.items():
        if view.stage is Stage.FINGERPRINTS:
            view = desk.fingers.skip(session, view.id, int(code), reason)
    for press in given.presses:
        if view.stage is Stage.FINGERPRINTS and press.read:
            view = desk.fingers.take(session, view.id, press.finger)
        elif view.stage is Stage.FINGERPRINTS:
            view = desk.fingers.press(session, view.id, press.finger, press.quality)
    if view.stage is Stage.FINGERPRINTS and given.no_finger:
        view = desk.fingers.stop(session, view.id, given.no_finger)
    return view
