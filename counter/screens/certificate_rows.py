"""The rows of a certificate while it is typed: its fields, and one row for the members of a household, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.certificate_views import CertificateView
    from counter.locale import Language

MEMBER = "member"
"""The row in which one member of the household after the other is typed."""
_SHOWN = 3
"""Members above the rows; the read-back tells all of them."""


def rows_of(view: CertificateView, *, at_member: bool = False) -> Form:
    """The form; the first empty row that must be filled takes the keys, or the one of the members."""
    rows = [FormRow(entry.code, "", entry.value) for entry in view.entries]
    form = Form(rows + ([FormRow(MEMBER, "")] if view.has_rows else []))
    wanting = (n for n, entry in enumerate(view.entries) if not entry.value and not entry.optional)
    last = len(form.rows) - 1
    form.at = last if at_member else next(wanting, last)
    return form


def draw_rows(
    canvas: Canvas, form: Form, view: CertificateView, say: Callable[..., str], language: Language
) -> None:
    """The members told last, the rows, and what such a field reads like."""
    for row, entry in zip(form.rows, view.entries, strict=False):
        row.label = entry.label.in_(language)
    y = 4
    if view.has_rows:
        form.rows[-1].label = say("certificate.member")
        for number, member in list(enumerate(view.rows, 1))[-_SHOWN:]:
            canvas.put(2, y, f"{number}. {member}", "label", canvas.columns - 4)
            y += 1
    y = form.draw(canvas, 2, y, canvas.columns - 4)
    canvas.block(2, y + 1, _hint(form, view, say), "faint", canvas.columns - 4, 2)


def _hint(form: Form, view: CertificateView, say: Callable[..., str]) -> str:
    code = form.row.key
    if code == MEMBER:
        return say("certificate.member-hint")
    sample = next((entry.sample for entry in view.entries if entry.code == code), "")
    return say("certificate.like", sample=" ".join(sample.split())) if sample else ""
