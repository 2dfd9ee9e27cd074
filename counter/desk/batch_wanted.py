"""Which lines of a list get a slip: one that the rules of this day allow, that nobody has had, that was read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter.desk.batch_lines import Asked
from counter.desk.bench import Bench
from counter.desk.cases import SERVICE, explained, holder_view, shown_choices
from counter.desk.views import Choice
from counter.errors import CounterError
from counter.locale import Text
from counter.rules.answer import Refusal
from counter.store import cases, holders
from counter.values.citizen_number import CitizenNumber

_NOT_READ = Text("没有写明已由本人核对", "the list does not say that the holder read it")
_NO_SUCH_DOCUMENT = Text("不认识的证件“{shown}”", "no such document: {shown}")
_TWICE = Text("与第 {line} 行是同一个号码", "the same number as in line {line}")
_NO_GLYPH = Text("{points} 没有字形，请到窗口办理", "{points}: no glyph; please issue it at the window")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that the rules allow: whose slip, what was shown."""

    asked: Asked
    case_id: str
    row: holders.Holder
    shown: Choice


def wanted(bench: Bench, label: str, asked: Sequence[Asked]) -> Iterator[tuple[Asked, Wanted | Text | None]]:
    """Each line with what is to be printed, or why nothing is; None for what was printed before."""
    seen: dict[str, int] = {}
    choices = shown_choices(bench, bench.clock.today())
    for line in asked:
        try:
            number = CitizenNumber.parse(line.number, bench.clock.today()).text
        except CounterError as problem:
            yield line, Text(problem.sentences("zh")[0], problem.sentences("en")[0])
            continue
        if (first := seen.setdefault(number, line.line)) != line.line:
            yield line, _TWICE.format(line=first)
        elif sheet_of(bench, case_id := case_id_of(label, number)) is not None:
            yield line, None
        else:
            yield line, _allowed(bench, line, case_id, number, choices)


def _allowed(
    bench: Bench, line: Asked, case_id: str, number: str, choices: Sequence[Choice]
) -> Wanted | Text:
    """The slip that the rules of this day allow for a line, or their refusal with its article."""
    chosen = next((c for c in choices if line.shown in {c.code, c.key, c.text.zh}), None)
    if chosen is None:
        return _NO_SUCH_DOCUMENT.format(shown=line.shown[:40])
    with bench.store.reading() as db:
        row = holders.by_number(db, number)
    facts = {"shown": chosen.code} | ({"holder": row.id} if row else {"searched": number})
    case = cases.Case(case_id, SERVICE, "", "", bench.clock.now().isoformat(), facts, False, True, 0)
    refusals = explained(bench, case, row).refusals
    if refusals or row is None:
        return _refused(refusals)
    if not line.read_back:
        return _NOT_READ
    if missing := holder_view(bench, row).missing:
        return _NO_GLYPH.format(points="、".join(point for _, point in missing))
    return Wanted(line, case_id, row, chosen)


def sheet_of(bench: Bench, case_id: str) -> cases.Sheet | None:
    """The sheet of a line's journey, if it came so far."""
    with bench.store.reading() as db:
        case = cases.case(db, case_id)
        return cases.sheet(db, case.facts["sheet"]) if case and "sheet" in case.facts else None


def case_id_of(label: str, number: str) -> str:
    """The journey of a citizen in a list: the same whenever the list is run."""
    return hashlib.sha256(f"{label}\0{number}".encode(errors="replace")).hexdigest()[:16]


def _refused(refusals: Sequence[Refusal]) -> Text:
    """A refusal in one line, with its article."""
    told = [Text(f"{r.text.zh}（{r.source.text.zh}）", f"{r.text.en} ({r.source.text.en})") for r in refusals]
    return Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))
