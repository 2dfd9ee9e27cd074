"""What is owed, over every amount the rules may charge, the till may hold and two people may waive."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counter.desk.owing import Owing
from counter.locale import Text
from counter.rules.answer import Fee, Why
from counter.rules.source import Citation, Source
from counter.store.applications import Fee as Taken
from counter.store.days import Waiver

NONE = Text("", "")
CITED = Citation(Source("x", NONE, "design"))


def charge(fen: int | None, tariff: int = 0) -> Fee:
    return Fee(fen, NONE, NONE, CITED, Why((), "x", date(2026, 1, 1), CITED), tariff)


def taken(fen: int, *, returned: bool = False) -> Taken:
    return _made(Taken, fen=fen, returned=int(returned))


def waiver(fen: int) -> Waiver:
    return _made(Waiver, fen=fen)


def _made(kind: Any, **told: Any) -> Any:
    """A row of which only what is told matters."""
    return kind(**{name: told.get(name, 0) for name in kind._fields})


@pytest.mark.parametrize(
    ("owing", "paid", "overcharged"),
    [
        pytest.param(Owing(None, None, None, False), False, False, id="no rule speaks"),
        pytest.param(Owing(None, taken(2000), None, False), False, True, id="taken, and no rule asks for it any more"),
        pytest.param(Owing(charge(0), None, None, False), True, False, id="free"),
        pytest.param(Owing(charge(0), taken(2000), None, False), False, True, id="free, and taken"),
        pytest.param(Owing(charge(2000), None, None, False), False, False, id="not taken"),
        pytest.param(Owing(charge(2000), taken(2000), None, False), True, False, id="taken"),
        pytest.param(Owing(charge(2000), taken(4000), None, False), False, True, id="another amount"),
        pytest.param(Owing(charge(2000), taken(2000, returned=True), None, False), False, False, id="given back"),
        pytest.param(Owing(charge(None), taken(1000), None, False), True, False, id="the place sets it"),
        pytest.param(Owing(charge(None), None, None, True), True, False, id="none is published"),
        pytest.param(Owing(charge(None), taken(1000), None, True), True, True, id="none is published, and taken"),
        pytest.param(Owing(charge(1000, 2000), taken(1000), None, False), False, False, id="halved, and signed by nobody"),
        pytest.param(Owing(charge(1000, 2000), taken(1000), waiver(1000), False), True, False, id="halved, signed, paid"),
        pytest.param(Owing(charge(0, 2000), None, waiver(2000), False), True, False, id="waived as a whole"),
        pytest.param(Owing(charge(0, 2000), taken(2000), waiver(2000), False), True, True, id="waived, and taken"),
        pytest.param(Owing(charge(2000), None, waiver(1000), False), False, False, id="a waiver of another amount"),
    ],
)  # fmt: skip
def test_it_is_settled_when_the_till_has_what_is_charged_now(
    owing: Owing, paid: bool, overcharged: bool
) -> None:
    assert (owing.paid, owing.overcharged) == (paid, overcharged)
    assert owing.wanting.en == (
        "the waiver is not signed by a second person"
        if owing.reduction and not owing.waived
        else "the fee is not taken as the rules have it"
    )
