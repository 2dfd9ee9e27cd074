"""The sheet as the screen shows it before it is printed: the same model as the PDF, set as text."""

from __future__ import annotations

from dataclasses import replace

from counter.desk.bench import Bench
from counter.desk.views import PreviewSpan
from counter.locale import Language
from counter.printing.paper import Paper
from counter.printing.preview import text_page
from counter.values.citizen_number import mask

_NUMBER = "citizen-number"
_TO_COME = "········"
"""Where the serial will stand: it is not taken before the clerk prints."""


def preview_lines(
    bench: Bench, paper: Paper, columns: int, language: Language, *, unmasked: bool
) -> tuple[tuple[PreviewSpan, ...], ...]:
    """Lines of spans, ``columns`` cells wide; the citizen number is masked unless it was unmasked by an act."""
    fields = tuple(
        (code, text if unmasked or code != _NUMBER or "*" in text else mask(text))
        for code, text in paper.fields
    )
    shown = replace(paper, fields=fields, serial=paper.serial or _TO_COME)
    lines = text_page(bench.press.forms[paper.form], shown, columns, language)
    return tuple(tuple(PreviewSpan(text, role) for text, role in line) for line in lines)
