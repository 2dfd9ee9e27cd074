"""The electronic seal that the authority issued (电子印章): imported by the seal keeper, unlocked by two people for a time.

It is believed only as the city's root signed it, for this station and within its time; the program never draws one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import hypot

from counter.desk.bench import Bench
from counter.desk.rights import Second, beside, demand, may
from counter.desk.views import Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.printing.form import Form
from counter.printing.paper import Paper, Seal, SealMode
from counter.store import keys, seals
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.trust.chain import read_papers
from counter.trust.issued_seal import IssuedSeal, seal_in

SHORTEST, LONGEST, USUAL = 1, 240, 30
"""Minutes of a session."""
_CLEAR = 2.0
"""Millimetres between the seal and the code."""


class NoIssuedSeal(Refused):
    """The station is set to an issued seal and has none."""

    happened = Text("本机还没有导入签发的印章。", "No issued seal was imported here yet.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text(
        "请印章保管人用 counter seal import 导入。", "Let the seal keeper import it: counter seal import."
    )


class SealLocked(Refused):
    """No session of the seal runs now."""

    happened = Text("印章没有开启。", "The seal is locked.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text(
        "请经办人和印章保管人两人在用印登记页开启（F11）。",
        "Two people unlock it on the page of the seal ledger (F11): the clerk and the seal keeper.",
    )


class SealNotBelieved(Refused):
    """No root in hand stands behind the seal."""

    happened = Text("这枚印章不是本市的根密钥签发的。", "No root of this city stands behind this seal.")
    next_step = Text(
        "请向签发机关核实；根证书用 counter keys take 导入。",
        "Ask the authority; a root certificate is taken in with counter keys take.",
    )


class SealOfAnother(Refused):
    """The seal belongs to another station; values: ``unit``."""

    happened = Text(
        "这枚印章属于 {name}（{unit}），不是本单位的。",
        "This seal belongs to {name} ({unit}), not to this station.",
    )
    next_step = Text("请交还给该单位。", "Please hand it back to that station.")


class SealNotInForce(Refused):
    """The seal is expired or not yet in force; values: ``since``, ``until``."""

    happened = Text(
        "这枚印章的有效期是 {since} 至 {until}。", "This seal is in force from {since} to {until}."
    )
    next_step = Text("请向签发机关换领。", "Ask the authority for a new one.")


class SealTooLarge(Refused):
    """The imprint would lie over the verification code of a form; values: ``diameter``, ``form``."""

    happened = Text(
        "直径 {diameter} 毫米的印章会盖住“{form_zh}”的核验码。",
        "A seal of {diameter} mm would lie over the code of “{form_en}”.",
    )
    next_step = Text("请签发机关提供规定尺寸的印章。", "Ask the authority for one of the prescribed size.")


class NotIssuedHere(Refused):
    """The station does not use an issued seal."""

    happened = Text("本站没有设为使用签发的印章。", "This station is not set to an issued seal.")
    next_step = Text(
        '请在 station.toml 里写 [seal] mode = "issued"；训练站只用样张章。',
        'Set [seal] mode = "issued" in station.toml; a training station has specimens only.',
    )


class SessionTooLong(BadInput):
    """A session is measured in minutes, and not the whole day."""

    happened = Text(
        "开启时间应为 {shortest} 至 {longest} 分钟。", "A session lasts {shortest} to {longest} minutes."
    )
    next_step = Text("请改正时间。", "Please mend the time.")


@dataclass(frozen=True, slots=True)
class SealView:
    """The seal in use and its session; ``until`` is None while it is locked."""

    mode: str
    number: str = ""
    name: str = ""
    purpose: str = ""
    since: datetime | None = None
    ends: datetime | None = None
    fingerprint: str = ""
    opened_by: tuple[str, str] = ("", "")
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedSeals:
    """Verbs about the issued seal."""

    bench: Bench

    def show(self, session: Session) -> SealView:
        """How this station seals, with which seal, and whether it is unlocked."""
        return self._view()

    def take(self, session: Session, text: str, second: Second | None) -> SealView:
        """Import a seal from the text of its file; a supervisor stands beside the keeper.

        Raises:
            NotYourRole, NeedsSecond, NeedsSomebodyElse, NotIssuedHere
            NotASeal, SealNotBelieved, SealOfAnother, SealNotInForce, SealTooLarge
        """
        demand(session.clerk, "seal")
        self._demand_mode()
        name = beside(session, second, "void")
        seal = seal_in(text)
        self._demand_sound(seal)
        body = {
            "number": seal.number, "name": seal.name, "purpose": seal.purpose, "since": seal.since,
            "until": seal.until, "second": name, "text": seal.text,
        }  # fmt: skip
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.SEAL_IMPORTED, seal.fingerprint, body)
            if seals.session_at(act.db, _now(self.bench)):  # another imprint: nobody has unlocked that one
                act.record(Kind.SEAL_CLOSED, seal.fingerprint, {})
        return self._view()

    def open(self, session: Session, second: Second | None, minutes: int = USUAL) -> SealView:
        """Unlock the seal for some minutes: the clerk at the window and the seal keeper beside, in either order.

        Raises:
            NotYourRole, NeedsSecond, NeedsSomebodyElse, SessionTooLong, NoIssuedSeal, SealNotInForce
        """
        own, other = ("seal", "issue") if may(session.clerk, "seal") else ("issue", "seal")
        name = beside(session, second, other)
        demand(session.clerk, own)
        if not SHORTEST <= minutes <= LONGEST:
            raise SessionTooLong(shortest=SHORTEST, longest=LONGEST)
        self._demand_mode()
        until = (self.bench.clock.now() + timedelta(minutes=minutes)).isoformat()
        with self.bench.store.acting(session.clerk.number) as act:
            row = seals.newest(act.db)
            if row is None:
                raise NoIssuedSeal
            _demand_in_force(self.bench, row)
            act.record(Kind.SEAL_OPENED, row.fingerprint, {"second": name, "until": until})
        return self._view()

    def close(self, session: Session) -> SealView:
        """Lock the seal before its time; anybody may, and locking a locked one does nothing."""
        with self.bench.store.acting(session.clerk.number) as act:
            if running := seals.session_at(act.db, _now(self.bench)):
                act.record(Kind.SEAL_CLOSED, running.fingerprint, {})
        return self._view()

    def _view(self) -> SealView:
        mode = self.bench.settings.seal.mode
        with self.bench.store.reading() as db:
            row, running = seals.newest(db), seals.session_at(db, _now(self.bench))
        if row is None:
            return SealView(mode)
        zone = self.bench.clock.now().tzinfo
        view = SealView(
            mode, row.number, row.name, row.purpose, datetime.fromtimestamp(row.since, zone),
            datetime.fromtimestamp(row.until, zone), row.fingerprint,
        )  # fmt: skip
        if running is None:
            return view
        by, until = (running.clerk, running.second), datetime.fromisoformat(running.until)
        return replace(view, opened_by=by, until=until)

    def _demand_mode(self) -> None:
        if self.bench.settings.seal.mode != SealMode.ISSUED:
            raise NotIssuedHere

    def _demand_sound(self, seal: IssuedSeal) -> None:
        with self.bench.store.reading() as db:
            roots = read_papers("".join(paper.text for paper in keys.papers(db))).roots.values()
        if not any(seal.signed_by(root) for root in roots):
            raise SealNotBelieved
        if seal.unit != self.bench.station.code:
            raise SealOfAnother(name=seal.name, unit=seal.unit)
        zone = self.bench.clock.now().tzinfo
        if not seal.covers(int(self.bench.clock.now().timestamp())):
            days = (datetime.fromtimestamp(at, zone).date() for at in (seal.since, seal.until))
            raise SealNotInForce(**dict(zip(("since", "until"), days, strict=True)))
        for form in self.bench.press.forms.values():
            if not _clear(form, seal.diameter):
                raise SealTooLarge(diameter=seal.diameter, form_zh=form.title.zh, form_en=form.title.en)


def issued_seal(bench: Bench) -> Seal:
    """The seal in use, as a sheet names it.

    Raises:
        NoIssuedSeal
    """
    with bench.store.reading() as db:
        row = seals.newest(db)
    if row is None:
        raise NoIssuedSeal
    return Seal(SealMode.ISSUED, row.name, row.purpose, row.number, row.fingerprint)


def drawn(bench: Bench, paper: Paper) -> bytes:
    """The file of a sheet; its issued seal, if it has one, is brought to the press first."""
    if paper.seal is not None and paper.seal.mode is SealMode.ISSUED:
        with bench.store.reading() as db:
            row = seals.by_fingerprint(db, paper.seal.picture)
        if row is None:
            raise NoIssuedSeal
        bench.press.adopt(seal_in(row.text))
    return bench.press.pdf(paper)


def demand_unlocked(bench: Bench, act: Acting, paper: Paper) -> None:
    """See that an issued seal is used inside a session of its own and within its time.

    Raises:
        SealLocked, NoIssuedSeal, SealNotInForce
    """
    if paper.seal is None or paper.seal.mode is not SealMode.ISSUED:
        return
    running = seals.session_at(act.db, _now(bench))
    if running is None or running.fingerprint != paper.seal.picture:
        raise SealLocked
    row = seals.by_fingerprint(act.db, paper.seal.picture)
    if row is None:
        raise NoIssuedSeal
    _demand_in_force(bench, row)


def _demand_in_force(bench: Bench, row: seals.Imported) -> None:
    now = bench.clock.now()
    if not row.since <= now.timestamp() < row.until:
        days = (datetime.fromtimestamp(at, now.tzinfo).date() for at in (row.since, row.until))
        raise SealNotInForce(**dict(zip(("since", "until"), days, strict=True)))


def _clear(form: Form, diameter: float) -> bool:
    """Whether an imprint of a diameter keeps clear of the code of a form."""
    if form.seal is None or form.code_at is None:
        return True
    at, code = form.seal, form.code_at
    across = max(code.x - at.x, 0, at.x - code.right)
    down = max(code.y - at.y, 0, at.y - code.bottom)
    return hypot(across, down) >= diameter / 2 + _CLEAR


def _now(bench: Bench) -> str:
    return bench.clock.now().isoformat()
