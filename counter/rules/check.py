"""Everything ``counter rules check`` does: load, walk every path, run every case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.locale import Text
from counter.rules import cases
from counter.rules.load import CASES, load_rulebook
from counter.rules.problems import Problem
from counter.rules.prove import Proof, prove
from counter.rules.reading_calendars import read_calendars


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what is wrong; ``cases`` counts them per ``jurisdiction/service``."""

    proof: Proof
    cases: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> Text:
        """One sentence at the end of a check."""
        proof, count = self.proof, sum(self.cases.values())
        return Text(
            f"{proof.services} 个事项,{proof.days} 个时段,{proof.combinations} 种回答组合({proof.steps} 步),"
            f"{count} 个案例:{len(self.problems)} 处问题。",
            f"{proof.services} services, {proof.days} periods, {proof.combinations} combinations of answers "
            f"({proof.steps} steps), {count} cases: {len(self.problems)} problems.",
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "services": self.proof.services,
            "periods": self.proof.days,
            "combinations": self.proof.combinations,
            "cases": self.cases,
            "problems": [problem.as_json() for problem in self.problems],
        }


def check_all(folder: Path, files: tuple[Path, ...] = ()) -> CheckReport:
    """Checks the packs of a folder; with ``files`` their cases only, and packs outside the folder are read with it."""
    files = tuple(cases.pack_of(path) for path in files)
    outside = tuple(path for path in files if path.resolve().parent != folder.resolve())
    book, problems = load_rulebook(folder, *outside)
    problems = (*problems, *read_calendars(folder.parent / "calendars")[1])
    if problems:
        # What a faulty pack says is not what it means: it is neither walked nor tried on cases.
        return CheckReport(Proof(), {}, problems)
    proof = prove(book)
    ran = {path.name.removesuffix(CASES): cases.run(book, path) for path in _case_files(folder, files)}
    counts = {
        f"{place}/{service}": n for place, report in ran.items() for service, n in report.counts.items()
    }
    failed = [problem for report in ran.values() for problem in report.problems]
    return CheckReport(
        proof, counts, (*sorted(proof.problems.values(), key=lambda problem: problem.rank), *failed)
    )


def _case_files(folder: Path, files: tuple[Path, ...]) -> list[Path]:
    if not files:
        return sorted(folder.glob(f"*{CASES}"))
    return [path for path in map(cases.cases_of, files) if path.exists()]
