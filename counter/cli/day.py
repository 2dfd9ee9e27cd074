"""``counter day``: the books of the day, closing it, its report."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language

app = typer.Typer(no_args_is_help=True, help="The day (日结): show, close, report, out.")

DayOption = Annotated[str, typer.Option("--day", "--on", help="A day, ISO; today by default. 日期")]


@app.command()
@acting()
def show(caller: Caller, on: DayOption = "") -> None:
    """The books as they stand."""
    day = _day(on)
    with caller.window() as (desk, session):
        _tell(caller, desk.day.show(session, day))


@app.command()
@acting(second="maybe")
def close(
    caller: Caller,
    cash: Annotated[int, typer.Option("--cash", help="Cash counted by hand, in fen. 实点现金(分)")],
    spoiled: Annotated[int, typer.Option("--spoiled", help="Spoiled and void sheets counted by hand.")],
    day: DayOption = "",
    reason: Annotated[str, typer.Option("--reason", help="Why count and books differ. 差异原因")] = "",
) -> None:
    """Close today, or the earliest day that is open (--day); a difference needs a supervisor (--second) and a reason."""
    wanted = _day(day)
    with caller.window() as (desk, session):
        beside = caller.beside(desk, session, "close")
        view = desk.day.close(session, cash=cash, spoiled=spoiled, day=wanted, second=beside, reason=reason)
        desk.archive.sign(session)  # a copy of every sheet of the day, signed
        _tell(caller, view)


@app.command()
@acting()
def report(caller: Caller, on: DayOption = "") -> None:
    """Print the report of a closed day."""
    day = _day(on)
    with caller.window() as (desk, session):
        sheet = desk.day.report(session, day)
        caller.answer(sheet, f"{sheet.serial}  {sheet.file}")


@app.command()
@acting()
def out(
    caller: Caller,
    serial: Annotated[str, typer.Argument(help="Serial of the report.")],
    spoiled: Annotated[bool, typer.Option("--spoiled", help="It did not come out well; it is void.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="How it was spoiled. 原因")] = "",
) -> None:
    """The report came out and is filed; with --spoiled it is void, and is printed anew with report."""
    with caller.window() as (desk, session):
        sheet = desk.day.report_out(session, serial, good=not spoiled, reason=reason)
        caller.answer(sheet, f"{sheet.serial}  {sheet.state.text.in_(language())}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("--day takes a day such as 2026-11-22") from None


def _tell(caller: Caller, view: Any) -> None:
    books, zh = view.books, language() == "zh"
    closed = f"已日结 {view.clerk}" if zh else f"closed by {view.clerk}"
    counted = (
        ("受理", "accepted", books.accepted), ("不予受理", "refused", books.refused), ("待补正", "waiting", books.waiting),
        ("发放", "handed over", books.collected), ("用印", "seal used", books.stamped),
        ("打坏作废", "spoiled, void", books.voided), ("减免", "waived", books.waived),
        ("应存", "till", f"{view.cash / 100:.2f}"),
    )  # fmt: skip
    lines = [f"{view.day}  {closed if view.closed_at else ''}".rstrip()]
    lines += ["  ".join(f"{zh_word if zh else en_word} {count}" for zh_word, en_word, count in counted)]
    lines += [text.in_(language()) for text in view.differences]
    if len(view.unclosed) > 1:
        days = " ".join(day.isoformat() for day in view.unclosed)
        lines.append(f"还没有日结：{days}" if zh else f"not closed yet: {days}")
    caller.answer(view, "\n".join(lines))
