"""What the commands about permits say to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from counter.cli.common import language, said
from counter.locale import Text

_YEARS = {
    "run-on": Text("居住年限连续计算", "the years of residence run on"),
    "anew": Text("居住年限重新计算", "the years of residence begin anew"),
    "": Text("", ""),
}


def permit_lines(view: Any) -> Iterator[str]:
    """A permit, its dates, what an endorsement would do, and what can be done."""
    spoken, holder = language(), view.holder
    yield f"{holder.masked_number}  {holder.name}  {holder.permit.in_(spoken)} {holder.permit_number}  [{view.state.in_(spoken)}]"
    yield said(
        f"  签发 {holder.issued}  签注至 {holder.endorsed_until}  居住年限自 {view.years_from} 起",
        f"  issued {holder.issued}  endorsed until {holder.endorsed_until}  years of residence since {view.years_from}",
    )
    if view.by_time:
        yield f"  ! {view.by_time.in_(spoken)} ({view.by_time_source.in_(spoken)})"
    if view.window:
        window = view.window
        rule = f"{window.rule.in_(spoken)} ({window.source.in_(spoken)})"
        yield f"  {window.text.in_(spoken)}  {window.opens} – {window.closes}  {rule}"
    if view.outlook.text:
        years = _YEARS[view.outlook.years].in_(spoken)
        yield (
            said(f"  今天签注：至 {view.outlook.until}", f"  endorsed today: until {view.outlook.until}")
            + f"  {years}"
        )
        yield f"    {view.outlook.text.in_(spoken)}"
    for refusal in view.outlook.refusals:
        yield f"  ✗ {refusal.text.in_(spoken)} ({refusal.source.in_(spoken)})"
        yield f"    {refusal.remedy.in_(spoken)}"
    yield f"  → {' '.join(view.can)}".rstrip()


def history_lines(deeds: Iterable[Any]) -> Iterator[str]:
    """Deeds, newest first, each with who did it and why."""
    spoken = language()
    for deed in deeds:
        people = f"{deed.clerk}+{deed.second}" if deed.second else deed.clerk
        what = f"{deed.text.in_(spoken)} → {deed.state.in_(spoken)}"
        yield f"{deed.at:%Y-%m-%d %H:%M}  {people}  {what}  {deed.application} {deed.sheet}".rstrip()
        for column, old, new in deed.changes:
            yield f"    {column}: {old} → {new}"
        if deed.reason:
            yield f"    {deed.reason}"
        if deed.article:
            yield f"    {deed.article.in_(spoken)}"


def guide_lines(guide: Any) -> Iterator[str]:
    """A guide: steps with their sources, where it counts, what never counts."""
    spoken = language()
    parts = {
        "app": said("用哪个 App", "the app"),
        "before": said("先要有", "needed first"),
        "claim": said("领取", "getting it"),
        "show": said("出示", "showing it"),
        "check": said("核验", "checking it"),
    }
    yield f"{guide.place.in_(spoken)} · {guide.title.in_(spoken)}  ({guide.since} –)"
    for step in guide.steps:
        yield f"  {parts[step.part]} {step.number}  {step.text.in_(spoken)} ({step.source.in_(spoken)})"
    yield from (f"  {line}" for line in accepted_lines(guide.places))
    for refusal in guide.never:
        yield f"  ✗ {refusal.text.in_(spoken)} {refusal.remedy.in_(spoken)} ({refusal.source.in_(spoken)})"


def accepted_lines(places: Iterable[Any]) -> Iterator[str]:
    """Places, accepted or not, with the source."""
    spoken = language()
    for place in places:
        remedy = f" {place.remedy.in_(spoken)}" if place.remedy else ""
        mark = "✓" if place.accepted else "✗"
        yield f"{mark} {place.text.in_(spoken)}  {place.why.in_(spoken)}{remedy} ({place.source.in_(spoken)})"


def sheet_line(sheet: Any) -> str:
    """A sheet of paper and where it is."""
    return f"{sheet.serial}  {sheet.title.in_(language())}  {sheet.state.text.in_(language())}  {sheet.file}".rstrip()
