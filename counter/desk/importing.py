"""Taking an extract of permit holders into the register: good rows kept, bad ones set aside with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from counter.desk.bench import Bench
from counter.desk.beside import lay_beside
from counter.desk.extract import Reader, Row
from counter.desk.extract_lines import FIELDS, encoding_of
from counter.desk.extract_merge import Kept, merged
from counter.desk.rights import demand
from counter.desk.views import Session
from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.store import holders
from counter.store.apply import Kind
from counter.store.initials import initials
from counter.store.store import Acting

CHUNK = 500
"""Rows in one act: small enough to show progress and to lose little, large enough to be quick."""

Progress = Callable[[int, int], None]
"""Called with lines done and lines in all."""


class RejectedNotKept(CounterError):
    """The folder of the extract takes no file of bad rows."""

    happened = Text(
        "有误的 {count} 行无法写到 {folder}:{reason}。",
        "The {count} bad rows could not be written to {folder}: {reason}.",
    )
    kept = Text("好的行已经导入。", "The good rows are in the register.")
    next_step = Text(
        "请把文件放到可写的文件夹再导入一次。",
        "Please put the file where the folder can be written and import it again.",
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``rejected`` is the file of bad rows, when there are any."""

    new: int
    changed: int
    same: int
    bad: tuple[Row, ...]
    rejected: Path | None
    kept: tuple[Kept, ...] = ()
    """What an older extract says of permits on which deeds were done here: told, and not taken."""


@dataclass(frozen=True, slots=True)
class Importing:
    """Verbs about extracts."""

    bench: Bench

    def holders(
        self, session: Session, path: Path, *, mend_dots: bool = False, progress: Progress | None = None
    ) -> Imported:
        """Import an extract; importing the same file again changes nothing, and an interrupted import is just run again.

        Raises:
            NotYourRole, ExtractUnreadable
            RejectedNotKept: the good rows are in, the bad ones could not be set aside.
        """
        demand(session.clerk, "import")
        encoding, lines = encoding_of(path)
        reader = Reader(self.bench.codes, self.bench.clock.today(), mend_dots)
        counts = {"new": 0, "changed": 0, "same": 0}
        bad: list[Row] = []
        kept: list[Kept] = []
        for chunk in _chunks(reader.rows(path, encoding), CHUNK):
            bad += [row for row in chunk if row.record is None]
            kept += self._keep(
                session, _said(path.name), [row for row in chunk if row.record is not None], counts
            )
            if progress:
                progress(min(chunk[-1].line, lines), lines)
        if progress:
            progress(lines, lines)
        rejected = _write_rejected(path, bad) if bad else None
        return Imported(counts["new"], counts["changed"], counts["same"], tuple(bad), rejected, tuple(kept))

    def _keep(self, session: Session, source: str, rows: list[Row], counts: dict[str, int]) -> list[Kept]:
        kept: list[Kept] = []
        permits: list[Mapping[str, Any]] = []
        with self.bench.store.acting(session.clerk.number) as act:
            changes = list(self._changes(act, rows, kept, permits))
            for change in changes:
                counts["changed" if change["changed"] else "new"] += 1
            counts["same"] += len(rows) - len(changes)
            if changes or permits:
                body = {"rows": changes} | ({"permits": permits} if permits else {})
                act.record(Kind.HOLDERS_IMPORTED, source, body)
        return kept

    def _changes(
        self, act: Acting, rows: list[Row], kept: list[Kept], permits: list[Mapping[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        """The rows that are new or different, with the id and the initials they will have; deeds done here are not undone."""
        (following,) = act.db.execute("SELECT coalesce(max(id), 0) + 1 FROM holder").fetchone()
        for row in rows:
            record = row.record or {}
            known = holders.by_number(act.db, record["number"])
            if known is not None:
                both = merged(self.bench, act.db, known.id, record)
                record, told = both.row, both.permit
                kept += both.kept
                permits += [told] if told else []
                if all(str(getattr(known, field)) == record[field] for field in FIELDS):
                    continue
            holder_id = known.id if known else following
            following += 0 if known else 1
            yield {
                **record,
                "id": holder_id,
                "initials": initials(record["name"]),
                "changed": known is not None,
            }


def _said(name: str) -> str:
    """A file's name as text; names on disk are bytes and need not be."""
    return name.encode(errors="replace").decode()


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def _write_rejected(path: Path, bad: list[Row]) -> Path:
    """The bad rows beside the input with line and reasons; mended, the file can be imported itself."""
    rows = [{**row.words, "_line": str(row.line), "_problem": problem_words(row)} for row in bad]
    try:
        return lay_beside(path, "rejected", rows, ["_line", "_problem", *FIELDS])
    except OSError as problem:
        raise RejectedNotKept(count=len(bad), folder=path.parent, reason=of_the_system(problem)) from problem


def problem_words(row: Row) -> str:
    """All faults of a row in one line: ``number: …; birth: …``."""
    return "; ".join(
        f"{fault.field}: {fault.reason.zh}" if fault.field else fault.reason.zh for fault in row.faults
    )
