"""What the commands about applications read and say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counter.cli.common import language
from counter.cli.walking import Press

if TYPE_CHECKING:
    from counter.cli.acting import Caller
    from counter.desk.desk import Desk
    from counter.desk.views import Session

CaseArgument = Annotated[
    str, typer.Argument(help="Id of the case, or the serial of its receipt or notice. 业务号或单据编号")
]


def pairs(given: list[str] | None) -> dict[str, str]:
    """``KEY=VALUE`` words as a table.

    Raises:
        typer.BadParameter: a word without ``=``.
    """
    for one in given or []:
        if "=" not in one:
            raise typer.BadParameter(f"{one}: KEY=VALUE is wanted")
    return dict(one.split("=", 1) for one in given or [])


def line(view: Any) -> str:
    """An application, an intake, a promise or an endorsement as one line."""
    spoken = language()
    if hasattr(view, "days_left"):
        return f"{view.holder.name}  {view.holder.masked_number}  {view.until}  {view.holder.residence}"
    if hasattr(view, "demand"):
        return f"{line(view.application)}  {view.text.in_(spoken)}  {view.due}"
    state = (view.state or view.stage).text.in_(spoken)
    title = view.title.in_(spoken) if view.title else ""
    person = view.person.name if hasattr(view, "person") and view.person else getattr(view, "name", "")
    return (
        f"{view.id}  [{state}]  {title}  {person}  {view.due or ''}  {view.receipt or view.notice}".rstrip()
    )


LISTED = ("open", "due", "overdue", "waiting", "ready", "uncollected", "promises", "endorsements")
"""The work lists by name; every state is a list too."""


def listed(desk: Desk, session: Session, which: str) -> tuple[Any, ...]:
    """All rows of a work list, or of a state, page after page."""
    if which == "open":
        return tuple(desk.intake.waiting(session))
    lists = desk.worklists
    verbs: dict[str, Callable[..., tuple[Any, ...]]] = {
        "due": lists.due_today, "overdue": lists.overdue, "waiting": lists.waiting, "ready": lists.ready,
        "uncollected": lists.uncollected, "promises": lists.promises, "endorsements": lists.endorsements,
    }  # fmt: skip
    verb = verbs.get(which, partial(lists.in_state, state=which))
    found: list[Any] = []
    while page := verb(session, after=found[-1] if found else None):
        found += page
    return tuple(found)


def skips(given: list[str] | None) -> dict[str, str]:
    """Fingers not to be asked for, as given: ``11=injured``."""
    told = pairs(given)
    if not all(finger.isdecimal() for finger in told):
        raise typer.BadParameter("--skip-finger: CODE=REASON is wanted, such as 11=injured")
    return told


def presses(given: list[str] | None) -> list[Press]:
    """Presses as given: ``11`` for the reader to take, ``11=80``, or ``11=`` where no image came."""
    found: list[Press] = []
    for one in given or []:
        finger, told, quality = one.partition("=")
        if not finger.isdecimal() or (quality and not quality.isdecimal()):
            raise typer.BadParameter(f"{one}: CODE or CODE=QUALITY is wanted, such as 11 or 11=80")
        found.append(Press(int(finger), read=not told, quality=int(quality) if quality else None))
    return found


def tell(caller: Caller, view: Any) -> None:
    """The case; exit 1 when the rules refuse it."""
    spoken = language()
    lines = [line(view), f"  {view.stage.text.in_(spoken)}"]
    lines += [
        f"  ? {q.fact}: {q.text.in_(spoken)} ({' | '.join(c.code for c in q.choices)})"
        for q in view.questions
    ]
    lines += [
        f"  {'缺' if spoken == 'zh' else 'missing'} {d.group}: {' | '.join(p.code for p in d.papers)}  {d.text.in_(spoken)}"
        for d in view.checklist
        if d.missing
    ]
    lines += [f"  ✎ {s.key}" for s in view.signatures if not s.signed and view.open]
    lines += [f"  ✗ {r.text.in_(spoken)} ({r.source.in_(spoken)})" for r in view.refusals]
    lines += [f"  … {words.in_(spoken)}" for words in view.still if view.open and not view.refusals]
    caller.answer(view, "\n".join(lines))
    if view.refusals:
        raise typer.Exit(1)
