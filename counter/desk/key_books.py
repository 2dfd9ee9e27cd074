"""The books of the station's keys: what the store knows of keys, roots, certificates and lists, told and entered."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from counter.desk.bench import Bench
from counter.desk.key_views import KeyView, ListView, RootView
from counter.store import keys
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.trust.algorithms import by_name
from counter.trust.certificate import Certificate
from counter.trust.keys import PublicKey
from counter.trust.status import StatusList


def own_keys(bench: Bench) -> dict[bytes, PublicKey]:
    """Every key this station ever signed with, by key id: slips of last year are read too."""
    with bench.store.reading() as db:
        known = [public_of(one) for one in keys.keys(db) if one.since]
    return {one.key_id: one for one in (*known, bench.key.now().public)}


def public_of(row: keys.Key) -> PublicKey:
    """The public half."""
    return PublicKey(by_name(row.algorithm), bytes.fromhex(row.public))


def papers_of(db: Db) -> str:
    """The texts of every root, certificate and list, one after the other."""
    return "".join(one.text for one in keys.papers(db))


def key_view(row: keys.Key, paper: Certificate | None) -> KeyView:
    """A key with its certificate, if a root gave it one."""
    public, made = public_of(row), datetime.fromisoformat(row.made_at)
    if paper is None:
        return KeyView(row.id, public.algorithm.title, row.state, made, public.fingerprint, reason=row.reason)
    since, until = (_moment(at, made.tzinfo) for at in (paper.since, paper.until))
    return KeyView(
        row.id, public.algorithm.title, row.state, made, public.fingerprint, paper.serial, since, until, row.reason
    )  # fmt: skip


def root_view(root: Certificate, zone: tzinfo | None) -> RootView:
    """A root, its end in civil time of the station."""
    until = _moment(root.until, zone)
    return RootView(root.key.key_id.hex(), root.name, root.unit, root.training, root.key.fingerprint, until)


def list_view(told: StatusList, zone: tzinfo | None) -> ListView:
    """A list, its days in civil time of the station."""
    at, due = _moment(told.at, zone), _moment(told.due, zone)
    return ListView(told.unit, told.number, at, due, len(told.revoked), len(told.void))


def record_key(act: Acting, key: PublicKey, state: str) -> None:
    """Enter a key: ``made`` where it waits, ``in-use`` where it is the first."""
    body = {"algorithm": key.algorithm.name, "public": key.raw.hex(), "state": state}
    act.record(Kind.KEY_MADE, key.key_id.hex(), body)


def record_paper(act: Acting, paper: Certificate) -> None:
    """Enter a root or a certificate."""
    kind = "certificate" if paper.serial and paper.typ.endswith("certificate") else "root"
    body = {"kind": kind, "number": paper.serial, "until": paper.until, "text": paper.text}
    act.record(Kind.KEY_PAPER, paper.key.key_id.hex(), body)


def record_list(act: Acting, told: StatusList, kind: str, about: str) -> None:
    """Enter a list: ``list`` of a root about its unit, ``own-list`` of this terminal about its serials."""
    body = {"kind": kind, "number": told.number, "until": told.due, "text": told.text}
    act.record(Kind.KEY_PAPER, about, body)


def _moment(seconds: int, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone)
