"""Writes data/verify/verify.html from its parts in data/verify/source; a test holds the two equal."""

from __future__ import annotations

from counter.places import data_dir
from counter.trust.page import SHIPPED, assembled

if __name__ == "__main__":
    (data_dir() / SHIPPED).write_text(assembled(data_dir()), encoding="utf-8")
