"""Number and PIN, with which a clerk signs: an empty row is no attempt, and is not counted as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from counter.screens.page import Page

_DEMANDED: Final = {"number": "sign-in.no-number", "officer": "sign-in.no-number", "pin": "sign-in.no-pin"}
"""What is said of an empty row, by its key."""


def wanting(page: Page) -> bool:
    """Whether number or PIN is empty in the rows gone through so far: the first such row takes the keys, and it is said."""
    form = page.form
    for place, row in enumerate(form.rows[: form.at + 1] if form is not None else ()):
        if form is not None and row.key in _DEMANDED and not row.value.strip():
            form.at = place
            page.aside(page.say(_DEMANDED[row.key]))
            return True
    return False
