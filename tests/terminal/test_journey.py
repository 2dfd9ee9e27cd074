"""From sign-in to the PDF with key presses only, in a real terminal of 80 × 24."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.component]

GULI = "650198199103080465"
SERIAL = re.compile(r"L[0-9]{9}-[0-9]{2}-[0-9]{8}-[0-9]{4}")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Tmux]:
    """A terminal on a new machine."""
    tmux = Tmux(tmp_path)
    yield tmux
    tmux.close()


def signed_in(window: Tmux) -> None:
    window.wait("望山路派出所", "训练站", "口令")
    window.type("0000")
    window.press("Enter")
    window.wait("没有待办")


def test_from_an_empty_machine_to_paper(window: Tmux) -> None:
    signed_in(window)
    window.press("F5")
    window.wait("1 号码", "←")
    window.type(GULI)
    window.wait("1991-03-08", "女", "号码正确")
    window.press("Enter")
    window.wait("古丽巴哈尔·艾山江", "有效", "居民户口簿", "650198********0465")
    window.press("2")
    window.wait("古  丽  巴  哈  尔  ·  艾  山  江", "念给本人听")
    window.press("Enter")
    preview = window.wait("确认单", "样张 SPECIMEN", "Enter 打印", "居民户口簿")
    assert GULI not in preview, "the whole number stands on the screen without having been asked for"
    window.press("Enter")
    found = SERIAL.search(window.wait("纸出来了吗"))
    assert found, "the serial of the sheet does not stand on the screen"
    serial = found[0]
    window.press("1")
    window.wait(f"已开具 {serial}")
    pdf = window.home / "paper" / f"{serial}.pdf"
    state = json.loads(pdf.with_suffix(".json").read_text())
    words = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert state["serial"] == serial
    for word in ("古丽巴哈尔·艾山江", GULI, "居民户口簿", serial, "样张", "王思远 0337"):
        assert word in words.replace("\u3000", " ")


def test_refused_with_its_article_and_a_printed_notice(window: Tmux) -> None:
    signed_in(window)
    window.press("F5")
    window.type("410198199506060640")
    window.press("Enter")
    window.wait("已被注销", "市政府令第270号", "重新申领")
    window.press("Enter")
    window.wait("告知单出来了吗")
    window.press("1")
    window.wait("已告知")
    (notice,) = (window.home / "paper").glob("*.pdf")
    words = subprocess.run(
        ["pdftotext", "-layout", notice, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "郑丽娜" in words
    assert "注销" in words


def test_keys_typed_ahead_all_arrive(window: Tmux) -> None:
    """A practised clerk does not look: the whole journey typed at once, from the PIN to 'good', loses no key."""
    window.wait("口令")
    window.type("0000")
    window.press("Enter", "F5")
    window.type(GULI)
    window.press("Enter", "2", "Enter", "Enter", "1")
    window.wait("已开具 L110108990", "已开具 1")


def test_hostile_words_are_only_words(window: Tmux) -> None:
    signed_in(window)
    window.press("F5")
    for text in ("[red]张[/x]", "'; DROP TABLE holder; --", "${PATH}`id`", "%s{0}"):
        window.type(text)
        window.wait(text[:12])
        window.press(*["BSpace"] * len(text))
    window.type("李𠅤")
    window.wait("李𠅤", "130198********0138")
