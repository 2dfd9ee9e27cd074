"""Characters that no font of the station has: each is described in a row of the read-back, and printed as 〓 with the words."""

from __future__ import annotations

from collections.abc import Iterable

from counter.widgets.form import Form, FormRow

_DRAFT = "missing:"
"""Drafts of descriptions are kept under this and the character."""


def rows_for(missing: Iterable[tuple[str, str]]) -> list[FormRow]:
    """A row for each character, with its code point."""
    return [FormRow(_DRAFT + character, f"〓 {point}") for character, point in missing]


def described(form: Form | None) -> dict[str, str]:
    """What was typed, by character."""
    rows = form.rows if form is not None else []
    return {row.key.removeprefix(_DRAFT): row.value.strip() for row in rows}
