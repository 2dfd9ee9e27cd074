"""Builds a form from the checked values of its file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counter.locale import Text
from counter.printing import form_keys as keys
from counter.printing.form import Cut, Field, Form, Line, Repeat, SealPlace, Style, Table, Words
from counter.printing.form_table import Column

COLUMN_STYLE = {"size": 9.5, "floor": 7.0}
"""Letters of a table."""


def _style(values: dict[str, Any]) -> Style:
    """The letter style among the values of a table; letters smaller than the usual floor are their own floor."""
    style = Style(**{key: values[key] for key in keys.STYLE if key in values})
    return replace(style, floor=min(style.floor, style.size))


def built(
    top: dict[str, Any], parts: dict[str, dict[str, Any]], lists: dict[str, list[dict[str, Any]]]
) -> Form:
    """The form from checked values."""
    title, serial, seal, code = parts["title"], parts["serial"], parts.get("seal"), parts.get("code", {})
    cut = parts.get("cut")
    return Form(
        code=top["form"],
        title=Text(title["zh"], title["en"]),
        source=top["source"],
        width=top["page"][0],
        height=top["page"][1],
        title_at=title["at"],
        title_style=_style(title),
        serial_label=serial["label"],
        serial_at=serial["at"],
        serial_style=_style(serial),
        fields=tuple(_field(values) for values in lists["fields"]),
        words=tuple(_words(values) for values in lists["words"]),
        seal=SealPlace(seal["centre"][0], seal["centre"][1], seal["diameter"]) if seal else None,
        purpose=seal["purpose"] if seal else "",
        sample_unit=seal["sample-unit"] if seal else "",
        code_at=code.get("at"),
        code_caption=code.get("caption"),
        code_state=code.get("state", ""),
        specimen_at=parts["specimen"]["at"],
        title_en_at=title.get("en-at"),
        lines=tuple(Line(values["from"], values["to"]) for values in lists["lines"]),
        repeats=tuple(_repeat(values) for values in lists["repeats"]),
        cut=Cut(cut["y"], cut["caption"], cut["at"], cut.get("seal-x")) if cut else None,
        table=_table(parts["table"], lists["columns"]) if "table" in parts else None,
        printer=top.get("printer", "slips"),
        preprinted=top.get("preprinted", False),
        roll=top.get("roll", False),
    )


def _field(values: dict[str, Any]) -> Field:
    """One field from checked values."""
    return Field(
        code=values["code"],
        label=values["label"],
        sample=values["sample"],
        at=values["at"],
        label_at=values.get("label-at"),
        style=_style(values),
        optional=values.get("optional", False),
        ruled=values.get("ruled", "label-at" in values),
        taken_from=values.get("from", values["code"]),
        blank=values.get("blank", ""),
        whose=values.get("whose"),
        answered=values.get("answered", False),
    )


def _words(values: dict[str, Any]) -> Words:
    """Standing words from checked values."""
    text = Text(values["zh"], values["en"])
    return Words(text, values["at"], _style(values), values.get("en-at"), values.get("ruled", False))


def _repeat(values: dict[str, Any]) -> Repeat:
    """A second place of a field from checked values."""
    ruled = values.get("ruled", "label-at" in values)
    return Repeat(values["of"], values["at"], values.get("label-at"), _style(values), ruled)


def _table(values: dict[str, Any], columns: list[dict[str, Any]]) -> Table:
    """The table from checked values."""
    return Table(
        code=values["code"],
        at=values["at"],
        head=values["head"],
        row=values["row"],
        columns=tuple(_column(one) for one in columns),
        page_at=values.get("page-at"),
        rest=values.get("rest", "closed"),
    )


def _column(values: dict[str, Any]) -> Column:
    """One column from checked values; its letters are small unless the file says otherwise."""
    style = _style({**COLUMN_STYLE, **values})
    return Column(
        values["code"],
        values["label"],
        values["samples"],
        values["width"],
        style,
        values.get("optional", False),
    )
