"""``counter shift``: what the shift hands over, and handing it over."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, SecondPinOption, acting, pin_of
from counter.cli.common import language, said

app = typer.Typer(no_args_is_help=True, help="The shift (班次): show, hand-over.")


@app.command()
@acting()
def show(caller: Caller) -> None:
    """What would be handed over now: open journeys, originals, fees, sheets, the next serial, the seal."""
    with caller.window() as (desk, session):
        view = desk.shift.show(session)
        caller.answer(view, _words(view))


@app.command("hand-over")
@acting()
def hand_over(
    caller: Caller,
    to: Annotated[str, typer.Option("--to", help="Number of the clerk who takes over. 接班人警号")],
    cash: Annotated[int, typer.Option("--cash", help="The till counted by hand, in fen. 实点现金(分)")],
    reason: Annotated[
        str, typer.Option("--reason", help="Why the till differs from the books. 不符的原因")
    ] = "",
    second_pin: SecondPinOption = "",
) -> None:
    """Hand the shift over: open journeys become the next clerk's, who signs with number and PIN."""
    with caller.window() as (desk, session):
        view = desk.shift.show(session)
        taker = desk.people.second(to, pin_of(desk, to, second_pin), beside=session, right=view.right)
        after = desk.shift.hand_over(session, taker, cash=cash, reason=reason)
        told = {"from": view.clerk, "to": after.clerk, "handed": view, "cash": cash}
        zh = f"已交班：{view.clerk.number} → {after.clerk.number}，业务 {len(view.journeys)} 笔"
        en = f"handed over: {view.clerk.number} → {after.clerk.number}, jobs: {len(view.journeys)}"
        caller.answer(told, said(zh, en))


def _words(view: Any) -> str:
    spoken, zh = language(), language() == "zh"
    head = f"{view.clerk.name} {view.clerk.number}  {view.begun_at:%Y-%m-%d %H:%M}"
    counted = (
        ("原件", "originals", view.originals), ("收费", "fees", f"{view.fees} / {view.fen / 100:.2f}"),
        ("应存", "till", f"{view.till / 100:.2f}"), ("未登记出纸", "sheets without outcome", len(view.sheets)),
        ("用印", "seal used", view.seal_uses), ("待领", "to collect", view.ready),
        ("下一个编号", "next serial", view.next_serial),
    )  # fmt: skip
    lines = [head, "  ".join(f"{zh_word if zh else en_word} {count}" for zh_word, en_word, count in counted)]
    lines += [
        f"  {one.id}  [{one.stage.in_(spoken)}]  {one.title.in_(spoken)}  {one.name}" for one in view.journeys
    ]
    return "\n".join(lines)
