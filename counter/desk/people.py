"""Signing in, and the second person: nobody acts without a name, and some acts need two."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from counter.desk.bench import Bench
from counter.desk.views import ClerkView, Role, Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases
from counter.store.apply import Kind
from counter.values.person_name import PersonName

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
_TRIES = 5
_STATION = "station"
"""Who enrols the first people: nobody is there yet."""
_PAUSE = timedelta(minutes=1)
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,20}")
_NOBODYS = f"{'00' * 16}$"
"""The PIN of a number nobody has: comparing takes as long as with a real one and never fits."""


class WrongPin(Refused):
    """Number and PIN do not belong together; which of the two is wrong is not said."""

    happened = Text("警号或口令不对。", "Number or PIN is wrong.")
    next_step = Text("请再输一次。", "Please type them again.")


class TooManyTries(Refused):
    """Five wrong PINs within a minute: guessing is made slow, and the journal shows it."""

    happened = Text("一分钟内输错了五次。", "Five wrong PINs within one minute.")
    next_step = Text("请等一分钟再试,或请负责人协助。", "Please wait a minute, or ask your supervisor.")


class NotYourRole(Refused):
    """The act belongs to another role (DESIGN §5)."""

    happened = Text("{name} 的角色不能{act}。", "The role of {name} may not {act_en}.")
    next_step = Text("请由有权限的同事办理。", "Please let a colleague with that right do it.")


class NeedsSomebodyElse(Refused):
    """The second person must be another one."""

    happened = Text("第二人不能是本人。", "The second person must be somebody else.")
    next_step = Text(
        "请另一位有权限的同事输入警号和口令。", "Please let another colleague type number and PIN."
    )


class NotAClerkNumber(BadInput):
    """A number that nobody could type at sign-in."""

    happened = Text(
        "警号应为 1 至 20 位字母、数字或短横。", "A clerk's number has 1 to 20 letters, digits or hyphens."
    )
    next_step = Text("请改正警号。", "Please mend the number.")


class PinTooShort(BadInput):
    """A PIN of fewer than four characters protects nothing."""

    happened = Text("口令至少 4 位。", "A PIN has at least four characters.")
    next_step = Text("请另设一个。", "Please choose another.")


MAY: dict[str, frozenset[Role]] = {
    "issue": frozenset({Role.OFFICER, Role.SUPERVISOR}),
    "decide": frozenset({Role.OFFICER, Role.SUPERVISOR}),
    "draft": frozenset({Role.AUXILIARY, Role.OFFICER, Role.SUPERVISOR}),
    "void": frozenset({Role.SUPERVISOR}),
    "enroll": frozenset({Role.SUPERVISOR}),
    "import": frozenset({Role.OFFICER, Role.SUPERVISOR}),
    "inspect": frozenset(Role),
}
_ACTS = {
    "issue": Text("开具或打印", "issue or print"),
    "decide": Text("作出受理、不予受理或发放的决定", "accept, refuse or hand over"),
    "draft": Text("受理业务", "take in work"),
    "void": Text("批准作废或重打", "approve voiding or reprinting"),
    "enroll": Text("登记人员", "enrol people"),
    "import": Text("导入登记册", "import the register"),
    "inspect": Text("查看", "look"),
}


@dataclass(frozen=True, slots=True)
class Second:
    """A second person who showed number and PIN beside a session, for one act."""

    clerk: ClerkView


def may(clerk: ClerkView, act: str) -> bool:
    """Whether a role may do an act."""
    return clerk.role in MAY[act]


def demand(clerk: ClerkView, act: str) -> None:
    """Let only the roles through that may do an act.

    Raises:
        NotYourRole
    """
    if not may(clerk, act):
        raise NotYourRole(name=clerk.name, act=_ACTS[act].zh, act_en=_ACTS[act].en)


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """Salted scrypt, as ``salt$hash`` in hex.

    Raises:
        PinTooShort
    """
    if len(pin) < 4:
        raise PinTooShort
    salt = salt or secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(pin, salt)}"


def pin_fits(pin: str, kept: str) -> bool:
    """Compare in constant time."""
    salt, _, wanted = kept.partition("$")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), wanted)


def _scrypt(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode("utf-8", "surrogatepass"), salt=salt, **_SCRYPT).hex()


def _readable(number: str) -> str:
    """A number as typed; what could be nobody's number is not written into the journal."""
    number = number.strip()
    return number if _NUMBER.fullmatch(number) else "?"


@dataclass(frozen=True, slots=True)
class People:
    """Verbs about who is at the counter."""

    bench: Bench

    def clerks(self) -> tuple[ClerkView, ...]:
        """Everybody who may sign in here."""
        with self.bench.store.reading() as db:
            return tuple(_view(clerk) for clerk in cases.clerks(db))

    def sign_in(self, number: str, pin: str) -> Session:
        """Begin a session.

        Raises:
            WrongPin, TooManyTries
        """
        clerk = self._check(number, pin)
        with self.bench.store.acting(clerk.number) as act:
            act.record(Kind.CLERK_SIGNED_IN, clerk.number, {})
        return Session(clerk, self.bench.clock.now())

    def sign_out(self, session: Session) -> None:
        """End a session; open journeys wait."""
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.CLERK_SIGNED_OUT, session.clerk.number, {})

    def second(self, number: str, pin: str, *, beside: Session) -> Second:
        """A second person signs beside a session, which goes on.

        Raises:
            NeedsSomebodyElse, WrongPin, TooManyTries, NotYourRole
        """
        if _readable(number) == beside.clerk.number:
            raise NeedsSomebodyElse
        clerk = self._check(number, pin)
        demand(clerk, "void")
        return Second(clerk)

    def found(self, people: Iterable[tuple[ClerkView, str]]) -> None:
        """Enrol the first people of a new station with their PINs: all of them in one act, and only while there is nobody.

        Raises:
            NotAClerkNumber, NameMissing, NameTooLong, NameHasHiddenCharacter, PinTooShort
        """
        if self.clerks():
            return
        bodies = [(clerk.number, _enrolment(clerk, pin)) for clerk, pin in people]
        with self.bench.store.acting(_STATION) as act:
            if not cases.clerks(act.db):
                for number, body in bodies:
                    act.record(Kind.CLERK_ENROLLED, number, body)

    def enroll(self, session: Session, clerk: ClerkView, pin: str, *, active: bool = True) -> ClerkView:
        """Let a person sign in from now on, or no longer; or with another role or PIN.

        Raises:
            NotYourRole, NotAClerkNumber, NameMissing, NameTooLong, NameHasHiddenCharacter, PinTooShort
        """
        demand(session.clerk, "enroll")
        body = _enrolment(clerk, pin, active=active)
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.CLERK_ENROLLED, clerk.number, body)
        return clerk

    def _check(self, number: str, pin: str) -> ClerkView:
        number = _readable(number)
        with self.bench.store.reading() as db:
            found = cases.clerk(db, number)
            now = self.bench.clock.now()
            wrong = cases.wrong_pins(db, number, (now - _PAUSE).isoformat(), now.isoformat())
        if wrong >= _TRIES:
            raise TooManyTries
        fits = pin_fits(pin, found.pin if found else _NOBODYS)
        if found is None or not found.active or not fits:
            with self.bench.store.acting(number) as act:
                act.record(Kind.CLERK_WRONG_PIN, number, {})
            raise WrongPin
        return _view(found)


def _enrolment(clerk: ClerkView, pin: str, *, active: bool = True) -> dict[str, object]:
    if _NUMBER.fullmatch(clerk.number) is None:
        raise NotAClerkNumber
    name = PersonName.parse(clerk.name).text
    return {"name": name, "role": clerk.role.value, "pin": hash_pin(pin), "active": active}


def _view(clerk: cases.Clerk) -> ClerkView:
    return ClerkView(clerk.number, clerk.name, Role(clerk.role))
