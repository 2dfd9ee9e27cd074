"""What comes later: the check of what was mailed, promises kept and broken, and the file for the authority."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from desk.applying import WUXI_ADULT, asked, handed, identified, to_acceptance
from handy import number_for

from benchmarks.terminal import PYTHON
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.places import data_dir
from counter.rules import load_rulebook
from counter.workflows.application import State

from ..clerk import Keys, station_of
from ..live import Live
from .afterwards import choice_of
from .collection import Collection
from .pages import ASTRAY, filled
from .place import HOME, WORDS
from .standing import signed_in

NAMES = ("赵试甲", "钱试乙", "孙试丙", "李试丁", "周试戊", "吴试己")
PROMISED = "stay-proof"
WHY = "期满未补交"
_FILES = "report-*.jsonl"
_WITH_THESE_RULES = (
    "import sys; from pathlib import Path; import counter.places as places; data = Path(sys.argv.pop());"
    "places.data_dir = lambda: data; from counter.__main__ import main; sys.exit(main())"
)
"""No shipped place takes a promise instead of a proof: the program is started with rules that do."""


class Later(Collection):
    """Applications with a promise, every other one mailed already: checked, settled, reported."""

    PAGES: ClassVar[Mapping[str, str]] = {
        "application": WORDS["application.since"], "upload": WORDS["upload.honest"].partition("。")[0],
    }  # fmt: skip
    ROWS: ClassVar[Mapping[str, str]] = {"application": "application.why", "upload": "upload"}
    STATIONS = ("指纹", "签收")
    reporting = False

    def fits_up(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        for room in data_dir().iterdir():
            if room.name != "jurisdictions":
                (self.data / room.name).symlink_to(room)
        packs = self.data / "jurisdictions"
        packs.mkdir()
        for pack in (data_dir() / packs.name).iterdir():
            words = pack.read_text(encoding="utf-8")
            code = f'code = "{PROMISED}"\n'
            altered = words.replace(code, f"{code}promise = 30\n") if pack.name == "wuxi.toml" else words
            (packs / pack.name).write_text(altered, encoding="utf-8")
        self.rules, problems = load_rulebook(packs)
        assert problems == ()
        self.command = [PYTHON, "-c", _WITH_THESE_RULES, str(self.data)]

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order, name in enumerate(NAMES):
            number = number_for("20000315", 100 + order, county="330198")
            view = identified(desk, session, number, name=name)
            view = asked(desk, session, view, "first-id-card", WUXI_ADULT | {"collect-by": "mail"})
            view = desk.checklist.promise(session, view.id, PROMISED)
            view = handed(desk, session, to_acceptance(desk, session, view))
            for deed in ("review", "sign", "produce", "arrive", "mail") if order % 2 == 0 else ():
                desk.progress.move(session, view.id, deed)
            assert view.sheet
            found.append(view.sheet.serial)
        self.receipts = tuple(found)

    def begins(self) -> None:
        self.chosen, self.leaving, self.reporting = "", False, self.dice.random() < 0.4

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        lines = [line.strip() for line in screen.splitlines()]
        if self.PAGES["upload"] in screen:
            return self._report(screen, live)
        if WORDS["lists.title"] in lines[:4]:
            return WORDS["lists.title"], ["u" if self.reporting else "Escape"]
        if HOME in screen:
            return self._at_home(screen)
        if ASTRAY["visit"] in screen or ASTRAY["sheet"] in screen:
            return "回去", ["Escape"]
        if self.PAGES["application"] in screen:
            return self._settle(screen, live)
        return super().next(screen, live)

    def _at_home(self, screen: str) -> tuple[str, Keys]:
        if WORDS["home.today"] not in screen or not self.rests(screen):
            return "", []
        self.at, self.leaving = self.at + self.leaving, False
        if self.reporting:
            return HOME, ["F11"]
        if self.at >= len(self.receipts):
            return "", []
        return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]

    def _settle(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if live is not None:
            return "原因", filled(WHY, live)
        if f"Enter {WORDS['application.record']}" in screen:
            return "登记", ["Enter"]
        if not self.rests(screen):
            return "", []
        wanted = WORDS[f"application.do.{self.dice.choice(('kept', 'broken'))}"]
        if (offered := re.search(rf"(?<!\d)(\d)  {wanted}", screen)) is None:
            self.leaving, self.reporting = True, self.dice.random() < 0.3
            return f"下一件 {self.at}", ["Escape"]
        return f"选 {self.at}", [offered[1]]

    def _report(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """A file is written, or said to be taken; what is refused is let go."""
        self.reporting = False
        files = sorted(self.home.glob(_FILES))
        if re.search(r"^ ✗ ", screen, re.MULTILINE):
            return "不行", ["Escape", "Escape"]
        if live is not None:
            fresh = self.home / f"report-{len(files) + 1}.jsonl"
            taken = files[-1] if files and live.row == WORDS["upload.confirm"] else fresh
            return f"文件 {live.row}", filled(str(taken), live)
        if re.search(r"^ ✓ ", screen, re.MULTILINE):
            return "上报了", ["Escape"]
        confirms = files and WORDS["upload.on-its-way"] in screen and self.dice.random() < 0.6
        return "上报", ["2" if confirms else "1"]

    # What the books have ---------------------------------------------------------------------------------------

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        return kind not in self.PAGES and super().goes_on(desk, session, kind, which, deed)

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind == "upload":
            return deed in {"export", "confirm"}
        choice = choice_of(desk, session, which, deed) if kind == "application" else None
        return choice is not None and choice.reason

    def label(self, desk: Desk, session: Session, kind: str, which: str, key: str) -> str:
        if kind != "upload":
            return super().label(desk, session, kind, which, key)
        _, deed = desk.unsaid.left(session) or ("", "")
        return WORDS[f"upload.{deed}"]

    def away(self, screen: str) -> bool:
        return HOME in screen or not (
            station_of(screen) or any(words in screen for words in self.PAGES.values())
        )

    def stays(self, desk: Desk, last: str, live: Live | None) -> None:
        if any(words in last for words in self.PAGES.values()) or WORDS["second.title"] in last:
            super(Collection, self).stays(desk, last, live)

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        cases = [desk.find.case_of_sheet(session, serial) for serial in self.receipts]
        views = {name: desk.progress.show(session, case) for name, case in zip(NAMES, cases, strict=True)}
        owed = {name: self._owed(desk, session, view.id) for name, view in views.items()}
        over = [not owed[name] and views[name].state is not State.MAILED for name in NAMES]
        self.at, self.leaving, self.signing = (
            next((n for n, done in enumerate(over) if not done), len(NAMES)),
            False,
            False,
        )
        checked = re.search(WORDS["collect.checked"].format(name="(.{3})"), last)
        if checked:
            assert views[checked[1]].state is State.MAILED_VERIFIED, last
        here = next((name for name in NAMES if name in last), "")
        for how in ("kept", "broken"):
            if WORDS[f"application.done.{how}"] in last and self.PAGES["application"] in last:
                assert not owed[here], f"settled, and still owed in the books\n{last}"
        self._reported(desk, session, last)
        place, station = self.journey_at(desk), station_of(last)
        if station in self.STATIONS and place.station in self.STATIONS:
            assert self.STATIONS.index(place.station) >= self.STATIONS.index(station), f"{place}\n{last}"
        elif station in self.STATIONS:
            assert views[here].state is State.MAILED_VERIFIED, f"what was said is nowhere\n{last}"

    @staticmethod
    def _owed(desk: Desk, session: Session, case: str) -> bool:
        return any(demand.promised_until for demand in desk.intake.show(session, case).checklist)

    def _reported(self, desk: Desk, session: Session, last: str) -> None:
        """Each line waits, or is in one batch; no file lies there whole that is not in the books."""
        told = desk.uploads.pending(session)
        with desk.bench.store.reading() as db:
            (lines,) = db.execute("SELECT count(*) FROM upload").fetchone()
        assert told.waiting + sum(batch.lines for batch in told.batches) == lines
        sums = {batch.sha256 for batch in told.batches}
        for file in self.home.glob(_FILES):
            assert body_sum(file) in sums, f"{file} is in no book"
        if done := re.search(r"第 (\d+) 批 (\d+) 条已写入", last):
            batch = next(one for one in told.batches if one.batch == int(done[1]))
            assert batch.lines == int(done[2])
            assert batch.sha256 in {body_sum(file) for file in self.home.glob(_FILES)}
        if done := re.search(r"第 (\d+) 批 \d+ 条已确认（", last):
            assert next(one for one in told.batches if one.batch == int(done[1])).confirmed_at

    def finished(self, _desk: Desk) -> bool:
        return self.at >= len(self.receipts)


def body_sum(file: Path) -> str:
    """The fingerprint of a file without its last line, which is the signature."""
    body, _, _ = file.read_bytes().rstrip(b"\n").rpartition(b"\n")
    return hashlib.sha256(body + b"\n").hexdigest()
