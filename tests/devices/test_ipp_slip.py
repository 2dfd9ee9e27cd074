"""A slip from the desk to a real printer: what the printer received is, byte for byte, what the books say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from counter.build import open_desk
from counter.desk.laying import PrinterNotReady
from counter.devices.ipp_paper import A5
from counter.places import Places, data_dir
from counter.workflows.slip import Sheet, Step
from tests.devices.ipp_rig import Eve

pytestmark = pytest.mark.component

GULI = "650198199103080465"


def test_the_station_prints_on_the_printer_it_is_told(eve: Eve, tmp_path: Path) -> None:
    places = Places(tmp_path / "home", data_dir())
    places.home.mkdir()
    training = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")
    places.station.write_text(
        f'{training}\n[[printer]]\nrole = "slips"\nuri = "{eve.uri}"\n', encoding="utf-8"
    )
    desk = open_desk(places)
    session = desk.people.sign_in("0337", "0000")
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, GULI)
    case = desk.slip.confirm(session, desk.slip.show(session, case.id, "household-book").id)
    case = desk.slip.print(session, case.id)
    assert case.step is Step.CAME_OUT
    assert case.sheet is not None
    assert case.sheet.state is Sheet.SENT
    [(title, paper)] = _printed(desk, case.sheet, eve)
    assert paper == A5
    assert case.sheet.serial in title
    assert "古丽" not in title, "a citizen's name does not stand in the printer's list"
    received = (eve.folder / "last.pdf").read_bytes()
    with desk.bench.store.reading() as db:
        (recorded,) = db.execute("SELECT sha256 FROM sheet").fetchone()
    assert hashlib.sha256(received).hexdigest() == recorded
    assert desk.slip.good(session, case.id).step is Step.ISSUED

    eve.mode("media-jam")
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, GULI)
    case = desk.slip.confirm(session, desk.slip.show(session, case.id, "household-book").id)
    desk.slip.print(session, case.id)
    for state in desk.bench.printer.follow(case.sheet.serial if case.sheet else "", "2"):  # type: ignore[attr-defined]
        if state.trouble:
            break
    another = desk.slip.enter_number(session, desk.slip.begin(session).id, GULI)
    another = desk.slip.confirm(session, desk.slip.show(session, another.id, "household-book").id)
    with pytest.raises(PrinterNotReady):
        desk.slip.print(session, another.id)
    assert len(desk.find.today(session).sheets) == 2, "a printer that is known to be jammed costs no serial"
    desk.close()


def _printed(desk, sheet, eve: Eve) -> list[list[str]]:  # type: ignore[no-untyped-def]
    """What came out, once the printer is done with the sheet."""
    for _ in desk.bench.printer.follow(sheet.serial, sheet.file):
        pass
    return eve.printed
