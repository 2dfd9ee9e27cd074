"""Signing in, and the second person: nobody acts without a name, and some acts need two."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from counter.desk.bench import Bench
from counter.desk.views import ClerkView, Role, Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases
from counter.store.apply import Kind

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
_TRIES = 5
_PAUSE = timedelta(minutes=1)


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


class PinTooShort(BadInput):
    """A PIN of fewer than four characters protects nothing."""

    happened = Text("口令至少 4 位。", "A PIN has at least four characters.")
    next_step = Text("请另设一个。", "Please choose another.")


MAY: dict[str, frozenset[Role]] = {
    "issue": frozenset({Role.OFFICER, Role.SUPERVISOR}),
    "draft": frozenset({Role.AUXILIARY, Role.OFFICER, Role.SUPERVISOR}),
    "void": frozenset({Role.SUPERVISOR}),
    "enroll": frozenset({Role.SUPERVISOR}),
    "inspect": frozenset(Role),
}
_ACTS = {
    "issue": Text("开具或打印", "issue or print"),
    "draft": Text("受理业务", "take in work"),
    "void": Text("批准作废或重打", "approve voiding or reprinting"),
    "enroll": Text("登记人员", "enrol people"),
    "inspect": Text("查看", "look"),
}


@dataclass(frozen=True, slots=True)
class Second:
    """A second person who showed number and PIN beside a session, for one act."""

    clerk: ClerkView


def demand(clerk: ClerkView, act: str) -> None:
    """Let only the roles through that may do an act.

    Raises:
        NotYourRole
    """
    if clerk.role not in MAY[act]:
        raise NotYourRole(name=clerk.name, act=_ACTS[act].zh, act_en=_ACTS[act].en)


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """Salted scrypt, as ``salt$hash`` in hex.

    Raises:
        PinTooShort
    """
    if len(pin) < 4:
        raise PinTooShort
    salt = salt or secrets.token_bytes(16)
    return f"{salt.hex()}${hashlib.scrypt(pin.encode(), salt=salt, **_SCRYPT).hex()}"


def pin_fits(pin: str, kept: str) -> bool:
    """Compare in constant time."""
    salt, _, wanted = kept.partition("$")
    got = hashlib.scrypt(pin.encode("utf-8", "replace"), salt=bytes.fromhex(salt), **_SCRYPT).hex()
    return hmac.compare_digest(got, wanted)


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
        if number.strip() == beside.clerk.number:
            raise NeedsSomebodyElse
        clerk = self._check(number, pin)
        demand(clerk, "void")
        return Second(clerk)

    def enroll(
        self, session: Session | None, clerk: ClerkView, pin: str, *, active: bool = True
    ) -> ClerkView:
        """Let a person sign in from now on; without a session only while a station is being made.

        Raises:
            NotYourRole, PinTooShort
        """
        if session is not None:
            demand(session.clerk, "enroll")
        by = session.clerk.number if session else clerk.number
        body = {"name": clerk.name, "role": clerk.role.value, "pin": hash_pin(pin), "active": active}
        with self.bench.store.acting(by) as act:
            act.record(Kind.CLERK_ENROLLED, clerk.number, body)
        return clerk

    def _check(self, number: str, pin: str) -> ClerkView:
        number = number.strip()
        with self.bench.store.reading() as db:
            found = cases.clerk(db, number)
            since = (self.bench.clock.now() - _PAUSE).isoformat()
            wrong = cases.wrong_pins(db, number, since)
        if wrong >= _TRIES:
            raise TooManyTries
        if found is None or not found.active or not pin_fits(pin, found.pin):
            with self.bench.store.acting(number[:20]) as act:
                act.record(Kind.CLERK_WRONG_PIN, number[:20], {})
            raise WrongPin
        return _view(found)


def _view(clerk: cases.Clerk) -> ClerkView:
    return ClerkView(clerk.number, clerk.name, Role(clerk.role))
