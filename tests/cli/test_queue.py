"""From a command to the strip: a station whose settings name a thermal printer, and one listening at the other end."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from handy import GULI
from PIL import Image

from counter.places import Places
from tests.devices.ipp_rig import free_port
from tests.devices.test_thermal import until
from tests.devices.thermal_rig import NO_PAPER, Head, Slot, listening, pipe, serial_line

from .conftest import Counter
from .test_case import at_papers, case

__all__ = ["case"]
OFFICER = ("--clerk", "0337")


def with_thermal(home: Path, uri: str) -> None:
    with (home / "station.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[printer]]\nrole = "thermal"\nuri = "{uri}"\nname = "号条机"\n')


@pytest.fixture
def slot(places: Places) -> Iterator[Slot]:
    """A thermal printer that the settings of the station name."""
    with listening() as one:
        with_thermal(places.home, one.uri)
        yield one


def dots(file: Path) -> bytes:
    return Image.open(io.BytesIO(file.read_bytes())).tobytes()


@pytest.mark.parametrize("way", ["socket", "serial", "pipe"])
def test_the_strip_of_a_number_is_the_picture_a_station_without_printer_keeps(
    counter: Counter, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The same number on the same day in two homes: once as a picture in the folder, once over the line."""
    shutil.copytree(places.home, tmp_path / "other")
    assert counter("queue", "take", "--service", "id-card", *OFFICER).status == 0
    kept = next((places.home / "paper").glob("*-0001.png"))
    other, head = tmp_path / "other", Head()
    monkeypatch.setenv("COUNTER_HOME", str(other))
    ways = {"socket": listening(head), "serial": serial_line(head), "pipe": pipe(tmp_path / "lp0", head)}
    with ways[way] as place:
        with_thermal(other, place.uri if isinstance(place, Slot) else str(place))
        said = counter("queue", "take", "--service", "id-card", *OFFICER, "--json").json
        until(lambda: len(head.strips) == 1)
    assert (said["number"], said["sheet"]["state"]) == ("A 001", "sent")
    assert head.strips[0].tobytes() == dots(kept)
    assert not list(other.glob("paper/*-0001.*")), "what went to the printer lies in no folder"


def test_the_line_without_a_screen(counter: Counter, slot: Slot) -> None:
    first = counter("queue", "take", *OFFICER, "--json").json
    assert counter("sheet", "out", first["sheet"]["serial"], *OFFICER).status == 0
    assert counter("queue", "take", "--by-mouth", *OFFICER, "--json").json["sheet"] is None
    assert "A 001" in counter("queue", "next", *OFFICER).out
    assert counter("queue", "back", "1", *OFFICER, "--json").json["state"] == "waiting"
    again = counter("queue", "print", "a001", *OFFICER, "--json").json["sheet"]
    assert again["replaces"] == first["sheet"]["serial"]
    refused = counter("sheet", "again", again["serial"], *OFFICER)
    assert refused.status == 1, "the printer has it already"
    spoiled = counter("sheet", "out", again["serial"], "--spoiled", "卡纸", *OFFICER, "--json").json
    assert (spoiled["state"], spoiled["reason"]) == ("voided", "卡纸")
    line = counter("queue", "show", *OFFICER, "--json").json
    assert [one["number"] for one in line["waiting"]] == ["A 002", "A 001"]
    until(lambda: len(slot.head.strips) == 2)


def test_what_the_thermal_printer_lacks_is_told_before_a_number_is_used(counter: Counter, slot: Slot) -> None:
    slot.head.told = dict(NO_PAPER)
    listed = counter("printers", "list", "--json").json["station"]
    assert [(one["role"], one["name"], one["state"]["ready"]) for one in listed] == [
        ("thermal", "号条机", False)
    ]
    told = counter("doctor")
    assert told.status == 0, "a station works without strips"
    assert "热敏打印机" in told.out
    assert "缺纸" in told.out
    refused = counter("queue", "take", *OFFICER)
    assert refused.status == 1
    assert "缺纸" in refused.err
    assert "没有用掉编号" in refused.err
    assert counter("queue", "show", *OFFICER, "--json").json["count-waiting"] == 0
    assert slot.head.strips == []


def test_a_thermal_printer_that_is_away_and_one_that_is_no_printer_are_told(
    counter: Counter, places: Places
) -> None:
    port = free_port()
    assert "连不上" in counter("printers", "state", f"socket://127.0.0.1:{port}").out
    assert counter("printers", "state", "socket://", "--json").json["error"] == "not-a-thermal-address"
    with (places.home / "station.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[printer]]\nrole = "slips"\nuri = "ipp://127.0.0.1:{port}/ipp/print"\n')
    refused = counter("queue", "take", *OFFICER)
    assert "本站没有设热敏打印机" in refused.err
    assert counter("queue", "take", "--by-mouth", *OFFICER).status == 0


def test_a_specimen_goes_to_a_thermal_printer(counter: Counter, slot: Slot) -> None:
    said = counter("printers", "test", slot.uri, "--json")
    assert said.status == 0
    assert said.json["states"][-1]["phase"] == "done"
    assert counter("printers", "test", slot.uri, "--form", "loss-report").status == 1, "no A4 page as dots"
    slot.head.silent = True
    assert "看纸出来了没有" in counter("printers", "test", slot.uri, "--form", "material-list").out
    until(lambda: len(slot.head.strips) == 2)


def test_papers_for_those_who_go_home(case: Counter) -> None:
    found = at_papers(case)
    sheet = case("case", "materials", found, "--json").json
    assert sheet["form"] == "material-list"
    assert case("sheet", "out", sheet["serial"]).status == 0
    notice = case(
        "outage", "print", "--cause", "power", "--since", "09:30", "--expected", "15 时", "--json"
    ).json
    assert notice["form"] == "outage-notice"
    assert case("outage", "print", "--cause", "war").status == 1
    assert case("outage", "print", "--cause", "power", "--since", "soon").status == 2
    assert case("sheet", "out", notice["serial"]).status == 0
    assert case("outage", "print").status == 1, "a notice without a reason tells nothing"


def test_the_usual_causes_are_named(counter: Counter) -> None:
    told = counter("outage", "causes", "--json").json["causes"]
    assert [one["code"] for one in told][:2] == ["network", "system"]
    assert all(one["offered"]["reason"] for one in told)


def test_the_ledger_on_paper(counter: Counter) -> None:
    ledger = ("seal", "ledger", "--print", *OFFICER)
    assert "没有用印" in counter(*ledger).err
    counter("slip", "issue", "--number", GULI, "--shown", "id-card", *OFFICER)
    assert counter(*ledger, "--from", "2026-11-23", "--to", "2026-11-22").status == 1
    said = counter(*ledger, "--from", "2026-11-01", "--to", "2026-11-22", "--json").json
    assert (said["form"], said["state"]) == ("seal-ledger", "sent")
    assert counter(*ledger, "--from", "soon").status == 2
