"""Acts for stores without a desk."""

from __future__ import annotations

from typing import Any

from counter.store.apply import Kind
from counter.store.initials import initials
from counter.store.store import Store

HOLDER = {
    "sex": "male", "ethnic": "01", "birth": "1990-01-01", "household_address": "样例县 1 号",
    "residence_address": "样例路 1 号", "permit_kind": "residence-permit", "permit_number": "110198202501010001",
    "issued": "2025-01-01", "endorsed_until": "2027-01-01", "state": "valid",
}  # fmt: skip


def enrolled(store: Store, number: str, name: str = "王样例", **other: Any) -> None:
    body = {"name": name, "role": "officer", "pin": "00$00", "active": True} | other
    with store.acting("station") as act:
        act.record(Kind.CLERK_ENROLLED, number, body)


def with_holders(store: Store, *people: tuple[int, str, str], changed: bool = False, **other: str) -> None:
    """Holders as (id, number, name)."""
    rows = [
        HOLDER
        | {"id": id_, "number": number, "name": name, "initials": initials(name), "changed": changed}
        | other
        for id_, number, name in people
    ]
    with store.acting("0337") as act:
        act.record(Kind.HOLDERS_IMPORTED, "extract.csv", {"rows": rows})


def opened(store: Store, case: str, clerk: str = "0337") -> None:
    with store.acting(clerk) as act:
        act.record(Kind.CASE_OPENED, case, {"service": "confirmation-slip", "step": "number"})


def moved(store: Store, case: str, to: str = "shown", *, open_: bool = True, **facts: Any) -> None:
    with store.acting("0337") as act:
        act.record(Kind.CASE_MOVED, case, {"act": "choose", "to": to, "facts": facts, "open": open_})


def serial(number: int, day: str = "20261122") -> str:
    return f"L110108990-01-{day}-{number:04d}"


def reserved(store: Store, case: str, number: int, *, seal: bool = True, replaces: str = "") -> str:
    body = {
        "case": case, "holder": "李𠅤", "form": "confirmation-slip", "day": "2026-11-22", "number": number,
        "fields": [["name", "李𠅤"]], "code": "CODE", "specimen": True, "sha256": "00", "replaces": replaces,
        "reason": "", "second": "",
        "seal": {"mode": "specimen", "unit": "样例所", "purpose": "户口专用章", "number": "0"} if seal else None,
    }  # fmt: skip
    with store.acting("0337") as act:
        act.record(Kind.SHEET_RESERVED, serial(number), body)
    return serial(number)


def sheet_moved(store: Store, name: str, to: str, second: str = "") -> None:
    with store.acting("0337") as act:
        act.record(Kind.SHEET_MOVED, name, {"act": to, "to": to, "reason": "卡纸", "second": second})


def visited(store: Store, case: str) -> None:
    """Something in every table of visits, certificates, losses, reviews, households and uploads."""
    called = {"application": case, "demand": "", "beat": "", "officer": "", "planned_on": "2026-11-22"}
    opinion = {
        "result": "not-met",
        "words": "",
        "signed_by": "0421",
        "planned_on": "",
        "again_on": "2026-11-23",
    }
    entered = {"form": "household-certificate", "to": "typed", "entries": {"purpose": "公证"}}
    shared = {"service": "residence-permit", "address": "路 1 号", "landlord": "王", "phone": ""}
    with store.acting("0337") as act:
        act.record(Kind.VISIT_CALLED, f"v{case}", called)
        act.record(Kind.VISIT_OPINION, f"v{case}", opinion)
        act.record(Kind.CERTIFICATE_ENTERED, case, entered)
        act.record(Kind.CERTIFICATE_MOVED, case, {"to": "agreed", "agreed": "x"})
        told = {"lost_on": "2026-11-20", "place": "车上", "circumstances": ""}
        act.record(Kind.LOSS_REPORTED, case, {"person": "p1"} | told)
        reviewed = {"second": "0421", "photo": "card", "outcome": "denied", "reason": "不像"}
        act.record(Kind.FACE_REVIEWED, case, reviewed)
        act.record(Kind.HOUSEHOLD_BEGUN, f"h{case}", shared | {"papers": ["lease"], "answers": {}})
        act.record(Kind.HOUSEHOLD_JOINED, f"h{case}", {"case": case})
        act.record(Kind.UPLOAD_EXPORTED, "1", {"acts": [], "sha256": "00"})


def permitted(store: Store, holder: int = 1) -> None:
    """A permit that was endorsed, and told of on paper."""
    with store.acting("0337") as act:
        done = act.record(
            Kind.PERMIT_ENDORSED,
            str(holder),
            {
                "deed": "endorse", "state": "valid", "row": None, "changes": [["endorsed_until", "2027-01-01", "2028-01-01"]],
                "years_from": "2025-01-01", "full_years_from": "2025-01-01", "card": "", "guarded": ["endorsed_until"],
                "second": "", "reason": "", "article": ["第十条", "Art. 10"], "application": "",
            },
        )  # fmt: skip
        act.record(Kind.PERMIT_TOLD, str(holder), {"act": done.n, "sheet": "L1"})


def keyed(store: Store) -> None:
    """A station's keys: one retired, one in use, one revoked, and a paper about the first."""
    body = {"algorithm": "ed25519", "public": "00" * 32}
    with store.acting("station") as act:
        act.record(Kind.KEY_MADE, "k1", body | {"state": "in-use"})
        act.record(Kind.KEY_PAPER, "k1", {"kind": "certificate", "number": 1, "until": 9, "text": "x"})
        act.record(Kind.KEY_MADE, "k2", body | {"state": "made"})
        act.record(Kind.KEY_TURNED, "k2", {"old": "k1", "reason": "到期", "second": "0102"})
        act.record(Kind.KEY_MADE, "k3", body | {"state": "made"})
        act.record(Kind.KEY_REVOKED, "k3", {"reason": "不用", "second": "0102"})
        archived = {"sheet": 202611220001, "sha256": "00", "key": "k2"}
        act.record(Kind.SHEET_ARCHIVED, "L110108990-01-20261122-0001", archived)


def queued(store: Store) -> None:
    """Three numbers: one that waits on a second strip, one that was called, one promised on a notice."""
    body = {"day": "2026-11-22", "first": False, "service": "", "state": "waiting", "sheet": "L1"}
    with store.acting("0337") as act:
        for n in (1, 2):
            act.record(Kind.QUEUE_TAKEN, f"2026-11-22-{n}", body | {"n": n, "number": f"A {n:03d}"})
        act.record(Kind.QUEUE_CALLED, "2026-11-22-1", {})
        act.record(Kind.QUEUE_BACK, "2026-11-22-1", {"day": "2026-11-22"})
        act.record(Kind.QUEUE_PRINTED, "2026-11-22-1", {"sheet": "L2"})
        act.record(Kind.QUEUE_CALLED, "2026-11-22-2", {})
        promised = body | {"n": 1, "number": "优 1122-01", "first": True, "state": "promised"}
        act.record(Kind.QUEUE_TAKEN, "2026-11-22-优1", promised)


def sealed(store: Store) -> None:
    """An issued seal, unlocked twice, locked once."""
    body = {
        "number": "1",
        "name": "某派出所",
        "purpose": "户口专用章",
        "since": 1,
        "until": 9,
        "second": "0102",
        "text": "x",
    }
    with store.acting("0601") as act:
        act.record(Kind.SEAL_IMPORTED, "f1", body)
        act.record(Kind.SEAL_OPENED, "f1", {"second": "0337", "until": "2026-11-22T13:00:00+08:00"})
        act.record(Kind.SEAL_CLOSED, "f1", {})
        act.record(Kind.SEAL_OPENED, "f1", {"second": "0337", "until": "2026-11-22T14:00:00+08:00"})


PERSON = {
    "number": "110198199001010019", "name": "李𠅤", "sex": "male", "ethnic": "01", "birth": "1990-01-01",
    "household_address": "样例县 1 号", "residence_address": "样例路 1 号", "phone": "",
}  # fmt: skip


def applied(store: Store, case: str, person: str = "p1", **other: Any) -> None:
    """An application with something in every table that belongs to it."""
    with store.acting("0337") as act:
        act.record(Kind.PERSON_RECORDED, person, PERSON | other)
        changes = [["phone", "", "010-00000000"], ["name", "李𠅤", "李样例"]]
        act.record(Kind.PERSON_CHANGED, person, {"changes": changes, "reason": "更正"})
        act.record(Kind.APPLICATION_BEGUN, case, {"service": "id-card", "person": person, "state": "draft"})
        for mark in ("seen", "copied", "returned"):
            act.record(Kind.PAPER_MARKED, case, {"paper": "household-book", "mark": mark, "copies": 1})
        finger = {"finger": 11, "result": "failed", "quality": 40, "score": None}
        act.record(Kind.FINGER_TAKEN, case, finger)
        fee = {"application": case, "fen": 2000, "basis": "发改价格〔2003〕2322号", "day": "2026-11-22"}
        act.record(Kind.FEE_TAKEN, f"票{case}", fee)
        waived = {
            "fen": 2000,
            "basis": "财综〔2004〕8号",
            "ground": "waived",
            "reason": "低保证",
            "second": "0102",
        }
        act.record(Kind.FEE_WAIVED, case, waived | {"day": "2026-11-22"})
        act.record(Kind.PROMISE_GIVEN, case, {"demand": "stay-proof", "due": "2026-12-22"})
        accepted = {"deed": "accept", "to": "accepted", "running": True, "reason": ""}
        act.record(
            Kind.APPLICATION_MOVED, case, accepted | {"accepted_on": "2026-11-22", "due": "2026-12-18"}
        )
        books = {"accepted": 1}
        act.record(Kind.DAY_CLOSED, f"2026-11-22{case}", {"second": "0102", "reason": "", "books": books})
