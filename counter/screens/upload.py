"""Pending upload (待联网上传): what waits, and the files on their way: written, confirmed, or written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.screens.page import Page
from counter.values.citizen_number import normalise
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.uploads import BatchView, PendingView
    from counter.desk.views import Session

_DEEDS = {"1": "export", "2": "confirm", "3": "again"}


class FileNotTaken(CounterError):
    """The system does not give or take the file."""

    happened = Text("文件 {file} 不能使用：{reason}。", "The file {file} cannot be used: {reason}.")
    kept = Text("没有登记任何内容。", "Nothing was recorded.")
    next_step = Text("请改正文件名，或换一个文件夹。", "Please mend the name, or use another folder.")


class UploadPage(Page):
    """Waiting lines above, files below; 1 writes a file, 2 records that one was taken, 3 writes one again that got lost."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self) -> None:
        super().__init__()
        self.told: PendingView | None = None
        self.doing = ""

    def on_mount(self) -> None:
        """A name that was being typed when the power failed stands there again."""
        super().on_mount()
        self.house.act(self.recall())

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is not None:
            self.told = await self.house.verb(lambda desk: desk.uploads.pending(session))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """How much waits, the oldest of it, the newest files, what may be done."""
        canvas.put(2, 2, self.say("upload.title"), "strong")
        canvas.block(2, 3, self.say("upload.honest"), "label", canvas.columns - 4, 2)
        if self.told is None:
            return
        waiting = self.say("upload.waiting", count=self.told.waiting)
        canvas.put(2, 6, waiting, "wait" if self.told.waiting else "done")
        room = (canvas.rows - 14) // 2
        y = 7
        for line in self.told.lines[:room]:
            canvas.put(4, y, f"{line.at:%m-%d %H:%M}", "label")
            canvas.put(17, y, line.text.in_(self.house.language), "ink", 16)
            canvas.put(34, y, line.name, "ink", 16)
            canvas.put(51, y, line.subject, "label", canvas.columns - 53)
            y += 1
        y += 1
        for batch in self.told.batches[:room]:
            self._draw_batch(canvas, y, batch)
            y += 1
        if self.form is not None:
            for row in self.form.rows:
                named = self.say("upload.number") if row.key == "batch" else self.say(f"upload.{self.doing}")
                row.label = named
            self.form.draw(canvas, 2, canvas.rows - 4 - len(self.form.rows), canvas.columns - 4)
            return
        for place, (key, act) in enumerate(self._can.items()):
            canvas.put(2, canvas.rows - 6 + place, key, "key")
            canvas.put(5, canvas.rows - 6 + place, self.say(f"upload.do.{act}"))

    @property
    def _lost(self) -> tuple[BatchView, ...]:
        """Files that are not confirmed, newest first: those that may have got lost."""
        batches = self.told.batches if self.told is not None else ()
        return tuple(batch for batch in batches if batch.confirmed_at is None)

    @property
    def _can(self) -> dict[str, str]:
        return {key: act for key, act in _DEEDS.items() if act != "again" or self._lost}

    def _draw_batch(self, canvas: Canvas, y: int, batch: BatchView) -> None:
        words = self.say("upload.batch", batch=batch.batch, lines=batch.lines, at=f"{batch.at:%m-%d %H:%M}")
        canvas.put(4, y, words, "ink", canvas.columns - 34)
        if batch.confirmed_at is None:
            canvas.put(canvas.columns - 28, y, self.say("upload.on-its-way"), "wait")
        else:
            canvas.put(
                canvas.columns - 28,
                y,
                self.say("upload.confirmed", at=f"{batch.confirmed_at:%m-%d %H:%M}"),
                "done",
            )

    def press(self, key: str) -> bool:
        """1 writes a file, 2 confirms one, 3 writes one again that got lost."""
        if self.form is not None:
            return super().press(key)
        if key in self._can:
            self.resume(self._can[key])
        return True

    @property
    def where(self) -> str:
        """There is one list of what is to be reported."""
        return "upload"

    def resume(self, deed: str) -> None:
        """Ask for the name of the file; as far as it was typed, it stands there again."""
        self.doing = deed
        number = [FormRow("batch", "", str(self._lost[0].batch) if self._lost else "", room=12)]
        self.form = Form([*(number if deed == "again" else []), FormRow("file", "")])
        self.tell()
        self.house.act(self.recall(deed, again=self.house.notes.again))

    def entered(self) -> None:
        """The name is typed."""
        if self.form is not None and (name := self.form.value("file").strip()):
            batch = normalise(self.form.value("batch")) if self.doing == "again" else "0"
            if batch.isdecimal() and (self.doing != "again" or int(batch)):
                self.house.act(self._do(Path(name).expanduser(), int(batch)))
            else:
                self.tell(self.say("upload.no-number"), tone="stop")

    def back(self) -> None:
        """The name is let go first."""
        if self.form is not None:
            self.form = self.words = None
            self.stand()
            self.show()
        else:
            super().back()

    async def _do(self, path: Path, number: int) -> None:
        session, doing = self.house.session, self.doing
        if session is None:
            return
        batch = await self.house.verb(_guarded(session, path, doing, number))
        self.forget_words()
        self.form = None
        await self._read()
        self.tell(
            self.say(f"upload.done.{doing}", batch=batch.batch, lines=batch.lines, file=str(path)),
            tone="done",
        )


def _guarded(session: Session, path: Path, doing: str, number: int) -> Callable[[Desk], BatchView]:
    """The verb; what the system says of a file is told as a sentence."""

    def call(desk: Desk) -> BatchView:
        try:
            if doing == "confirm":
                return desk.uploads.confirm(session, path)
            return desk.uploads.export(session, path, number)
        except OSError as problem:
            raise FileNotTaken(file=path.name, reason=of_the_system(problem)) from problem

    return call
