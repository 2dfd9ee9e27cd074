"""The first people of a station: clerks of its settings, and on a training station fictional holders of permits."""

from __future__ import annotations

import json
from pathlib import Path

from counter.desk.desk import Desk
from counter.desk.fiction import Fiction
from counter.desk.rights import may
from counter.desk.views import ClerkView, Role, Session
from counter.places import Places
from counter.settings import Settings, load_settings

_SAMPLES = 120


def enrol(desk: Desk, settings: Settings) -> None:
    """Enrol the clerks of the settings once; from then on the journal decides."""
    desk.people.found(
        (ClerkView(clerk.number, clerk.name, Role(clerk.role)), clerk.pin) for clerk in settings.clerk
    )


def invent_holders(desk: Desk, places: Places) -> None:
    """Fictional holders for a training station that has none; the import is repeatable, so a power cut here does no harm."""
    importer = next((clerk for clerk in desk.people.clerks() if may(clerk, "import")), None)
    with desk.bench.store.reading() as db:
        known = db.execute("SELECT 1 FROM holder LIMIT 1").fetchone()
    if known is None and importer is not None:
        session = Session(importer, desk.bench.clock.now())
        fiction = Fiction.load(
            places.data, desk.bench.clock.today(), own=_own_fiction(places, desk.station.code)
        )
        rows = fiction.holders(_SAMPLES)
        places.samples.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
        desk.importing.holders(session, places.samples)


def _own_fiction(places: Places, code: str) -> Path | None:
    """The folder of the training station with this agency code; None for the usual one, whose words are the general ones."""
    folders = (places.data / "training" / name for name in places.stations())
    return next((f for f in folders if load_settings(f / "station.toml").station.code == code), None)
