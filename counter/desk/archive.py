"""The archive: of every sheet that left the counter a signed copy (PAdES), made when nobody waits for it.

What went to the printer stays as it was: the copy is the same bytes, made again from the journal, with a signature behind them. A
key of its own (P-256, ``archive.key``) signs files; the certified key of the station says whose it is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from counter.desk.bench import Bench
from counter.desk.certifying import year_end
from counter.desk.issued_seal import drawn
from counter.desk.papers import paper_of
from counter.desk.rights import demand
from counter.desk.station_keys import StationKeys
from counter.desk.views import Session
from counter.store import archive, cases
from counter.store.apply import Kind
from counter.store.sheet_key import key_of
from counter.trust.certificate import ARCHIVE, Terms, issue
from counter.trust.curves import Es256
from counter.trust.keys import SigningKey
from counter.values.serial import Serial

KEY, CERTIFICATE = "archive.key", "archive.der"
_AT_ONCE = 50
"""Sheets in one transaction: a power cut costs the making of these few again."""
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Archiving:
    """What a run did; ``changed`` are sheets that cannot be made again as they were (fonts or forms are not those of then)."""

    signed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands in the archive, and what is not as it was recorded."""

    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """Verbs about signed copies."""

    bench: Bench

    def sign(self, session: Session) -> Archiving:
        """Sign a copy of every sheet that has none; what was done stays done when the run is cut short.

        Raises:
            NotYourRole, KeyProblem
        """
        demand(session.clerk, "issue")
        signed: list[str] = []
        changed: list[str] = []
        key: tuple[SigningKey, bytes] | None = None
        for serials in self._waiting():
            key = key or self._key(session)
            done = {}
            for serial in serials:
                if pdf := self._again(serial):
                    done[serial] = self._write(serial, pdf, *key)
                else:
                    changed.append(serial)
            with self.bench.store.acting(session.clerk.number) as act:
                for serial, sha256 in done.items():
                    body = {"sheet": key_of(serial), "sha256": sha256, "key": key[0].key_id.hex()}
                    act.record(Kind.SHEET_ARCHIVED, serial, body)
            signed += done
        return Archiving(tuple(signed), tuple(changed))

    def check(self) -> Checked:
        """Compare every file with its record."""
        with self.bench.store.reading() as db:
            known = archive.archived(db)
        missing: list[str] = []
        altered: list[str] = []
        for one in known:
            file = self.file(one.serial)
            if not file.exists():
                missing.append(one.serial)
            elif hashlib.sha256(file.read_bytes()).hexdigest() != one.sha256:
                altered.append(one.serial)
        return Checked(len(known), tuple(missing), tuple(altered))

    def file(self, serial: str) -> Path:
        """Where the signed copy of a sheet lies: ``2026/11/22/<serial>.pdf``."""
        day = Serial.parse(serial).day
        return self.bench.archive / f"{day:%Y/%m/%d}" / f"{serial}.pdf"

    def _waiting(self) -> Iterator[list[str]]:
        """Serials without a copy, a few at a time; those that could not be made again are passed over."""
        after = 0
        while True:
            with self.bench.store.reading() as db:
                serials = archive.pending(db, after, _AT_ONCE, without=self.bench.strips)
            if not serials:
                return
            yield serials
            after = key_of(serials[-1])

    def _again(self, serial: str) -> bytes | None:
        """The very bytes that went to the printer; None when they cannot be made any more."""
        with self.bench.store.reading() as db:
            sheet = cases.sheet(db, serial)
        if sheet is None:
            return None
        pdf = drawn(self.bench, paper_of(sheet))
        return pdf if hashlib.sha256(pdf).hexdigest() == sheet.sha256 else None

    def _write(self, serial: str, pdf: bytes, key: SigningKey, certificate: bytes) -> str:
        """Sign and write a copy, whole or not at all; its fingerprint."""
        from counter.printing.pades import signed_file  # noqa: PLC0415 - only the archive needs CMS

        name = self.bench.settings.station.full_name
        content = signed_file(pdf, key, certificate, self.bench.clock.now(), name)
        file = self.file(serial)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_name(f".{file.name}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
        return hashlib.sha256(content).hexdigest()

    def _key(self, session: Session) -> tuple[SigningKey, bytes]:
        """The key that signs files and its certificate; a new pair when there is none or its year is over.

        The station's own key says so in a paper that travels with the chain.
        """
        now, folder = self.bench.clock.now(), self.bench.key.path.parent
        with self.bench.store.reading() as db:
            until = archive.key_until(db)
        if now.timestamp() < until and (folder / KEY).exists() and (folder / CERTIFICATE).exists():
            return SigningKey.load(folder / KEY), (folder / CERTIFICATE).read_bytes()
        return self._new_key(session, now, folder)

    def _new_key(self, session: Session, now: datetime, folder: Path) -> tuple[SigningKey, bytes]:
        from counter.trust.x509 import self_issued  # noqa: PLC0415 - as above

        (folder / KEY).unlink(missing_ok=True)
        key, until = SigningKey.create(folder / KEY, Es256()), year_end(now)
        station = self.bench.settings.station
        name = f"{station.full_name} 样张 SPECIMEN" if self.bench.station.training else station.full_name
        since = now - timedelta(minutes=1)  # clocks of readers are not ours
        certificate = self_issued(key, name=name, unit=station.code, since=since, until=until)
        (folder / CERTIFICATE).write_bytes(certificate)
        at, end = int(now.timestamp()), int(until.timestamp())
        terms = Terms(1, station.code, station.full_name, at, at, end, self.bench.station.training)
        paper = issue(ARCHIVE, terms, key.public, self.bench.key.now())
        body = {"kind": "archive", "number": 1, "until": end, "text": paper.text}
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.KEY_PAPER, key.key_id.hex(), body)
        StationKeys(self.bench).write_chain()
        return key, certificate
