"""The file of an issued seal: read whole or not at all, and nothing drawn from it that was not checked."""

from __future__ import annotations

from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.trust.issued_seal import (
    DOTS,
    OUTLINES,
    SEAL,
    IssuedSeal,
    NotASeal,
    SealTerms,
    issue_seal,
    read_seal,
    seal_in,
    steps_of,
)
from counter.trust.keys import SigningKey
from counter.trust.sign1 import opened, sealed

from .conftest import AT, STATION, YEAR, city_root

KEY = SigningKey.of(bytes(range(32)))
STAR = b"M 0 10 L 3 -5 L -8 4 Z M 1 1 C 2 2 3 3 4 4 Z"
SIDE = 945


def made(kind: str = OUTLINES, picture: bytes = STAR, side: int = 0, **other: object) -> IssuedSeal:
    given = {
        "number": "1101080000123", "unit": STATION, "name": "望山路派出所", "purpose": "户口专用章", "issued": AT,
        "since": AT, "until": AT + YEAR, "diameter": 40.0,
    }  # fmt: skip
    return issue_seal(SealTerms(**{**given, **other}), kind, picture, side, KEY)  # type: ignore[arg-type]  # words


def test_what_was_issued_is_read_again() -> None:
    seal = made()
    again = seal_in(f"a note before\n{seal.text}\nand after\n")
    assert again == seal
    assert (again.number, again.unit, again.purpose, again.diameter) == (
        "1101080000123",
        STATION,
        "户口专用章",
        40.0,
    )
    assert [kind for kind, _ in steps_of(again.picture)] == list("MLLZMCZ")


def test_dots_come_back_as_they_were() -> None:
    dots = bytes(index % 251 for index in range((SIDE + 7) // 8 * SIDE))
    assert made(DOTS, dots, SIDE).dots() == dots


@pytest.mark.parametrize("name", ["", "x" * 61, "望山\n派出所", "\x1b[31m"])
def test_words_are_short_and_can_be_seen(name: str) -> None:
    with pytest.raises(NotASeal):
        made(name=name)


@pytest.mark.parametrize(
    "other",
    [
        {"diameter": 29.9}, {"diameter": 45.1}, {"since": AT, "until": AT}, {"unit": "1101"}, {"unit": "11010899000X"},
    ],
)  # fmt: skip
def test_terms_that_no_seal_may_have(other: dict[str, object]) -> None:
    with pytest.raises(NotASeal):
        made(**other)


@pytest.mark.parametrize(
    "picture",
    [
        b"", b"0 0 m", b"M 0 0 Q", b"M 0 0 L 21 0", b"M 0", b"M 0 0 0 0", b"C 1 1 2 2", b"M 0 0 f* Q BT (x) Tj ET",
        b"M 0 0\nL 1 1", b"M 1e9 0", b"M NaN 0", b"M 0 0 L 1 1  Z", "M ０ 0".encode(), b"Z /Im Do",
    ],
)  # fmt: skip
def test_outlines_are_steps_inside_the_seal_and_nothing_else(picture: bytes) -> None:
    with pytest.raises(NotASeal):
        made(picture=picture)


@pytest.mark.parametrize(
    ("side", "length"), [(SIDE, 10), (100, 13 * 100), (SIDE, 119 * SIDE + 1), (9000, 1125 * 9000)]
)
def test_dots_are_a_whole_square_fine_enough_and_no_more(side: int, length: int) -> None:
    with pytest.raises(NotASeal):
        made(DOTS, bytes(length), side)


@pytest.mark.parametrize("kind", ["svg", "", "Outlines"])
def test_other_kinds_of_pictures_are_not_known(kind: str) -> None:
    with pytest.raises(NotASeal):
        made(kind)


def test_a_training_root_issues_no_seal_and_a_root_only_in_its_time(tmp_path: Path) -> None:
    root, training = city_root(tmp_path / "a"), city_root(tmp_path / "b", training=True)

    def by(one: object, issued: int = AT) -> IssuedSeal:
        terms = SealTerms("1", STATION, "某派出所", "户口专用章", issued, AT, AT + YEAR, 40.0)
        return issue_seal(terms, OUTLINES, STAR, 0, one.key)  # type: ignore[attr-defined]  # either root

    assert by(root).signed_by(root.paper)
    assert not by(training).signed_by(training.paper)
    assert not by(root, AT - 10).signed_by(root.paper), "before the root began"
    assert not by(root).signed_by(training.paper)


def test_another_token_of_the_root_is_no_seal() -> None:
    claims = opened(made().raw).claims()
    for typ in ("", "counter-certificate", "counter-list"):
        with pytest.raises(NotASeal):
            read_seal(sealed(claims, KEY, typ))


def test_missing_and_foreign_claims_are_refused() -> None:
    claims = opened(made().raw).claims()
    for key in claims:
        with pytest.raises(NotASeal):
            read_seal(sealed({k: v for k, v in claims.items() if k != key}, KEY, SEAL))
        with pytest.raises(NotASeal):
            read_seal(sealed({**claims, key: [1]}, KEY, SEAL))
    with pytest.raises(NotASeal):
        read_seal(sealed({**claims, 99: 1}, KEY, SEAL))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with pytest.raises(NotASeal):
        read_seal(raw)
    with pytest.raises(NotASeal):
        read_seal(cbor2.dumps(raw))


@given(st.integers(0, 400), st.integers(1, 255))
def test_an_altered_byte_is_refused_or_no_longer_signed(place: int, flip: int) -> None:
    seal = made()
    raw = bytearray(seal.raw)
    raw[place % len(raw)] ^= flip
    try:
        altered = read_seal(bytes(raw))
    except NotASeal:
        return
    named = altered.token.key_id == KEY.key_id  # it is not part of what is signed
    assert not (named and altered.token.signed_by(KEY.public))
