"""Signing in, alone or beside somebody, and enrolling: nobody acts without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from counter.desk.bench import Bench
from counter.desk.pins import NOBODYS, hash_pin, pin_fits
from counter.desk.rights import NeedsSomebodyElse, Second, demand
from counter.desk.views import ClerkView, Role, Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases
from counter.store.apply import Kind
from counter.values.person_name import PersonName

_TRIES = 5
_STATION = "station"
"""Who enrols the first people: nobody is there yet."""
_PAUSE = timedelta(minutes=1)
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,20}")


class WrongPin(Refused):
    """Number and PIN do not belong together; which of the two is wrong is not said."""

    happened = Text("警号或口令不对。", "Number or PIN is wrong.")
    next_step = Text("请再输一次。", "Please type them again.")


class WrongOwnPin(WrongPin):
    """The lock asks the clerk it belongs to for the PIN alone."""

    happened = Text("口令不对。", "The PIN is wrong.")
    next_step = Text("请再输一次。", "Please type it again.")


class TooManyTries(Refused):
    """Five wrong PINs within a minute: guessing is made slow, and the journal shows it."""

    happened = Text("一分钟内输错了五次。", "Five wrong PINs within one minute.")
    next_step = Text("请等一分钟再试，或请负责人协助。", "Please wait a minute, or ask your supervisor.")


class NotAClerkNumber(BadInput):
    """A number that nobody could type at sign-in."""

    happened = Text(
        "警号应为 1 至 20 位字母、数字或短横。", "A clerk's number has 1 to 20 letters, digits or hyphens."
    )
    next_step = Text("请改正警号。", "Please mend the number.")


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

    def unlock(self, session: Session, pin: str) -> Session:
        """The clerk who locked the screen is back.

        Raises:
            WrongOwnPin, TooManyTries
        """
        try:
            return self.sign_in(session.clerk.number, pin)
        except WrongPin:
            raise WrongOwnPin from None

    def sign_out(self, session: Session) -> None:
        """End a session; open journeys wait."""
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.CLERK_SIGNED_OUT, session.clerk.number, {})

    def second(self, number: str, pin: str, *, beside: Session, right: str = "void") -> Second:
        """A second person signs beside a session, which goes on; ``right`` is what that person must be allowed to do.

        Raises:
            NeedsSomebodyElse, WrongPin, TooManyTries, NotYourRole
        """
        if _readable(number) == beside.clerk.number:
            raise NeedsSomebodyElse
        clerk = self._check(number, pin)
        demand(clerk, right)
        return Second(clerk)

    def sign(self, number: str, pin: str, right: str = "decide") -> ClerkView:
        """Somebody signs a single act with number and PIN, whoever is signed in; the right the act needs is demanded.

        Raises:
            WrongPin, TooManyTries, NotYourRole
        """
        clerk = self._check(number, pin)
        demand(clerk, right)
        return clerk

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
        fits = pin_fits(pin, found.pin if found else NOBODYS)
        if found is None or not found.active or not fits:
            with self.bench.store.acting(number) as act:
                act.record(Kind.CLERK_WRONG_PIN, number, {})
            raise WrongPin
        return _view(found)


def _readable(number: str) -> str:
    """A number as typed; what could be nobody's number is not written into the journal."""
    number = number.strip()
    return number if _NUMBER.fullmatch(number) else "?"


def _enrolment(clerk: ClerkView, pin: str, *, active: bool = True) -> dict[str, object]:
    if _NUMBER.fullmatch(clerk.number) is None:
        raise NotAClerkNumber
    name = PersonName.parse(clerk.name).text
    return {"name": name, "role": clerk.role.value, "pin": hash_pin(pin), "active": active}


def _view(clerk: cases.Clerk) -> ClerkView:
    return ClerkView(clerk.number, clerk.name, Role(clerk.role))
