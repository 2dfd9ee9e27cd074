"""One demand of the checklist as lines: what is asked for, and for the marked one its papers and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.widgets.cells import visible, wrap

if TYPE_CHECKING:
    from counter.desk.demand_views import DemandView, PaperView
    from counter.screens.page import Page

Line = tuple[int, str, str, str]
"""Indent, key, text, role."""
_IN = 3
"""Cells by which a paper stands behind its demand."""


def demand_lines(page: Page, demand: DemandView, room: int, *, current: str | None) -> list[Line]:
    """A demand in one line; if it is marked (``current`` is the paper of single keys, or ""), all of it."""
    mark, role = mark_of(demand)
    text = visible(_whose(page, demand) + demand.text.in_(page.house.language))
    if current is None:
        return [(0, mark, text, role)]
    parts = enumerate(wrap(text, room - 2))
    lines: list[Line] = [(0, "" if place else mark, part, "chosen") for place, part in parts]
    for number, paper in enumerate(demand.papers, 1):
        lines += _paper_lines(page, number, paper, room, marked=paper.code == current)
    return lines + _remarks(page, demand)


def mark_of(demand: DemandView) -> tuple[str, str]:
    """How a demand stands, as a sign and its role."""
    if demand.promised_until is not None:
        return "~", "wait"
    return ("✗", "ink") if demand.missing else ("✓", "done")


def _whose(page: Page, demand: DemandView) -> str:
    """Whose paper it is, where its own words do not say so."""
    if demand.of == "applicant":
        return ""
    whose = page.say(f"papers.of.{demand.of}")
    named = whose.rstrip("：: ").lower() in demand.text.in_(page.house.language).lower()
    return "" if named else whose


def _remarks(page: Page, demand: DemandView) -> list[Line]:
    """Copies to be kept, what a power of attorney lacks, the promise that was given or may be."""
    language = page.house.language
    lines: list[Line] = []
    if demand.copies:
        lines.append((_IN, "", page.say("papers.copies-wanted", count=demand.copies), "label"))
    lacks = [page.say("papers.lacks", what=lack.in_(language)) for lack in demand.lacks]
    lines += [(_IN, "", f"✗ {words}", "stop") for words in lacks]
    if demand.promised_until is not None:
        lines.append((_IN, "", page.say("papers.promised", day=demand.promised_until), "done"))
    elif demand.missing and demand.promise_days:
        lines.append((_IN, "p", page.say("papers.promise", days=demand.promise_days), "ink"))
    return lines


def _paper_lines(page: Page, number: int, paper: PaperView, room: int, *, marked: bool) -> list[Line]:
    role = "label" if not paper.mark else "strong" if marked else "ink"
    text = "  ".join(filter(None, (paper.text.in_(page.house.language), _told(page, paper))))
    parts = enumerate(wrap(visible(text), room - _IN - 2))
    return [(_IN, "" if place else str(number), part, role) for place, part in parts]


def _told(page: Page, paper: PaperView) -> str:
    """What became of a paper, in words."""
    words = [page.say(f"papers.mark.{paper.mark}")] if paper.mark else []
    if paper.mark in {"returned", "kept"}:
        words.insert(0, page.say("papers.mark.seen"))
    if paper.copies:
        words.append(page.say("papers.copies", count=paper.copies))
    return "✓ " + " · ".join(words) if words else ""
