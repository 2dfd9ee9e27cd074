"""``counter card``: the identity card on the reader, without a screen; its number is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language, said

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.devices.card_record import IdentityCard

app = typer.Typer(no_args_is_help=True, help="The reader of identity cards (身份证读卡器): read.")


@app.callback()
def group() -> None:
    """Keep the name of the command: a group of one would lose it."""


@app.command()
@acting(clerk="offered")
def read(caller: Caller) -> None:
    """Read the card that lies on the reader, and show it; nothing is recorded. `counter case open --card` begins with it."""
    with caller.window() as (desk, session):
        card = desk.cards.lying(session)
        told = _told(desk, card)
        caller.answer(told, _words(desk, card, told))


def _told(desk: Desk, card: IdentityCard) -> dict[str, Any]:
    from counter.values.citizen_number import mask

    return {
        "reader": desk.cards.reader(),
        "name": card.name,
        "sex": card.sex,
        "ethnic": card.ethnic,
        "birth": card.birth,
        "number": mask(card.number),
        "address": card.address,
        "issuer": card.issuer,
        "valid-from": card.valid_from,
        "valid-until": card.valid_until,
        "expired": card.expired(desk.bench.clock.today()),
    }


def _words(desk: Desk, card: IdentityCard, told: dict[str, Any]) -> str:
    codes, reader = desk.bench.codes, desk.cards.reader()
    ends = f"{card.valid_until}" if card.valid_until else said("长期", "for ever")
    over = said("（已过期）", " (expired)") if told["expired"] else ""
    return "\n".join(
        (
            f"{card.name}  {codes.sex[card.sex].in_(language())}  {codes.ethnic[card.ethnic]}  {card.birth}",
            f"{told['number']}  {card.address}",
            f"{card.issuer}  {card.valid_from} – {ends}{over}",
            reader.in_(language()) if reader else "",
        )
    )
