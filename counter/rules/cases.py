"""Expected results as data: ``x.cases.toml`` beside ``x.toml``, readable by a jurist, run by ``rules check``.

One table per case, under the name of its service::

    [[confirmation-slip]]
    zh = "代办人来开具:须由本人到场"
    on = [2020-11-20, 2026-11-22]
    facts = { present = "agent" }
    expect = { outcome = "refuse", refusals = ["holder-must-come"] }

``[ordinary.confirmation-slip]`` holds the facts of the ordinary case; a case states only what differs (``without`` takes
facts away), and ``each = { permit-state = ["cancelled", "revoked"] }`` runs it once per value. A case whose facts must
not start from the ordinary ones says ``ordinary = false``.

``expect`` holds what the case is about and nothing else. Lists are compared without regard to order; ``advice`` and
``notes`` need only be among those given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any

from counter.errors import CounterError
from counter.rules.answer import Answer
from counter.rules.book import Rulebook
from counter.rules.load import CASES
from counter.rules.locate import Place
from counter.rules.opening import open_pack
from counter.rules.problems import Problem, nearest
from counter.rules.reading import Pack, Reader


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases ran per service, and those that did not come out as expected."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]


def cases_of(pack: Path) -> Path:
    """The file of expected results beside a pack."""
    return pack.with_name(pack.name.removesuffix(".toml") + CASES)


def pack_of(path: Path) -> Path:
    """The pack that a file of expected results belongs to; a pack itself stays."""
    return path.with_name(path.name.removesuffix(CASES) + ".toml") if path.name.endswith(CASES) else path


def run(book: Rulebook, path: Path) -> Report:
    """Runs every case of a file against the rulebook; days of a list count as one case each."""
    jurisdiction = path.name.removesuffix(CASES)
    pack, data, faults = open_pack(path)
    if faults:
        return Report({}, faults)
    if jurisdiction not in book.jurisdictions:
        zh, en = (
            f"没有地区“{jurisdiction}”的规则文件。",
            f"There is no pack of a jurisdiction '{jurisdiction}'.",
        )
        pack.fault((), "unknown-jurisdiction", zh, en, nearest(jurisdiction, book.jurisdictions))
        return Report({}, tuple(pack.problems))
    reader = _CaseReader(book, pack, jurisdiction, _ordinary(book, pack, jurisdiction, data))
    counts: dict[str, int] = {}
    for service, rows in data.items():
        if not isinstance(rows, list):
            pack.wrong_sort((service,), rows, list)
            continue
        for number, row in enumerate(rows):
            counts[service] = counts.get(service, 0) + reader.row(service, number, row)
    return Report(counts, tuple(pack.problems))


def _ordinary(
    book: Rulebook, pack: Pack, jurisdiction: str, data: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """The facts of the ordinary case of each service."""
    table = pack.table(data.pop("ordinary", {}), ("ordinary",))
    services = book.services(jurisdiction)
    for code in table.data:
        if code not in services:
            zh, en = f"没有事项“{code}”。", f"There is no service '{code}'."
            table.fault(code, "unknown-service", zh, en, nearest(code, services))
    return {code: table.take(code, dict, {}) for code in table.data}


@dataclass(slots=True)
class _CaseReader:
    """Runs the rows of one file; faults are noted in the pack at the line of the row."""

    book: Rulebook
    pack: Pack
    jurisdiction: str
    ordinary: dict[str, dict[str, Any]]

    def row(self, service: str, number: int, row: Any) -> int:
        """Runs one row on each of its days, for each of its values; gives how many cases that was."""
        place: Place = (service, number)
        table = self.pack.table(row, place)
        title = table.need("zh", str, "")
        table.take("en", str, "")
        expect = table.need("expect", dict, {})
        days = _days(table)
        if not expect and "expect" in table.data:
            table.fault("expect", "list-empty", "“expect”不能为空。", "'expect' must not be empty.")
        runs = list(product(days, self._facts(service, table)))
        table.done()
        for day, facts in runs:
            for zh, en in self._differences(service, day, facts, expect):
                self.pack.fault(place, "case-failed", f"“{title}”({day}):{zh}", f"'{title}' ({day}): {en}")
        return len(runs)

    def _facts(self, service: str, table: Reader) -> list[dict[str, Any]]:
        base = dict(self.ordinary.get(service, {})) if table.take("ordinary", bool, True) else {}
        for word in table.words("without"):
            base.pop(word, None)
        base |= table.take("facts", dict, {})
        listed = self.pack.table(table.take("each", dict, {}), (*table.place, "each"))
        each = {code: listed.take(code, list, []) for code in listed.data}
        for code, values in each.items():
            if values == listed.data[code] == []:
                table.fault("each", "list-empty", f"“{code}”不能为空。", f"'{code}' must not be empty.")
        return [{**base, **dict(zip(each, values, strict=True))} for values in product(*each.values())]

    def _differences(
        self, service: str, day: Any, facts: dict[str, Any], expect: dict[str, Any]
    ) -> Iterator[tuple[str, str]]:
        if not isinstance(day, date) or isinstance(day, datetime):
            yield "on 应为日期。", "on must be a date."
            return
        try:
            answer = self.book.explain(self.jurisdiction, service, day, facts)
        except CounterError as fault:
            yield fault.said("zh"), fault.said("en")
            return
        for key, wanted in expect.items():
            yield from _compare(answer, key, wanted)


def _days(table: Reader) -> list[Any]:
    """The days of a row; they are looked at one by one when it runs."""
    table.taken.add("on")
    found = table.data.get("on")
    if found == []:
        table.fault("on", "list-empty", "“on”不能为空。", "'on' must not be empty.")
    return found if isinstance(found, list) else [found]


def _compare(answer: Answer, key: str, wanted: Any) -> Iterator[tuple[str, str]]:
    read = _READ.get(key)
    if read is None:
        near = nearest(key, _READ)
        yield f"expect 中不认识“{key}”,是否指 {near}?", f"Unknown key '{key}' in expect; did you mean {near}?"
        return
    found = read(answer)
    if isinstance(found, list):
        listed = wanted if isinstance(wanted, list) else [wanted]
        missing = [word for word in listed if word not in found]
        extra = [] if key in ("advice", "notes") else [word for word in found if word not in listed]
        if missing or extra:
            yield f"{key} 应为 {listed},实为 {found}", f"{key} should be {listed}, is {found}"
    elif found != wanted:
        yield f"{key} 应为 {wanted},实为 {found}", f"{key} should be {wanted}, is {found}"


def _fee(answer: Answer) -> Any:
    if answer.fee is None:
        return "none"
    return "local" if answer.fee.fen is None else answer.fee.fen


def _validity(answer: Answer) -> Any:
    validity = answer.validity
    if validity is None:
        return "none"
    return (
        "long-term"
        if validity.long_term
        else f"{validity.years}y"
        if validity.years
        else f"{validity.months}m"
    )


_READ: dict[str, Callable[[Answer], Any]] = {
    "outcome": lambda answer: answer.outcome,
    "questions": lambda answer: [question.fact for question in answer.questions],
    "first": lambda answer: answer.questions[0].fact if answer.questions else "none",
    "refusals": lambda answer: [refusal.code for refusal in answer.refusals],
    "documents": lambda answer: [demand.group for demand in answer.documents],
    "missing": lambda answer: list(answer.missing),
    "lacks": lambda answer: [word for demand in answer.documents for word in demand.lacks],
    "signatures": lambda answer: [f"{signature.paper} by {signature.by}" for signature in answer.signatures],
    "fee": _fee,
    "due": lambda answer: (answer.deadline.due or "none") if answer.deadline else "none",
    "estimated": lambda answer: bool(answer.deadline and answer.deadline.estimated),
    "days": lambda answer: answer.deadline.days if answer.deadline else "none",
    "starts": lambda answer: answer.deadline.starts if answer.deadline else "none",
    "collection": lambda answer: [way.mode for way in answer.collection],
    "fingerprint": lambda answer: answer.fingerprint,
    "validity": _validity,
    "until": lambda answer: (answer.validity.until or "none") if answer.validity else "none",
    "advice": lambda answer: [said.code for said in answer.advice],
    "notes": lambda answer: [said.code for said in answer.notes],
    "effect": lambda answer: answer.effect.deed if answer.effect else "none",
    "years": lambda answer: answer.effect.years if answer.effect else "none",
    "steps": lambda answer: [step.part for step in answer.steps],
}
"""What a case may expect, and how it is read from an answer."""
