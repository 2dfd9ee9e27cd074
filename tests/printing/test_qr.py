from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

from counter.places import data_dir
from counter.printing.form import Box
from counter.printing.forms import load_forms
from counter.printing.qr import MASK, modules, qr_operators, version_of

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def picture(rows: list[list[bool]], scale: int = 3, quiet: int = 4) -> memoryview:
    side = (len(rows) + 2 * quiet) * scale
    line = [b"\xff" * side] * (quiet * scale)
    for row in rows:
        middle = b"".join((b"\x00" if dark else b"\xff") * scale for dark in row)
        line += [b"\xff" * (quiet * scale) + middle + b"\xff" * (quiet * scale)] * scale
    line += [b"\xff" * side] * (quiet * scale)
    return memoryview(b"".join(line)).cast("B", (side, side))


@settings(max_examples=25, deadline=None)
@given(st.text(ALPHANUMERIC, min_size=1, max_size=600))
def test_every_text_is_read_back_and_the_picture_is_that_of_the_library(text: str) -> None:
    rows = modules(text)
    found = zxingcpp.read_barcodes(picture(rows))
    assert [one.text for one in found] == [text]
    library = QRCode(error_correction=ERROR_CORRECT_Q, mask_pattern=MASK, border=0)
    library.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    library.make(fit=True)
    assert rows == [[bool(module) for module in row] for row in library.modules]


@pytest.mark.parametrize("version", [1, 7, 12, 26, 27, 40])
def test_the_version_is_the_smallest(version: int) -> None:
    most = max(count for count in range(3000) if _fits(count, version))
    assert version_of(most) == version
    if version < 40:
        assert version_of(most + 1) == version + 1
    else:
        with pytest.raises(ValueError, match=str(most + 1)):
            version_of(most + 1)


def _fits(count: int, version: int) -> bool:
    try:
        return version_of(count) <= version
    except ValueError:
        return False


def test_the_modules_of_a_code_are_half_a_millimetre() -> None:
    forms, _ = load_forms(data_dir() / "forms")
    coded = [form for form in forms.values() if form.code_at]
    assert coded
    for form in coded:
        assert form.code_at
        assert form.code_at.w / len(modules(form.sample().code)) >= 0.49


def test_the_picture_is_an_image_mask_in_its_box() -> None:
    drawn = qr_operators("HELLO", Box(10, 20, 28, 28), 400)
    assert "/IM true" in drawn
    assert f"{28 * 72 / 25.4:.2f} 0 0" in drawn
