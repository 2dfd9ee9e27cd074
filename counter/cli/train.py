"""``counter train``: the training stations, and the screens of one of them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from counter.cli.common import JsonOption, answer, language


def train(
    station: Annotated[
        str, typer.Argument(help="Name of a training station; without one they are listed. 训练站")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """List the training stations, or open the screens of one; each keeps a folder of its own (COUNTER_STATION)."""
    from counter.places import places
    from counter.settings import load_settings

    if station:
        from counter.app import run
        from counter.build import open_desk

        os.environ["COUNTER_STATION"] = station
        open_desk(
            places()
        ).close()  # a name that is none, or a home of another station, is told before the screens
        raise typer.Exit(run(places()))
    found = places()
    usual = load_settings(found.data / "training" / "station.toml").station
    stations = {usual.jurisdiction: usual}
    for name in found.stations():
        stations[name] = load_settings(found.data / "training" / name / "station.toml").station
    rows = [
        {"station": name, "name": one.name, "place": {"zh": one.place_zh, "en": one.place_en}}
        for name, one in stations.items()
    ]
    place = "place_zh" if language() == "zh" else "place_en"
    words = "\n".join(f"{name:10}  {one.name}  {getattr(one, place)}" for name, one in stations.items())
    answer({"stations": rows}, as_json=as_json, words=words)
