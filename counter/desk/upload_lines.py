"""The file for the authority's system: one JSON object a line, a head before and the signature of the station behind.

Nothing here speaks to a network: the file is carried. Every line names the journal entry it tells of (terminal and number), so
that a receiver who gets a file twice takes each line once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from counter.desk.bench import Bench
from counter.desk.key_books import own_keys
from counter.errors import BadInput
from counter.locale import Text
from counter.store import applications, cases, holders, persons
from counter.store.engine import Db
from counter.store.journal import Entry

VERSION = 1
LONGEST = 256 * 1024 * 1024
"""Bytes; more than any station could queue in a year."""
_PERSON = ("number", "name", "sex", "ethnic", "household_address", "residence_address", "phone")
_HOLDER = ("number", "name", "permit_kind", "permit_number", "state", "endorsed_until", "residence_address")
_OWN = frozenset({"with", "row", "changes", "facts"})
"""What of a body is the counter's own affair."""


class NotAnUploadFile(BadInput):
    """The file was not written by this station, or was changed since."""

    happened = Text(
        "{file} 不是本站导出的上报文件，或内容被改动过。",
        "{file} is no export of this station, or it was changed.",
    )
    kept = Text("没有登记任何内容。", "Nothing was recorded.")
    next_step = Text("请使用导出的原文件。", "Please use the exported file itself.")


def head(bench: Bench, batch: int, at: str, count: int) -> dict[str, Any]:
    """The first line: whose file it is, which one, how many lines follow."""
    return {
        "counter-upload": VERSION,
        "station": bench.station.code,
        "terminal": bench.station.terminal,
        "batch": batch,
        "made-at": at,
        "count": count,
        "specimen": bench.station.training,
    }


def told(db: Db, act: Entry, what: str) -> dict[str, Any]:
    """One act as the authority's system needs it, with the person or the permit it is about as they stand now."""
    line = {
        "terminal": act.terminal,
        "n": act.seq,
        "at": act.at,
        "clerk": act.clerk,
        "what": what,
        "subject": act.subject,
        "told": {key: value for key, value in act.body.items() if key not in _OWN},
    }
    return line | _about(db, act)


def body_of(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Lines as bytes: sorted keys, characters as they are."""
    return b"".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        + b"\n"
        for line in lines
    )


def signature(bench: Bench, body: bytes) -> bytes:
    """The last line: SHA-256 over all lines before it, and the station's signature of the same bytes."""
    key = bench.key.now()
    last = {
        "sha256": hashlib.sha256(body).hexdigest(),
        "key": key.key_id.hex(),
        "signature": base64.b64encode(key.sign(body)).decode("ascii"),
    }
    return body_of([last])


def checked(bench: Bench, content: bytes, name: str) -> tuple[int, str]:
    """Number and fingerprint of a file of this station, once its signature holds.

    Raises:
        NotAnUploadFile
    """
    body, last = _split(content)
    try:
        end, first = json.loads(last), json.loads(body.split(b"\n", 1)[0])
        key = own_keys(bench)[bytes.fromhex(end["key"])]
        signed = key.verify(base64.b64decode(end["signature"], validate=True), body)
        ours = (first["station"], first["terminal"]) == (bench.station.code, bench.station.terminal)
        batch, sha256 = int(first["batch"]), hashlib.sha256(body).hexdigest()
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as problem:
        raise NotAnUploadFile(file=name) from problem
    if not (signed and ours and end["sha256"] == sha256):
        raise NotAnUploadFile(file=name)
    return batch, sha256


def _split(content: bytes) -> tuple[bytes, bytes]:
    """All lines but the last, and the last."""
    before, _, last = content.rstrip(b"\n").rpartition(b"\n")
    return before + b"\n", last


def _about(db: Db, act: Entry) -> dict[str, Any]:
    if act.kind.startswith("sheet."):
        sheet = cases.sheet(db, act.subject)
        return {"form": sheet.form, "case": sheet.case_id} if sheet else {}
    if act.kind.startswith("permit."):
        holder = holders.by_id(db, int(act.subject))
        return {"holder": {field: str(getattr(holder, field)) for field in _HOLDER}} if holder else {}
    application = applications.by_id(db, str(act.body.get("application") or act.subject))
    if application is None:
        return {}
    person, case = persons.by_id(db, application.person), cases.case(db, application.id)
    about = {
        "id": application.id,
        "service": application.service,
        "accepted-on": application.accepted_on,
        "receipt": case.facts.get("receipt", "") if case else "",
    }
    return {"application": about} | (
        {"person": {field: str(getattr(person, field)) for field in _PERSON}} if person else {}
    )
