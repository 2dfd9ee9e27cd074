"""Pending upload (待联网上传): what the authority's system does not know yet, handed on by a signed file, each line once.

The counter speaks to no network and says so: a line waits, is in a file, or was confirmed by whoever carried the file.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter.desk.rights import demand
from counter.desk.upload_lines import LONGEST, NotAnUploadFile, body_of, checked, head, signature, told
from counter.desk.views import Session
from counter.desk.window import Window
from counter.errors import Refused
from counter.files import bytes_of
from counter.locale import Text
from counter.store import applications, cases, persons, uploads
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting

LIMIT = 200
_OWNER_ONLY = 0o600
_MOST = 1_000_000_000
"""No number of a batch is above it; the store holds no number without end."""


class NothingToReport(Refused):
    """Everything is in a file already."""

    happened = Text("没有待上传的内容。", "Nothing waits to be reported.")
    kept = Text("没有写文件。", "No file was written.")
    next_step = Text("已导出、未确认的文件在列表里。", "Files that are not confirmed yet are on the list.")


class NoSuchBatch(Refused):
    """There is no such file."""

    happened = Text("没有第 {batch} 批。", "There is no batch {batch}.")
    next_step = Text("请看待上传列表。", "Please see the list of what is to be reported.")


class ConfirmedAlready(Refused):
    """A file is confirmed once."""

    happened = Text("第 {batch} 批已于 {at} 确认。", "Batch {batch} was confirmed at {at}.")
    next_step = Text("不必再报。", "It need not be reported again.")


class AnotherFile(Refused):
    """The file of this batch was made anew since; only the newest one counts."""

    happened = Text(
        "这是第 {batch} 批的旧文件，之后又重新导出过。",
        "This is an older file of batch {batch}; it was exported again.",
    )
    next_step = Text("请用最后一次导出的文件确认。", "Please confirm with the file exported last.")


@dataclass(frozen=True, slots=True)
class UploadView:
    """One act to be reported; ``batch`` is 0 while it waits."""

    act: int
    what: str
    text: Text
    subject: str
    name: str
    at: datetime
    batch: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """A file handed on; ``file`` is where it was just written."""

    batch: int
    at: datetime
    clerk: str
    lines: int
    sha256: str
    confirmed_at: datetime | None
    confirmed_by: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class PendingView:
    """What waits, and the files on their way or confirmed, newest first."""

    waiting: int
    lines: tuple[UploadView, ...]
    batches: tuple[BatchView, ...]


_WHAT = {
    "application": Text("申请", "application"),
    "sheet": Text("盖章单据", "sealed sheet"),
    "permit": Text("居住证", "permit"),
    "loss": Text("挂失", "loss"),
    "visit": Text("入户核实", "home visit"),
    "promise": Text("承诺核查", "promise checked"),
}


class Uploads(Window):
    """Verbs about what is to be reported."""

    __slots__ = ()

    def pending(self, session: Session, limit: int = LIMIT) -> PendingView:
        """What waits, the oldest first, and the newest files."""
        with self.bench.store.reading() as db:
            rows = uploads.in_batch(db, uploads.PENDING, limit)
            return PendingView(
                uploads.count_in(db, uploads.PENDING),
                tuple(self._line(db, row) for row in rows),
                tuple(_batch(one) for one in uploads.batches(db, limit)),
            )

    def export(self, session: Session, path: Path, batch: int = 0) -> BatchView:
        """Write all that waits into a file; or a file that got lost once more, by the number of its batch.

        What goes into the file is recorded before the file stands there under its name: after a power cut in between
        the batch is on the list, and its file is written again with the same lines.

        Raises:
            NotYourRole, NothingToReport, NoSuchBatch, ConfirmedAlready
            OSError: the file cannot be written, or one of that name is there already; nothing was recorded.
        """
        demand(session.clerk, "decide")
        if not path.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with self.bench.store.acting(session.clerk.number) as act:
                number, body = self._gathered(act, batch)
                _lay_down(part, path, body + signature(self.bench, body))
                acts = [entry.n for entry in uploads.acts_in(act.db, batch)]
                sha256 = hashlib.sha256(body).hexdigest()
                act.record(Kind.UPLOAD_EXPORTED, str(number), {"acts": acts, "sha256": sha256})
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
        return self._shown(number, path)

    def confirm(self, session: Session, path: Path) -> BatchView:
        """The authority's system has taken this file: its lines are done.

        Raises:
            NotYourRole, NotAnUploadFile, NoSuchBatch, AnotherFile, ConfirmedAlready
            OSError: the file cannot be read.
        """
        demand(session.clerk, "decide")
        if len(content := bytes_of(path, LONGEST)) > LONGEST:
            raise NotAnUploadFile(file=path.name)
        number, sha256 = checked(self.bench, content, path.name)
        with self.bench.store.acting(session.clerk.number) as act:
            if self._open(act.db, number).sha256 != sha256:
                raise AnotherFile(batch=number)
            act.record(Kind.UPLOAD_CONFIRMED, str(number), {"sha256": sha256})
        return self._shown(number)

    def _gathered(self, act: Acting, batch: int) -> tuple[int, bytes]:
        """The number of a batch, and its lines as they are now."""
        if batch:
            self._open(act.db, batch)
        entries = uploads.acts_in(act.db, batch)
        if not entries:
            raise NothingToReport
        number = batch or uploads.last_batch(act.db) + 1
        what = {row.act: row.what for row in uploads.in_batch(act.db, batch, uploads.ALL)}
        at = self.bench.clock.now().isoformat()
        lines = [told(act.db, entry, what[entry.n]) for entry in entries]
        return number, body_of([head(self.bench, number, at, len(lines)), *lines])

    def _open(self, db: Db, number: int) -> uploads.Batch:
        found = uploads.batch(db, number) if number <= _MOST else None
        if found is None:
            raise NoSuchBatch(batch=number)
        if found.confirmed_at:
            raise ConfirmedAlready(batch=number, at=found.confirmed_at[:16].replace("T", " "))
        return found

    def _shown(self, number: int, file: Path | None = None) -> BatchView:
        with self.bench.store.reading() as db:
            found = uploads.batch(db, number)
        if found is None:
            raise NoSuchBatch(batch=number)
        return _batch(found, file)

    def _line(self, db: Db, row: uploads.Upload) -> UploadView:
        sort = row.what.partition(".")[0]
        return UploadView(
            row.act, row.what, _WHAT.get(sort, Text(sort, sort)), row.subject, _name(db, sort, row.subject),
            datetime.fromisoformat(row.at), row.batch,
        )  # fmt: skip


def _lay_down(part: Path, path: Path, content: bytes) -> None:
    """Write beside the place where the file will stand; readable by its owner only.

    What a power cut left of an earlier attempt is taken away: it would keep citizens' data where nobody looks.

    Raises:
        FileExistsError: something stands there already.
    """
    if path.exists():
        raise FileExistsError(17, os.strerror(17), str(path))
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}"):
        left.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _batch(row: uploads.Batch, file: Path | None = None) -> BatchView:
    confirmed = datetime.fromisoformat(row.confirmed_at) if row.confirmed_at else None
    at = datetime.fromisoformat(row.at)
    return BatchView(row.n, at, row.clerk, row.lines, row.sha256, confirmed, row.confirmed_by, file)


def _name(db: Db, sort: str, subject: str) -> str:
    """Whose matter a line is about, where that can be said in one read."""
    if sort == "sheet":
        sheet = cases.sheet(db, subject)
        return sheet.holder if sheet else ""
    application = applications.by_id(db, subject)
    person = persons.by_id(db, application.person) if application else None
    return person.name if person else ""
