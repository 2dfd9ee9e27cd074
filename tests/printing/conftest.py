"""A warm press for the whole room, a key, and sheets with signed codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counter.places import data_dir
from counter.printing.code import SigningKey, SlipClaims, sign
from counter.printing.paper import Paper
from counter.printing.press import Press
from counter.trust.chain import Chain

AT = 1_795_314_000
SERIAL = "L110108990-01-20261122-0001"
NAMES = (
    "李𠅤",
    "赵𬭎",
    "古丽巴哈尔·艾山江",
    "𰻝",
    "頔",
    "[red]张[/x]",
    "'; DROP TABLE",
    "阿卜杜热合曼·麦麦提图尔荪·艾合买提江·玉素甫江·买",
    "〓(U+2EBF0)文",
    "$(reboot) `ls` \\n %s {name}",
)


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(data_dir())


@pytest.fixture(scope="session")
def key() -> SigningKey:
    """Always the same key, so that every picture of a code is the same in every run."""
    return SigningKey.of(b"a key for tests and nothing else")


@pytest.fixture(scope="session")
def keys(key: SigningKey) -> Chain:
    """The bare public key of the station, as somebody holds it who was handed the file."""
    return Chain.of(key.public.text())


def claims_of(paper: Paper) -> SlipClaims:
    return SlipClaims(paper.serial, paper.form, "granted", "110108990000", AT, paper.digest(), paper.specimen)


def with_fields(paper: Paper, **texts: str) -> Paper:
    """The sheet with other texts; ``household_address`` names the field ``household-address``."""
    given = {code.replace("_", "-"): text for code, text in texts.items()}
    return replace(paper, fields=tuple((code, given.get(code, text)) for code, text in paper.fields))


@pytest.fixture(scope="session")
def signed(press: Press, key: SigningKey) -> Callable[..., Paper]:
    """A sheet of a form with its code, where the form has a place for one: ``signed("confirmation-slip", name="李𠅤")``."""

    def make(form: str = "confirmation-slip", **texts: str) -> Paper:
        paper = with_fields(press.forms[form].sample(SERIAL), **texts)
        if press.forms[form].code_at is None:
            return paper
        return replace(paper, code=sign(claims_of(paper), key))

    return make


@pytest.fixture
def slip_file(press: Press, signed: Callable[..., Paper], tmp_path: Path) -> Path:
    """A slip with all kinds of letters, on disk."""
    file = tmp_path / "slip.pdf"
    file.write_bytes(
        press.pdf(signed(name="李𠅤·赵𬭎·𰻝", household_address="新疆维吾尔自治区古丽巴哈尔·艾山江路 18 号"))
    )
    return file
