"""``counter permit``: a permit somebody holds, its history, its ends, what time does to it, and the guides to electronic ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import ReasonOption, day_of, said
from counter.cli.permit_words import (
    accepted_lines,
    guide_lines,
    history_lines,
    permit_lines,
    sheet_line,
)

if TYPE_CHECKING:
    from counter.desk.permit_views import GroundView, PermitView

app = typer.Typer(
    no_args_is_help=True,
    help="Residence permits (居住证): show, history, begin, lost, restore, cancel, revoke, sweep, guidance, accepted.",
)

NumberArgument = Annotated[str, typer.Argument(help="Citizen number of the holder, 18 places. 公民身份号码")]
GroundOption = Annotated[
    str, typer.Option("--ground", help="Lawful ground; without it the grounds are listed. 事由")
]
PaperOption = Annotated[
    list[str] | None, typer.Option("--paper", help="A paper that was seen; may be given several times.")
]
HeardOption = Annotated[
    str, typer.Option("--heard", help="What the holder said to it, for the notice. 陈述申辩")
]
ServiceArgument = Annotated[
    str, typer.Argument(help="Code of the service; all that have a guide if left out.")
]


@app.command()
@acting(clerk="offered")
def show(caller: Caller, number: NumberArgument) -> None:
    """Show a permit today: its state, its dates, what an endorsement would do, what can be done."""
    with caller.window() as (desk, session):
        view = desk.permits.show(session, desk.permits.of(session, number))
        _tell(caller, view)


@app.command()
@acting(clerk="offered")
def history(caller: Caller, number: NumberArgument) -> None:
    """Show every deed on a permit: who, when, why, by which article, with whom."""
    with caller.window() as (desk, session):
        deeds = desk.permits.history(session, desk.permits.of(session, number))
        caller.answer({"deeds": deeds}, "\n".join(history_lines(deeds)))


@app.command()
@acting(clerk="offered")
def begin(
    caller: Caller,
    number: NumberArgument,
    what: Annotated[str, typer.Argument(help="endorse, change, data, reissue, or refuse-end")],
    address: Annotated[str, typer.Option("--address", help="The new address of a change. 新住址")] = "",
) -> None:
    """Begin an application about a permit, with everything known filled in; go on with `counter case`.

    With refuse-end the wish that the permit be ended is refused, and `counter case refuse` prints the notice.
    """
    from counter.cli.case_words import tell

    if what not in {"endorse", "change", "data", "reissue", "refuse-end"}:
        raise typer.BadParameter("endorse, change, data, reissue or refuse-end is wanted")
    if address and what != "change":
        raise typer.BadParameter("--address belongs to change")
    with caller.window() as (desk, session):
        tell(caller, desk.permits.begin(session, desk.permits.of(session, number), what, address))


@app.command()
@acting(clerk="offered")
def lost(caller: Caller, number: NumberArgument, reason: ReasonOption = "") -> None:
    """Record that the physical card is lost; the permit goes on."""
    with caller.window() as (desk, session):
        view = desk.permits.report_lost(session, desk.permits.of(session, number), reason)
        _tell(caller, view)


@app.command()
@acting(clerk="offered", second="maybe")
def restore(
    caller: Caller,
    number: NumberArgument,
    reason: ReasonOption,
    made_up_on: Annotated[
        str,
        typer.Option(
            "--made-up-on", help="The day the endorsement was made up elsewhere, ISO; today by default."
        ),
    ] = "",
) -> None:
    """Restore a suspended permit whose endorsement was made up for elsewhere; two people."""
    with caller.window() as (desk, session):
        day = day_of(made_up_on, "--made-up-on", desk.bench.clock.today())
        beside = caller.beside(desk, session, "end")
        view = desk.permits.restore(session, desk.permits.of(session, number), day, reason, beside)
        _tell(caller, view)


@app.command()
@acting(clerk="offered", second="maybe")
def cancel(
    caller: Caller,
    number: NumberArgument,
    ground: GroundOption = "",
    reason: ReasonOption = "",
    paper: PaperOption = None,
    heard: HeardOption = "",
) -> None:
    """Cancel (注销) a permit on a lawful ground; two people, and for ever. `counter permit notice` prints the notice."""
    _end(caller, number, "cancel", ground, (reason, heard), paper or [])


@app.command()
@acting(clerk="offered", second="maybe")
def revoke(
    caller: Caller,
    number: NumberArgument,
    ground: GroundOption = "",
    reason: ReasonOption = "",
    paper: PaperOption = None,
    heard: HeardOption = "",
) -> None:
    """Revoke (撤销) a permit obtained with false papers; two people, and for ever."""
    _end(caller, number, "revoke", ground, (reason, heard), paper or [])


@app.command()
@acting(clerk="offered")
def notice(caller: Caller, number: NumberArgument) -> None:
    """Print the notice of a cancellation or revocation, with article and remedies."""
    with caller.window() as (desk, session):
        sheet = desk.permits.print_decision(session, desk.permits.of(session, number))
        caller.answer(sheet, sheet_line(sheet))


@app.command()
@acting(clerk="offered", second="maybe")
def sheet(
    caller: Caller,
    serial: Annotated[str, typer.Argument(help="Serial of a notice or a guide. 编号")],
    spoiled: Annotated[bool, typer.Option("--spoiled", help="It did not come out well.")] = False,
    reason: ReasonOption = "",
) -> None:
    """Say what became of a notice or guide: it is in the citizen's hand, or spoiled and void."""
    with caller.window() as (desk, session):
        beside = caller.beside(desk, session)
        told = desk.permits.sheet_out(session, serial, good=not spoiled, reason=reason, second=beside)
        caller.answer(told, sheet_line(told))


@app.command()
@acting(clerk="offered")
def sweep(caller: Caller) -> None:
    """Record what time has done: permits whose endorsement was missed are suspended, or lapse where the place has it so."""
    with caller.window() as (desk, session):
        done = desk.permits.sweep(session)
        zh = f"使用功能中止 {done.suspended} 本，到期失效 {done.lapsed} 本。"
        en = f"{done.suspended} suspended, {done.lapsed} lapsed."
        caller.answer(done, said(zh, en))


@app.command()
@acting(clerk="offered")
def guidance(
    caller: Caller,
    service: ServiceArgument = "",
    printed: Annotated[bool, typer.Option("--print", help="Print the guide for the citizen.")] = False,
) -> None:
    """How an electronic permit or identity is got, shown and checked here, step by step, with its sources."""
    with caller.window() as (desk, session):
        wanted = [service] if service else desk.permits.guides(session)
        guides = [desk.permits.guidance(session, one) for one in wanted]
        lines = [line for guide in guides for line in guide_lines(guide)]
        sheets = [desk.permits.print_guide(session, one) for one in wanted] if printed else []
        lines += [sheet_line(one) for one in sheets]
        caller.answer({"guides": guides, "sheets": sheets}, "\n".join(lines))


@app.command()
@acting(clerk="offered")
def accepted(caller: Caller, service: ServiceArgument = "") -> None:
    """Where an electronic permit or identity counts in this place, and where not, with the source."""
    with caller.window() as (desk, session):
        places = desk.permits.accepted_where(session, service)
        caller.answer({"places": places}, "\n".join(accepted_lines(places)))


def _end(
    caller: Caller,
    number: str,
    end: Literal["cancel", "revoke"],
    ground: str,
    told: tuple[str, str],
    papers: Sequence[str],
) -> None:
    """One of the two ends of a permit; ``told`` is the reason, and what the holder said to it."""
    with caller.window() as (desk, session):
        holder = desk.permits.of(session, number)
        if not ground:
            _list_grounds(caller, desk.permits.grounds(session, end))
        verb = desk.permits.cancel if end == "cancel" else desk.permits.revoke
        reason, heard = told
        _tell(
            caller, verb(session, holder, ground, reason, caller.beside(desk, session, "end"), papers, heard)
        )


def _tell(caller: Caller, view: PermitView) -> None:
    caller.answer(view, "\n".join(permit_lines(view)))


def _list_grounds(caller: Caller, grounds: tuple[GroundView, ...]) -> NoReturn:
    """Without a ground the lawful ones are listed, and nothing is done: exit 1."""
    asked = said(
        "没有写事由，什么也没有办。请用 --ground 选一项：",
        "No ground, so nothing was done. Choose one with --ground:",
    )
    caller.answer({"grounds": grounds}, "\n".join([asked, *map(_ground, grounds)]))
    raise typer.Exit(1)


def _ground(ground: GroundView) -> str:
    papers = " | ".join(code for code, _ in ground.papers)
    return f"{ground.code}  {said(ground.text.zh, ground.text.en)}  {papers}".rstrip()
