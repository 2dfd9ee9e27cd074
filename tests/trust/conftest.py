"""A city's root, a certified station and its lists, made by the program itself; and forgers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.trust.algorithms import DEFAULT, Algorithm
from counter.trust.certificate import REQUEST, Certificate, Terms, issue
from counter.trust.keys import SigningKey
from counter.trust.root import CityRoot

AT = 1_795_314_000
YEAR = 365 * 86_400
STATION, CITY = "110108990000", "110000000000"
SCOPE = "L110108990-01-"


def terms(unit: str = STATION, **other: object) -> Terms:
    given = {"serial": 1, "unit": unit, "name": "望山路派出所", "issued": AT, "since": AT, "until": AT + YEAR}
    return Terms(**{**given, **other})  # type: ignore[arg-type]  # words of the test


def request(key: SigningKey, **other: object) -> str:
    return issue(REQUEST, terms(**other), key.public, key).text  # type: ignore[arg-type]  # as above


def city_root(folder: Path, algorithm: Algorithm = DEFAULT, **other: object) -> CityRoot:
    given = {"unit": CITY, "name": "某市公安局", "until": AT + 10 * YEAR}
    return CityRoot.make(folder, terms(**{**given, **other}), algorithm)  # type: ignore[arg-type]  # as above


@dataclass(frozen=True)
class Certified:
    """A station's key with its certificate under a root."""

    root: CityRoot
    key: SigningKey
    paper: Certificate

    @property
    def text(self) -> str:
        return self.root.paper.text + self.paper.text


def certified(folder: Path, algorithm: Algorithm = DEFAULT, **other: object) -> Certified:
    root = city_root(folder, algorithm, **{k: v for k, v in other.items() if k == "training"})
    key = SigningKey.of(algorithm.make())
    paper = root.certify(request(key, **other), issued=AT, since=AT, until=AT + YEAR)
    return Certified(root, key, paper)


@pytest.fixture
def station(tmp_path: Path) -> Certified:
    return certified(tmp_path / "root")
