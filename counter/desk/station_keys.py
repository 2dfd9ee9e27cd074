"""The keys of the station: made, certified by the city, put to use, replaced, revoked; and the signed list of void serials.

Private keys lie in files beside the store, readable by their owner only: ``code.key`` signs, ``next.key`` waits. The store
has public halves and what is said about them; every act is in the journal.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from counter.desk.bench import Bench
from counter.desk.certifying import certify_training, demand_certificate, request_for, uncertified
from counter.desk.key_books import (
    key_view,
    list_view,
    papers_of,
    record_key,
    record_list,
    record_paper,
    root_view,
)
from counter.desk.key_views import (
    KeyReasonMissing,
    KeyRevokedAlready,
    KeysNeedTwo,
    KeysView,
    KeyView,
    KeyWaits,
    NoKeyWaits,
    NoSuchKey,
    NotForUs,
    OlderList,
    OtherKindOfRoot,
    StillInUse,
    Taken,
)
from counter.desk.rights import Second, beside, demand
from counter.desk.views import Session
from counter.store import keys
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.trust.algorithms import Algorithm, by_name
from counter.trust.chain import Chain, read_papers
from counter.trust.keys import SigningKey
from counter.trust.status import StatusList, sign_list
from counter.values.remark import remark
from counter.values.serial import Serial

NEXT, CHAIN = "next.key", "chain.txt"
_STATION = "station"
"""Who enters the first key: nobody has signed in yet."""
_LIST_DAYS = 30


@dataclass(frozen=True, slots=True)
class StationKeys:
    """Verbs about keys."""

    bench: Bench

    def found(self) -> None:
        """Enter the key of a new station into its books, once.

        A training station is certified by a training root of its own, and again when that certificate has run out.
        """
        with self.bench.store.reading() as db:
            if not self._wanting(db):
                return
        key = self.bench.key.now()
        with self.bench.store.acting(_STATION) as act:
            if not keys.keys(act.db):
                record_key(act, key.public, "in-use")
            if self._wanting(act.db):
                certify_training(self.bench, act, key)
        self.write_chain()

    def show(self) -> KeysView:
        """Everything about the keys."""
        with self.bench.store.reading() as db:
            rows, papers = keys.keys(db), read_papers(papers_of(db))
        zone = self.bench.clock.now().tzinfo
        certified = {one.key.key_id.hex(): one for one in papers.certificates}
        return KeysView(
            tuple(key_view(row, certified.get(row.id)) for row in rows),
            tuple(root_view(one, zone) for one in papers.roots.values()),
            tuple(list_view(one, zone) for one in papers.lists),
        )

    def make(self, session: Session, algorithm: str) -> tuple[KeyView, str]:
        """Make the next key, which waits; with the request that the root of the city certifies.

        While the key in use was never certified, the request is for that one, and no other is made.

        Raises:
            NotYourRole, NoSuchAlgorithm, NoSm2, KeyWaits
        """
        demand(session.clerk, "keys")
        wanted = by_name(algorithm)
        key = uncertified(self.bench) or self._waiting(wanted)
        with self.bench.store.acting(session.clerk.number) as act:
            if all(one.id != key.key_id.hex() for one in keys.keys(act.db)):
                record_key(act, key.public, "made")
                certify_training(self.bench, act, key)
        self.write_chain()
        return self._view(key.key_id.hex()), request_for(self.bench, key).text

    def take(self, session: Session, text: str) -> Taken:
        """Take in what the city sent: its root, certificates of our keys, its list.

        Raises:
            NotYourRole, NotForUs, OtherKindOfRoot, OlderList, NotACertificate, NotAList, NoPublicKey, ForeignList
        """
        demand(session.clerk, "keys")
        with self.bench.store.reading() as db:
            known, own = papers_of(db), {one.id for one in keys.keys(db)}
            newest = {one.about: one.number for one in keys.papers(db) if one.kind == "list"}
        told = read_papers(text)
        for root in told.roots.values():
            if root.training != self.bench.station.training:
                raise OtherKindOfRoot(name=root.name)
        if not told.roots and not read_papers(known).roots:
            raise NotForUs
        chain = Chain.of(known + text)
        ours = [
            one for one in chain.certificates
            if one in told.certificates and one.key.key_id.hex() in own and one.unit == self.bench.station.code
        ]  # fmt: skip
        lists = [one for one in told.lists if one.unit in {root.unit for root in chain.roots.values()}]
        if not ours and not lists:
            raise NotForUs
        for one in lists:
            if one.number < newest.get(one.unit, 0):
                raise OlderList(number=one.number, known=newest[one.unit])
        with self.bench.store.acting(session.clerk.number) as act:
            for paper in (*told.roots.values(), *ours):
                record_paper(act, paper)
            for one in lists:
                record_list(act, one, "list", one.unit)
        self.write_chain()
        zone = self.bench.clock.now().tzinfo
        roots = tuple(root_view(one, zone) for one in told.roots.values())
        return Taken(roots, len(ours), len(lists))

    def rotate(self, session: Session, second: Second | None, reason: str) -> KeyView:
        """Put the waiting key to use; the private half of the one before it is gone from the same moment, its public half stays.

        Raises:
            NotYourRole, KeysNeedTwo, NeedsSomebodyElse, KeyReasonMissing, NoKeyWaits, NotCertifiedNow
        """
        demand(session.clerk, "keys")
        words, name = _reason(reason), beside(session, second, "void", KeysNeedTwo)
        waiting, current = self._file(NEXT), self.bench.key.path
        with self.bench.store.acting(session.clerk.number) as act:
            in_use = next((one.id for one in keys.keys(act.db) if one.state == "in-use"), "")
            turned = not waiting.exists() and SigningKey.load(current).key_id.hex() != in_use
            if not turned and not waiting.exists():
                raise NoKeyWaits
            key = SigningKey.load(
                current if turned else waiting
            )  # turned: the power failed before this was recorded
            demand_certificate(self.bench, act.db, key)
            act.record(Kind.KEY_TURNED, key.key_id.hex(), {"old": in_use, "reason": words, "second": name})
            if not turned:
                waiting.replace(current)
                _settle(current.parent)
        self.write_chain()
        return self._view(key.key_id.hex())

    def revoke(self, session: Session, second: Second | None, key_id: str, reason: str) -> KeyView:
        """Declare that a key proves nothing any more; what others are told is the list that the root of the city signs.

        Raises:
            NotYourRole, KeysNeedTwo, NeedsSomebodyElse, KeyReasonMissing, NoSuchKey, KeyRevokedAlready, StillInUse
        """
        demand(session.clerk, "keys")
        words, name = _reason(reason), beside(session, second, "void", KeysNeedTwo)
        with self.bench.store.acting(session.clerk.number) as act:
            known = next((one for one in keys.keys(act.db) if one.id == key_id.lower()), None)
            if known is None:
                raise NoSuchKey(id=key_id[:32])
            if known.state == "revoked":
                raise KeyRevokedAlready(id=known.id)
            if known.state == "in-use":
                raise StillInUse(id=known.id)
            act.record(Kind.KEY_REVOKED, known.id, {"reason": words, "second": name})
            if known.state == "made":
                self._file(NEXT).unlink(missing_ok=True)
        self.write_chain()
        return self._view(known.id)

    def sign_list(self, session: Session) -> StatusList:
        """Sign the list of every serial of this terminal that proves nothing: void, spoiled, replaced.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "keys")
        now = self.bench.clock.now()
        with self.bench.store.acting(session.clerk.number) as act:
            before = [one.number for one in keys.papers(act.db) if one.kind == "own-list"]
            made = sign_list(
                self.bench.key.now(),
                number=max(before, default=0) + 1,
                unit=self.bench.station.code,
                at=int(now.timestamp()),
                due=int((now + timedelta(days=_LIST_DAYS)).timestamp()),
                void=keys.void(act.db),
                scope=self._scope(now),
            )
            record_list(act, made, "own-list", self._scope(now))
        self.write_chain()
        return made

    def chain(self) -> str:
        """What others may know: roots, certificates, lists; and the key in use as PEM where no root certified it."""
        with self.bench.store.reading() as db:
            texts = papers_of(db)
        key = uncertified(self.bench)
        return texts + (key.public.text() if key else "")

    def _wanting(self, db: Db) -> bool:
        """Whether the books know no key yet, or on a training station no certificate of the key in use for today."""
        known, now = keys.keys(db), self.bench.clock.now().timestamp()
        if not known or not self.bench.station.training:
            return not known
        in_use = {one.id for one in known if one.state == "in-use"}
        papers = (one for one in keys.papers(db) if one.kind == "certificate" and one.about in in_use)
        return all(one.until <= now for one in papers)

    def _waiting(self, wanted: Algorithm) -> SigningKey:
        """The key that waits, or a new one."""
        path = self._file(NEXT)
        if not path.exists():
            return SigningKey.create(path, wanted)
        key = SigningKey.load(path)
        if key.algorithm != wanted:
            raise KeyWaits(id=key.key_id.hex())
        return key

    def _view(self, key_id: str) -> KeyView:
        return next(one for one in self.show().keys if one.id == key_id)

    def _scope(self, now: datetime) -> str:
        """What every serial of this terminal begins with."""
        serial = Serial(self.bench.station.code[:9], self.bench.station.terminal, now.date(), 1)
        return str(serial)[: -len("20261122-0001")]

    def _file(self, name: str) -> Path:
        return self.bench.key.path.parent / name

    def write_chain(self) -> None:
        """Keep what others may know beside the keys, so that ``counter verify`` needs no store."""
        part = self._file(f".{CHAIN}.{os.getpid()}")
        part.write_text(self.chain(), encoding="ascii")
        part.replace(self._file(CHAIN))


def _reason(text: str) -> str:
    if not (words := remark(text)):
        raise KeyReasonMissing
    return words


def _settle(folder: Path) -> None:
    """Let a renamed file outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
