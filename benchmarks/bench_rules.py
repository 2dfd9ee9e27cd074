"""Times the rulebook: loading all packs, one fully answered case, every question open, the whole proof.

Each time stands beside a yardstick of the same run, because the machine is never the same twice: loading beside the bare
reading of the same files by tomllib, a case beside turning its answer into JSON text.

    python -m benchmarks.bench_rules
"""

from __future__ import annotations

import json
import statistics
import time
import tomllib
from collections.abc import Callable
from datetime import date

from counter.places import data_dir
from counter.rules import load_rulebook
from counter.rules.check import check_all

PACKS = data_dir() / "jurisdictions"
DAY = date(2026, 11, 22)
CARD = {
    "present": "guardian-with-applicant", "birth-date": "2012-05-01", "household": "partner-province", "soldier": "no",
    "earlier-card": "none", "stay-ground": "study", "relation-registered": "no", "collect-by": "mail",
    "shown": "household-book,student-card,guardian.id-card,guardian.household-book,birth-certificate",
}  # fmt: skip
SLIP = {"present": "self", "permit-state": "valid", "shown": "household-book"}


def timed(act: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds, after one unmeasured turn."""
    act()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), sorted(took)[int(len(took) * 0.99)]


def line(
    name: str, took: tuple[float, float], limit: float, yardstick: str, beside: tuple[float, float]
) -> None:
    verdict = "within" if took[0] < limit else "OVER"
    print(
        f"{name:<34} median {took[0]:8.3f} ms  p99 {took[1]:8.3f} ms  {verdict} {limit:g} ms"
        f"   {took[0] / beside[0]:6.2f} x {yardstick} ({beside[0]:.3f} ms)"
    )


def main() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in PACKS.glob("*.toml")
        if not path.name.endswith(".cases.toml")
    ]
    bare = timed(lambda: [tomllib.loads(text) for text in texts], 15)
    line("load of all packs", timed(lambda: load_rulebook(PACKS), 15), 60, "tomllib on the same files", bare)
    book, problems = load_rulebook(PACKS)
    assert not problems
    for name, place, service, facts, outcome, limit in (
        ("explain, slip, fully answered", "beijing", "confirmation-slip", SLIP, "accept", 2),
        ("explain, first card of a child", "wuxi", "first-id-card", CARD, "accept", 2),
        ("explain, first card, all open", "wuxi", "first-id-card", {}, "open", 5),
    ):
        answer = book.explain(place, service, DAY, facts)
        assert answer.outcome == outcome, answer.outcome
        written = timed(lambda answer=answer: json.dumps(answer.as_json(), ensure_ascii=False), 300)
        took = timed(lambda p=place, s=service, f=facts: book.explain(p, s, DAY, f), 1000)
        line(name, took, limit, "its answer as JSON", written)
    started = time.perf_counter()
    report = check_all(PACKS)
    print(f"rules check: {time.perf_counter() - started:.2f} s (limit 20 s)  {report.summary.en}")


if __name__ == "__main__":
    main()
