"""Printers of the component tests: each test has its own, and none outlives it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devices.ipp_rig import Cups, Eve, bus_running, cups_running, eve_running, programs_missing

os.environ["PATH"] += ":/usr/sbin:/sbin"  # where Debian keeps the servers


@pytest.fixture(scope="session")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert programs_missing() == [], "apt: cups-ipp-utils dbus cups cups-client cups-filters ghostscript"
    with bus_running(tmp_path_factory.mktemp("bus")) as address:
        yield address


@pytest.fixture
def eve(bus: str, tmp_path: Path) -> Iterator[Eve]:
    """A network printer that knows A4 and A5."""
    with eve_running(tmp_path / "eve", bus) as printer:
        yield printer


@pytest.fixture
def plain_eve(bus: str, tmp_path: Path) -> Iterator[Eve]:
    """A network printer with the stock papers."""
    with eve_running(tmp_path / "plain-eve", bus, a5=False) as printer:
        yield printer


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    """A print server; its folder is not tmp_path because its filters run as a user who may not enter that."""
    root = Path(tempfile.mkdtemp(prefix="counter-cups-"))
    root.chmod(0o755)
    try:
        with cups_running(root) as server:
            yield server
    finally:
        shutil.rmtree(root, ignore_errors=True)
