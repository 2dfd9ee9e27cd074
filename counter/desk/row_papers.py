"""Sheets with a table: rows as fields, in the words that fonts have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counter.desk.bench import Bench
from counter.desk.papers import unprintable, with_described
from counter.printing.form_table import row_fields
from counter.printing.paper import Paper


def with_rows(
    bench: Bench,
    paper: Paper,
    rows: Sequence[Mapping[str, str]],
    told: Mapping[str, str] | None = None,
) -> Paper:
    """The same sheet with the rows of its form's table; ``told`` describes characters that no font has."""
    table = bench.press.forms[paper.form].table
    if table is None:
        return paper
    missing = unprintable(bench, {str(n): "\n".join(row.values()) for n, row in enumerate(rows)})
    words = missing | dict(told or {})
    printable = [{column: with_described(text, words) for column, text in row.items()} for row in rows]
    return replace(paper, fields=(*paper.fields, *row_fields(table.code, printable)))
