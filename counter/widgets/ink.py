"""The colours of the face, by what they say; every state also has its word, so colour never speaks alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.style import Style

PAPER: Final = "#1a2026"
"""The ground of every page."""
FIELD: Final = "#2b353e"
"""The ground of the field that takes the keys."""
SHEET: Final = "#faf8f3"
"""The ground of a preview: the colour of paper."""

_ROLES: Final[dict[str, str]] = {
    "ink": "#d8dee2",
    "strong": "bold #ffffff",
    "label": "#8fa0ab",
    "faint": "#64737e",
    "rule": "#3a4751",
    "key": "bold #8cc4d6",
    "here": "bold #8cc4d6",
    "done": "#8fbf8f",
    "wait": "#dcb862",
    "stop": "bold #ef7b6c",
    "refused": "#c98a80",
    "chosen": "bold #ffffff on #32444f",
    "field": f"#d8dee2 on {FIELD}",
    "sheet": f"#1b1b1b on {SHEET}",
    "sheet-ink": f"#1b1b1b on {SHEET}",
    "sheet-label": f"#6a6a66 on {SHEET}",
    "sheet-title": f"bold #000000 on {SHEET}",
    "sheet-rule": f"#8a8a84 on {SHEET}",
    "sheet-code": f"#000000 on {SHEET}",
    "sheet-seal": f"#c8202a on {SHEET}",
    "sheet-seal-word": f"bold #c8202a on {SHEET}",
}


@lru_cache(64)
def style(role: str) -> Style:
    """The style of a role; an unknown role of a preview is plain ink on paper."""
    if role not in _ROLES:
        role = "sheet-ink" if role.startswith("sheet-") else "ink"
    return Style.parse(_ROLES[role])
