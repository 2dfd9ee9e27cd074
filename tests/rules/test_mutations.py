"""Packs damaged at random: whatever a slip of the hand makes of one, the check answers with sentences, never an exception."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.places import data_dir
from counter.rules.check import check_all

VALUES = ["0", "-1", "99999999999", "1.5", "nan", "true", '""', '"x"', "'中文'", "[]", '["x"]', "[[1]]", "{}", "{ a = 1 }",
          "[{}]", "2021-01-01", "0001-01-01", "9999-12-31", "2021-01-01T00:00:00Z", '"\\u0000"', '"self"',
          '"national"']  # fmt: skip
FILES = ["beijing.toml", "wuxi.toml", "vocabulary.toml", "beijing.cases.toml"]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("packs")
    shutil.copytree(data_dir() / "calendars", home / "calendars")
    return Path(shutil.copytree(data_dir() / "jurisdictions", home / "jurisdictions"))


def _damaged(text: str, draw: Any) -> str:
    lines = text.splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["value", "drop", "twice", "swap", "key"]))
    if how == "value":
        key, equals, _ = lines[at].partition("=")
        lines[at] = f"{key}={draw(st.sampled_from(VALUES))}" if equals else lines[at]
    elif how == "drop":
        del lines[at]
    elif how == "twice":
        lines.insert(at, lines[at])
    elif how == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] = re.sub(r"[a-z]+", lambda word: word[0][::-1], lines[at], count=1)
    return "\n".join(lines) + "\n"


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_damaged_pack_is_told_in_sentences(packs: Path, data: st.DataObject) -> None:
    path = packs / data.draw(st.sampled_from(FILES))
    whole = path.read_text(encoding="utf-8")
    damaged = whole
    for _ in range(data.draw(st.integers(1, 3))):
        damaged = _damaged(damaged, data.draw)
    try:
        path.write_text(damaged, encoding="utf-8")
        for problem in check_all(packs).problems:
            assert problem.said("zh").isprintable()
            assert problem.said("en").startswith(f"{problem.file}:{problem.line}: ")
    finally:
        path.write_text(whole, encoding="utf-8")
