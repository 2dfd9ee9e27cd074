"""``counter seal``: the seal ledger, the issued seal and its sessions; and, for the authority, making the file of a seal."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import answer, day_of, language, said
from counter.errors import BadInput, of_the_system
from counter.files import ascii_of, bytes_of
from counter.locale import Text

app = typer.Typer(no_args_is_help=True, help="The seal (户口专用章): ledger, import, open, close, issue.")


class PictureUnreadable(BadInput):
    """The file cannot be read as the picture of a seal; values: ``file``, ``why``."""

    happened = Text("{file} 不能作为印模：{why}。", "{file} cannot serve as an imprint: {why}.")
    next_step = Text(
        "请提供 600 dpi 以上的黑白 PNG，或只含 M、L、C、Z 的轮廓。",
        "Give a black and white PNG of 600 dpi or more, or outlines of M, L, C and Z only.",
    )


@app.command()
@acting(clerk="offered")
def ledger(
    caller: Caller,
    day: Annotated[str, typer.Option("--day", help="ISO day; today by default.")] = "",
    on_paper: Annotated[bool, typer.Option("--print", help="On paper (A4), for --from and --to.")] = False,
    since: Annotated[str, typer.Option("--from", help="First day on paper, ISO; today by default.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day on paper, ISO; the first by default.")] = "",
) -> None:
    """Every use of the seal on a day (用印登记); or with --print the ledger of a period on paper."""
    with caller.window() as (desk, session):
        on = day_of(day, "--day", desk.bench.clock.today())
        if on_paper:
            first = day_of(since, "--from", on)
            sheet = desk.seals.print(session, first, day_of(until, "--to", first))
            words = f"{sheet.serial}  {sheet.state.text.in_(language())}"
            caller.answer(sheet, words)
            return
        told = desk.seals.ledger(session, on)
    lines = [
        f"{use.number:>3}  {use.at:%H:%M:%S}  {use.serial}  {use.form.in_(language())}  {use.clerk}"
        f"{'+' + use.second if use.second else ''}  {use.mode}  [{use.state.value}]"
        for use in told.uses
    ]
    empty = said("当日没有用印。", "The seal was not used on that day.")
    caller.answer(told, "\n".join(lines) or empty)


@app.command()
@acting(clerk="offered")
def show(caller: Caller) -> None:
    """How this station seals, with which seal, and whether it is unlocked."""
    with caller.window() as (desk, session):
        view = desk.seal.show(session)
    caller.answer(view, _words(view))


@app.command("import")
@acting(second="maybe")
def import_(
    caller: Caller,
    file: Annotated[Path, typer.Argument(help="The seal as the authority handed it out. 印章文件")],
) -> None:
    """Import an issued seal: the seal keeper, and a supervisor beside."""
    text = sys.stdin.read() if str(file) == "-" else ascii_of(file)
    with caller.window() as (desk, session):
        view = desk.seal.take(session, text, caller.beside(desk, session))
    caller.answer(view, _words(view))


@app.command("open")
@acting(second="maybe")
def open_(
    caller: Caller, minutes: Annotated[int, typer.Option("--minutes", help="How long. 分钟")] = 30
) -> None:
    """Unlock the issued seal for some minutes: a clerk and the seal keeper."""
    with caller.window() as (desk, session):
        beside = caller.beside(desk, session, right="seal" if _issues(session) else "issue")
        view = desk.seal.open(session, beside, minutes)
    caller.answer(view, _words(view))


@app.command()
@acting(clerk="offered")
def close(caller: Caller) -> None:
    """Lock the issued seal before its time."""
    with caller.window() as (desk, session):
        view = desk.seal.close(session)
    caller.answer(view, _words(view))


@app.command()
def issue(
    picture: Annotated[Path, typer.Argument(help="PNG of the imprint, or a text of outlines. 印模")],
    root: Annotated[Path, typer.Option("--root", help="Folder of the city's root. 根密钥文件夹")],
    unit: Annotated[str, typer.Option("--unit", help="Agency code of the station, 12 digits. 机关代码")],
    name: Annotated[str, typer.Option("--name", help="The words around the ring. 单位名称")],
    number: Annotated[str, typer.Option("--number", help="Number of the seal. 印章编号")],
    since: Annotated[str, typer.Option("--from", help="First day, ISO.")],
    until: Annotated[str, typer.Option("--until", help="Last day, ISO.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")],
    purpose: Annotated[str, typer.Option("--purpose", help="The words across the seal.")] = "户口专用章",
    diameter: Annotated[float, typer.Option("--diameter", help="Diameter in mm.")] = 40.0,
) -> None:
    """For the authority: sign the imprint of a seal into a file that its station can import."""
    from counter.clock import STATION_ZONE, SystemClock
    from counter.trust.issued_seal import SealTerms, issue_seal
    from counter.trust.root import CityRoot

    def moment(text: str, option: str) -> int:
        day = day_of(text, option, date.max)
        return int(datetime.combine(day, time.min, STATION_ZONE).timestamp())

    city, now = CityRoot.open(root), int(SystemClock().now().timestamp())
    terms = SealTerms(
        number, unit, name, purpose, now, moment(since, "--from"), moment(until, "--until") + 86_400, diameter
    )
    seal = issue_seal(terms, *_picture(picture), city.key)
    output.write_text(seal.text, encoding="ascii")
    answer(
        {"file": output, "fingerprint": seal.fingerprint},
        as_json=False,
        words=f"{output}  {seal.fingerprint}",
    )


def _picture(path: Path) -> tuple[str, bytes, int]:
    """Outlines as they stand in the file, or the dark dots of a square PNG."""
    from counter.trust.issued_seal import DOTS, OUTLINES

    try:
        content = bytes_of(path)
    except OSError as problem:
        raise PictureUnreadable(file=path.name, why=of_the_system(problem)) from problem
    if not content.startswith(b"\x89PNG"):
        return OUTLINES, b" ".join(content.split()), 0
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            on_white = Image.new("RGBA", image.size, "white")
            on_white.alpha_composite(image.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError) as problem:
        raise PictureUnreadable(file=path.name, why=Text("读不了", "it cannot be read")) from problem
    if on_white.width != on_white.height:
        raise PictureUnreadable(file=path.name, why=Text("不是正方形", "it is not square"))
    green = on_white.getchannel("G").point(
        lambda value: 255 if value < 128 else 0
    )  # red ink is dark in green
    return DOTS, green.convert("1").tobytes(), on_white.width


def _issues(session: Any) -> bool:
    from counter.desk.rights import may

    return may(session.clerk, "issue")


def _words(view: Any) -> str:
    zh = language() == "zh"
    if not view.number:
        return f"{view.mode}：没有签发的印章。" if zh else f"{view.mode}: no issued seal."
    lines = [
        f"{view.mode}  {view.name}  {view.purpose}  {view.number}  {view.since:%Y-%m-%d} – {view.ends:%Y-%m-%d}",
        f"SHA-256 {view.fingerprint}",
    ]
    if view.until:
        people = "+".join(view.opened_by)
        lines.append(
            f"已开启至 {view.until:%H:%M}（{people}）。"
            if zh
            else f"Unlocked until {view.until:%H:%M} ({people})."
        )
    else:
        lines.append("未开启。" if zh else "Locked.")
    return "\n".join(lines)
