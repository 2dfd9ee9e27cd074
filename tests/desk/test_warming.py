from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from handy import FickleSlot

from counter.desk.desk import Desk
from counter.desk.warming import warm
from counter.places import data_dir
from counter.printing.paper import Paper, SealMode
from counter.printing.press import Press


def laid(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The sheets that the warming draws."""
    press, papers = Press(data_dir()), []
    monkeypatch.setattr(press, "pdf", papers.append)
    list(warm(replace(desk.bench, press=press)))
    return papers


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        ("beijing", ["confirmation-slip", "acceptance-receipt"]),
        ("wuxi", ["acceptance-receipt"]),
        ("tianjin", ["acceptance-receipt"]),
    ],
)
def test_a_station_warms_what_it_prints_and_writes_nothing(
    desk_at: Callable[[str], Desk],
    printer: FickleSlot,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    forms: list[str],
) -> None:
    desk = desk_at(place)
    before = desk.bench.store.acts(last=1)
    papers = laid(desk, monkeypatch)
    assert [paper.form for paper in papers] == forms
    assert {paper.serial for paper in papers} == {"SPECIMEN-000000"}
    assert desk.bench.store.acts(last=1) == before
    assert printer.asked == []


def test_it_draws_the_seal_of_the_station_and_no_issued_one(
    desk_at: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at("beijing")
    drawn = [paper.seal for paper in laid(desk, monkeypatch) if paper.seal]
    assert {(seal.unit, seal.mode) for seal in drawn} == {
        (desk.bench.settings.station.full_name, SealMode.SPECIMEN)
    }
    settings = desk.bench.settings
    issued = replace(
        desk.bench,
        settings=replace(settings, seal=replace(settings.seal, mode=SealMode.ISSUED)),
    )
    assert [paper.seal for paper in laid(Desk.on(issued), monkeypatch)] == [None, None]
