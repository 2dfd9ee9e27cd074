"""A browser for the whole room, and pages with the papers of a fictional city in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.locale import Text
from counter.places import data_dir
from counter.printing.code import SlipClaims, sign
from counter.trust.keys import SigningKey
from counter.trust.page import baked
from counter.trust.status import Revoked
from tests.trust.conftest import AT, SCOPE, STATION, YEAR, Certified, certified, request
from tests.trust.test_chain import own_list
from tests.verify.chromium import Chromium, chromium

SERIAL = SCOPE + "20261122-0001"
VOID = SCOPE + "20261122-0002"
CLAIMS = SlipClaims(SERIAL, "confirmation-slip", "granted", STATION, AT + 60, b"d" * 16)
TITLES = {"confirmation-slip": Text("居住证(卡)确认单", "Confirmation slip")}


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("city") / "root")


@pytest.fixture(scope="session")
def gone(station: Certified) -> SigningKey:
    """A second key of the station, which the city revoked."""
    key = SigningKey.of(b"g" * 32)
    station.root.certify(request(key), issued=AT, since=AT, until=AT + YEAR)
    return key


@pytest.fixture(scope="session")
def lists(station: Certified, gone: SigningKey) -> str:
    """The list of the city, and that of the station."""
    ends = AT + 50 * YEAR
    city = station.root.list_now(at=AT, due=ends, revoked={gone.key_id: Revoked(0, "leaked")})
    return city.text + own_list(station, void={VOID: SERIAL}, due=ends).text


@pytest.fixture(scope="session")
def papers(station: Certified, lists: str) -> str:
    """Everything that the page brings: root, both certificates, both lists."""
    return station.root.paper.text + "".join(one.text for one in station.root.certified()) + lists


@pytest.fixture(scope="session")
def page(papers: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a station hands it out."""
    file = tmp_path_factory.mktemp("page") / "verify.html"
    file.write_text(baked(data_dir(), papers, TITLES), encoding="utf-8")
    return file


def codes(station: Certified, gone: SigningKey) -> dict[str, str]:
    """One code of every kind that a hotel may meet."""
    good = sign(CLAIMS, station.key)
    return {
        "good": good,
        "altered": good[:100] + ("0" if good[100] != "0" else "1") + good[101:],
        "revoked": sign(CLAIMS, gone),
        "expired": sign(replace(CLAIMS, time=AT + 2 * YEAR), station.key),
        "foreign": sign(CLAIMS, SigningKey.of(b"f" * 32)),
        "void": sign(replace(CLAIMS, serial=VOID), station.key),
        "other-station": sign(replace(CLAIMS, station="320213990000"), station.key),
        "specimen": sign(replace(CLAIMS, specimen=True), station.key),
        "no-code": "HELLO WORLD",
        "list-as-code": "",
    }
