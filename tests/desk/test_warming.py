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
from counter.settings import PrinterSettings


def laid(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The sheets that the warming draws."""
    press, papers = Press(data_dir()), []
    for way in ("pdf", "raster"):
        monkeypatch.setattr(press, way, papers.append)
    list(warm(replace(desk.bench, press=press)))
    return papers


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        ("beijing", ["confirmation-slip", "acceptance-receipt", "queue-slip"]),
        ("wuxi", ["acceptance-receipt", "queue-slip"]),
        ("tianjin", ["acceptance-receipt", "queue-slip"]),
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
    assert [paper.seal for paper in laid(Desk.on(issued), monkeypatch)] == [None, None, None]


def test_no_strip_is_warmed_where_none_can_be_printed(
    desk_at: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at("wuxi")
    reports = PrinterSettings(role="reports", uri="ipp://127.0.0.1/ipp/print")
    bench = replace(desk.bench, settings=replace(desk.bench.settings, printer=(reports,)))
    assert [paper.form for paper in laid(Desk.on(bench), monkeypatch)] == ["acceptance-receipt"]
