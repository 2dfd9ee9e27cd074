"""The shipped rulebook, loaded once."""

from __future__ import annotations

import pytest

from counter.places import data_dir
from counter.rules import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def book() -> Rulebook:
    found, problems = load_rulebook(data_dir() / "jurisdictions")
    assert problems == ()
    return found
