"""Everything ``counter rules check`` does: load, walk every path, run every case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.locale import Text
from counter.rules import cases
from counter.rules.load import load_rulebook
from counter.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what is wrong."""

    services: int
    cases: int
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> Text:
        """One sentence at the end of a check."""
        return Text(
            f"{self.services} 个事项,{self.cases} 个案例,{len(self.problems)} 处问题。",
            f"{self.services} services, {self.cases} cases, {len(self.problems)} problems.",
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        found = [problem.as_json() for problem in self.problems]
        return {"services": self.services, "cases": self.cases, "problems": found}


def check_all(folder: Path, files: tuple[Path, ...] = ()) -> CheckReport:
    """Checks the packs of a folder, or only ``files`` (read together with the folder)."""
    more = tuple(path for path in files if path.resolve().parent != folder.resolve())
    book, problems = load_rulebook(folder, *more)
    ran = [cases.run(book, path) for path in _case_files(folder, files)]
    count = sum(n for report in ran for n in report.counts.values())
    failed = [problem for report in ran for problem in report.problems]
    services = sum(len(place.services) for place in book.jurisdictions.values())
    return CheckReport(services, count, (*problems, *failed))


def _case_files(folder: Path, files: tuple[Path, ...]) -> list[Path]:
    packs = files or tuple(
        path for path in sorted(folder.glob("*.toml")) if not path.name.endswith(".cases.toml")
    )
    return [path for path in map(cases.cases_of, packs) if path.exists()]
