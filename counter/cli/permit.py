"""``counter permit``: a permit somebody holds, its history, its ends, what time does to it, and the guides to electronic ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    at_window,
    day_of,
    second_of,
)
from counter.cli.permit_words import (
    accepted_lines,
    guide_lines,
    history_lines,
    permit_lines,
    said,
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
def show(
    number: NumberArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Show a permit today: its state, its dates, what an endorsement would do, what can be done."""
    with at_window(clerk, pin) as (desk, session):
        view = desk.permits.show(session, desk.permits.of(session, number))
        _tell(view, as_json=as_json)


@app.command()
def history(
    number: NumberArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Show every deed on a permit: who, when, why, by which article, with whom."""
    with at_window(clerk, pin) as (desk, session):
        deeds = desk.permits.history(session, desk.permits.of(session, number))
        answer({"deeds": deeds}, as_json=as_json, words="\n".join(history_lines(deeds)))


@app.command()
def begin(
    number: NumberArgument,
    what: Annotated[str, typer.Argument(help="endorse, change, data or reissue")],
    clerk: ClerkOption = "",
    address: Annotated[str, typer.Option("--address", help="The new address of a change. 新住址")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Begin an application about a permit, with everything known filled in; go on with `counter case`."""
    from counter.cli.case_words import tell

    if what not in {"endorse", "change", "data", "reissue"}:
        raise typer.BadParameter("endorse, change, data or reissue is wanted")
    if address and what != "change":
        raise typer.BadParameter("--address belongs to change")
    with at_window(clerk, pin) as (desk, session):
        tell(desk.permits.begin(session, desk.permits.of(session, number), what, address), as_json=as_json)


@app.command()
def lost(
    number: NumberArgument,
    clerk: ClerkOption = "",
    reason: ReasonOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record that the physical card is lost; the permit goes on."""
    with at_window(clerk, pin) as (desk, session):
        view = desk.permits.report_lost(session, desk.permits.of(session, number), reason)
        _tell(view, as_json=as_json)


@app.command()
def restore(
    number: NumberArgument,
    reason: ReasonOption,
    clerk: ClerkOption = "",
    made_up_on: Annotated[
        str,
        typer.Option(
            "--made-up-on", help="The day the endorsement was made up elsewhere, ISO; today by default."
        ),
    ] = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Restore a suspended permit whose endorsement was made up for elsewhere; two people."""
    with at_window(clerk, pin) as (desk, session):
        day = day_of(made_up_on, "--made-up-on", desk.bench.clock.today())
        beside = second_of(desk, session, second, second_pin)
        view = desk.permits.restore(session, desk.permits.of(session, number), day, reason, beside)
        _tell(view, as_json=as_json)


@app.command()
def cancel(
    number: NumberArgument,
    clerk: ClerkOption = "",
    ground: GroundOption = "",
    reason: ReasonOption = "",
    paper: PaperOption = None,
    heard: HeardOption = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Cancel (注销) a permit on a lawful ground; two people, and for ever. `counter permit notice` prints the notice."""
    with at_window(clerk, pin) as (desk, session):
        holder = desk.permits.of(session, number)
        if not ground:
            _list_grounds(desk.permits.grounds(session, "cancel"), as_json=as_json)
        beside = second_of(desk, session, second, second_pin)
        view = desk.permits.cancel(session, holder, ground, reason, beside, paper or [], heard)
        _tell(view, as_json=as_json)


@app.command()
def revoke(
    number: NumberArgument,
    clerk: ClerkOption = "",
    ground: GroundOption = "",
    reason: ReasonOption = "",
    paper: PaperOption = None,
    heard: HeardOption = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Revoke (撤销) a permit obtained with false papers; two people, and for ever."""
    with at_window(clerk, pin) as (desk, session):
        holder = desk.permits.of(session, number)
        if not ground:
            _list_grounds(desk.permits.grounds(session, "revoke"), as_json=as_json)
        beside = second_of(desk, session, second, second_pin)
        view = desk.permits.revoke(session, holder, ground, reason, beside, paper or [], heard)
        _tell(view, as_json=as_json)


@app.command()
def notice(
    number: NumberArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Print the notice of a cancellation or revocation, with article and remedies."""
    with at_window(clerk, pin) as (desk, session):
        sheet = desk.permits.print_decision(session, desk.permits.of(session, number))
        answer(sheet, as_json=as_json, words=sheet_line(sheet))


@app.command()
def sheet(
    serial: Annotated[str, typer.Argument(help="Serial of a notice or a guide. 编号")],
    clerk: ClerkOption = "",
    spoiled: Annotated[bool, typer.Option("--spoiled", help="It did not come out well.")] = False,
    reason: ReasonOption = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what became of a notice or guide: it is in the citizen's hand, or spoiled and void."""
    with at_window(clerk, pin) as (desk, session):
        beside = second_of(desk, session, second, second_pin)
        told = desk.permits.sheet_out(session, serial, good=not spoiled, reason=reason, second=beside)
        answer(told, as_json=as_json, words=sheet_line(told))


@app.command()
def sweep(clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False) -> None:
    """Record what time has done: permits whose endorsement was missed are suspended, or lapse where the place has it so."""
    with at_window(clerk, pin) as (desk, session):
        done = desk.permits.sweep(session)
        zh = f"使用功能中止 {done.suspended} 本，到期失效 {done.lapsed} 本。"
        en = f"{done.suspended} suspended, {done.lapsed} lapsed."
        answer(done, as_json=as_json, words=said(zh, en))


@app.command()
def guidance(
    service: ServiceArgument = "",
    clerk: ClerkOption = "",
    printed: Annotated[bool, typer.Option("--print", help="Print the guide for the citizen.")] = False,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """How an electronic permit or identity is got, shown and checked here, step by step, with its sources."""
    with at_window(clerk, pin) as (desk, session):
        wanted = [service] if service else desk.permits.guides(session)
        guides = [desk.permits.guidance(session, one) for one in wanted]
        lines = [line for guide in guides for line in guide_lines(guide)]
        sheets = [desk.permits.print_guide(session, one) for one in wanted] if printed else []
        lines += [sheet_line(one) for one in sheets]
        answer({"guides": guides, "sheets": sheets}, as_json=as_json, words="\n".join(lines))


@app.command()
def accepted(
    service: ServiceArgument = "", clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Where an electronic permit or identity counts in this place, and where not, with the source."""
    with at_window(clerk, pin) as (desk, session):
        places = desk.permits.accepted_where(session, service)
        answer({"places": places}, as_json=as_json, words="\n".join(accepted_lines(places)))


def _tell(view: PermitView, *, as_json: bool) -> None:
    answer(view, as_json=as_json, words="\n".join(permit_lines(view)))


def _list_grounds(grounds: tuple[GroundView, ...], *, as_json: bool) -> NoReturn:
    """Without a ground the lawful ones are listed, and nothing is done: exit 1."""
    asked = said(
        "没有写事由，什么也没有办。请用 --ground 选一项：",
        "No ground, so nothing was done. Choose one with --ground:",
    )
    answer({"grounds": grounds}, as_json=as_json, words="\n".join([asked, *map(_ground, grounds)]))
    raise typer.Exit(1)


def _ground(ground: GroundView) -> str:
    papers = " | ".join(code for code, _ in ground.papers)
    return f"{ground.code}  {said(ground.text.zh, ground.text.en)}  {papers}".rstrip()
