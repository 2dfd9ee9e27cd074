"""``counter find``: one text, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language, said

if TYPE_CHECKING:
    from counter.desk.application_views import ApplicationView
    from counter.desk.desk import Desk
    from counter.desk.person_views import PersonRow
    from counter.desk.views import FoundHolders, HolderRow, Session


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who was here, with the applications."""

    name: str
    masked_number: str
    applications: tuple[ApplicationView, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Permit holders as ``rows``, and applicants known here; ``more`` and ``by`` as the register says."""

    rows: tuple[HolderRow, ...]
    more: bool
    by: str
    applicants: tuple[Applicant, ...]


@acting(clerk="offered")
def find(
    caller: Caller,
    text: Annotated[str, typer.Argument(help="Number, last digits, name, part of it, or pinyin initials.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=200)] = 20,
) -> None:
    """Find permit holders and applicants; numbers are masked. Exit 1 when nobody is found."""
    with caller.window() as (desk, session):
        held = desk.find.holders(session, text, limit)
        known = desk.who.anybody(session, text, limit)
        applicants = tuple(_applicant(desk, session, row) for row in known.rows if row.person is not None)
    found = Found(held.rows, held.more or known.more, held.by, applicants)
    caller.answer(found, "\n".join(_words(held, found)))
    if not found.rows and not applicants:
        raise typer.Exit(1)


def _applicant(desk: Desk, session: Session, row: PersonRow) -> Applicant:
    return Applicant(row.name, row.masked_number, desk.who.applications(session, row.person or ""))


def _words(held: FoundHolders, found: Found) -> Iterator[str]:
    spoken = language()
    for row in held.rows:
        facts = (
            row.sex.in_(spoken),
            str(row.birth),
            row.permit.in_(spoken),
            row.state.in_(spoken),
            row.residence,
        )
        yield "  ".join((row.masked_number, row.name, *facts))
    for one in found.applicants:
        yield f"{one.masked_number}  {one.name}"
        for application in one.applications:
            yield f"  {application.id}  {application.title.in_(spoken)}  {application.state.text.in_(spoken)}"
    if found.more:
        yield said("……", "and more")
    if not found.rows and not found.applicants:
        yield said("没有找到。", "Nobody was found.")
