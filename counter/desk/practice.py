"""What lists and books mean, and on what each rests (data/practice.toml): read when it is first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from counter.desk.views import WhyLine
from counter.locale import Text
from counter.places import data_dir

_SAID_ALREADY = Text("", "")
"""These lines are sentences of their own; no fact leads to them."""


def said(page: str) -> tuple[WhyLine, ...]:
    """What is to be said on a page (``day``, ``ledger``, ``list.due``), each sentence with its source."""
    table = _table()
    return tuple(
        WhyLine(Text(one["zh"], one["en"]), _SAID_ALREADY, _source(table, one["source"]))
        for one in table["said"]
        if page in one["on"]
    )


def pages() -> frozenset[str]:
    """The pages about which something is said."""
    return frozenset(page for one in _table()["said"] for page in one["on"])


def _source(table: dict[str, Any], code: str) -> Text:
    return Text(table["source"][code]["zh"], table["source"][code]["en"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((data_dir() / "practice.toml").read_text(encoding="utf-8"))
