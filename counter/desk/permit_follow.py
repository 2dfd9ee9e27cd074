"""From an application to its permit: what signing (签发) does to the register, as the rules of its day say.

Signing is the moment: 条例 第十条 has permits signed by the county police, the day of issue is the day of signing, and an
electronic permit shows from then on. Making and handing over a card follow and change nothing in the register.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from counter.desk.bench import Bench
from counter.desk.look import Look
from counter.desk.permit_deeds import Doing, brought_up, record, registered
from counter.desk.permit_standing import Standing, now, standing_of
from counter.desk.rejected_permits import EndsByTwo, NoTermInRules, NothingChanges, service_named
from counter.rules.answer import Answer
from counter.store import holders, permits
from counter.store.persons import Person
from counter.store.store import Acting
from counter.values.permit import PermitKind
from counter.values.typography import marked
from counter.workflows.permit import Permit, PermitDeed

HISTORY = 200
_CHANGES = {
    "address": ("residence_address",),
    "personal-data": ("name", "number", "birth", "sex", "ethnic", "household_address"),
}
"""Which columns follow which answer to ``change``."""


def follow(bench: Bench, act: Acting, seen: Look) -> None:
    """Let the register follow an application that was just signed; one that was signed before is not followed twice.

    A permit that this register does not have is left to the next extract.

    Raises:
        NotNow: the permit has come to an end meanwhile.
        NothingChanges, EndsByTwo, NoTermInRules
    """
    answer, person = seen.answer, seen.person
    if answer is None or answer.effect is None or person is None:
        return
    row = _row(act, seen, person)
    if row is not None and _followed(act, row.id, seen.case.id):
        return
    if answer.effect.deed == "register":
        _register(act, seen, answer, person, row)
    elif row is not None:
        _done(bench, act, seen, answer, person, standing_of(act.db, row.id))


def _row(act: Acting, seen: Look, person: Person) -> holders.Holder | None:
    """The holder the register knew when the service was chosen, under whatever number now."""
    known = seen.facts.get("permit-holder")
    return holders.by_id(act.db, known) if known else holders.by_number(act.db, person.number)


def _followed(act: Acting, holder: int, application: str) -> bool:
    """A card returned for its quality is signed a second time; the permit is not endorsed twice for that."""
    return any(deed.application == application for deed in permits.history(act.db, holder, HISTORY))


def _done(bench: Bench, act: Acting, seen: Look, answer: Answer, person: Person, standing: Standing) -> None:
    deed = answer.effect.deed if answer.effect else ""
    if deed == "endorse":
        endorse(bench, act, standing, answer, seen.case.id, _accepted(seen))
    elif deed == "change":
        changed = _changed(seen, person, standing)
        record(act, standing, PermitDeed.CHANGE, _doing(answer, seen.case.id, register=changed))
    elif deed == "replace":
        record(act, standing, PermitDeed.REPLACE, _doing(answer, seen.case.id, card=""))
    elif deed in {"cancel", "revoke"} and now(bench, standing) not in {Permit.CANCELLED, Permit.REVOKED}:
        raise EndsByTwo


def endorse(
    bench: Bench,
    act: Acting,
    standing: Standing,
    answer: Answer,
    application: str,
    made_on: date,
    **told: str,
) -> None:
    """Endorse a permit, or restore a suspended one, until the day the rules say.

    Who applied in time is not suspended because the authority took its time: only then is time let in first.

    Raises:
        NotNow, NoTermInRules
    """
    if answer.validity is None or answer.validity.until is None:
        raise NoTermInRules(what=service_named(bench, answer.service))
    if made_on > standing.row.endorsed_until:
        standing = brought_up(bench, act, standing)
    more: dict[str, str] = {}
    if answer.effect and answer.effect.years == "anew" and answer.validity.starts:
        more = dict.fromkeys(("years_from", "full_years_from"), answer.validity.starts.isoformat())
    doing = _doing(
        answer, application, register={"endorsed_until": answer.validity.until.isoformat()}, **more, **told
    )
    deed = PermitDeed.RESTORE if standing.state is Permit.SUSPENDED else PermitDeed.ENDORSE
    record(act, standing, deed, doing)


def _register(act: Acting, seen: Look, answer: Answer, person: Person, row: holders.Holder | None) -> None:
    if answer.validity is None or answer.validity.until is None or answer.validity.starts is None:
        raise NoTermInRules(what=service_named(seen.bench, answer.service))
    issued, service = answer.validity.starts, answer.service
    words = {
        **{field: str(getattr(person, field)) for field in _PERSON},
        "permit_kind": service if service in set(PermitKind) else PermitKind.PERMIT.value,
        "permit_number": seen.facts.get("receipt", "") or f"L{seen.case.id}",
        "issued": issued.isoformat(),
        "endorsed_until": answer.validity.until.isoformat(),
    }
    since = str(seen.facts.get("answers", {}).get("resident-since", "")) or issued.isoformat()
    doing = _doing(
        answer, seen.case.id, register=words, years_from=since, full_years_from=issued.isoformat(), card=""
    )
    standing = _nobody(act, words) if row is None else standing_of(act.db, row.id)
    registered(act, standing, doing, new=row is None)


_PERSON = ("number", "name", "sex", "ethnic", "birth", "household_address", "residence_address")


def _nobody(act: Acting, words: dict[str, str]) -> Standing:
    """A place in the register for somebody it does not know."""
    (following,) = act.db.execute("SELECT coalesce(max(id), 0) + 1 FROM holder").fetchone()
    days = {name: date.fromisoformat(words[name]) for name in ("birth", "issued", "endorsed_until")}
    row = holders.Holder(**{**words, **days, "id": following, "state": Permit.VALID.value})
    return Standing(row, Permit.VALID, "", "", "", frozenset())


def _changed(seen: Look, person: Person, standing: Standing) -> dict[str, str]:
    """The columns in which the applicant differs from the register, as far as the change asked for goes."""
    columns = _CHANGES.get(str(seen.facts.get("answers", {}).get("change", "")), ())
    told = {column: str(getattr(person, column)) for column in columns}
    differing = {c: new for c, new in told.items() if new and new != str(getattr(standing.row, c))}
    if not differing:
        raise NothingChanges
    return differing


def _doing(answer: Answer, application: str, **told: Any) -> Doing:
    effect = answer.effect
    if effect is None:
        return Doing(application=application, **told)
    said: dict[str, Any] = {"reason": marked(effect.text).zh, "article": marked(effect.source.text)}
    return Doing(**{**said, "application": application, **told})


def _accepted(seen: Look) -> date:
    return date.fromisoformat(seen.application.accepted_on) if seen.application else seen.on
