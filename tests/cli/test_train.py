from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Counter


def test_the_training_stations_are_listed(counter: Counter) -> None:
    stations = counter("train", "--json").json["stations"]
    assert [one["station"] for one in stations] == ["beijing", "tianjin", "wuxi"]
    assert "锡林路派出所" in counter("train").out


def test_a_name_opens_the_screens_of_that_station(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = []
    monkeypatch.setattr("counter.app.run", lambda places: opened.append(places) or 0)
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "wuxi"))
    monkeypatch.setenv("COUNTER_STATION", "")
    assert counter("train", "wuxi").status == 0
    assert [(places.home.name, places.chosen) for places in opened] == [("wuxi", "wuxi")]
    assert "顾文清" in counter("clerk", "list").out


@pytest.mark.parametrize(("name", "word"), [("wuxxi", "wuxi"), ("wuxi", "望山路派出所")])
def test_a_wrong_name_or_another_stations_home_is_told_before_the_screens(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, name: str, word: str
) -> None:
    monkeypatch.setenv("COUNTER_STATION", "")
    monkeypatch.setattr("counter.app.run", lambda _: pytest.fail("the screens were opened"))
    said = counter("train", name)
    assert said.status == 1
    assert word in said.err
