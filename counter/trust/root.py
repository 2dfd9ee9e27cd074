"""The city's root: an offline folder with its key, its certificate, and everything it ever signed.

The folder is the register: certificates lie in ``issued/<serial>.txt``, lists in ``lists/<number>.txt``; a list begins with
what the one before it said, so that nothing once revoked comes back.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.algorithms import DEFAULT, Algorithm
from counter.trust.certificate import (
    CERTIFICATE,
    REQUEST,
    ROOT,
    Certificate,
    NotACertificate,
    Terms,
    issue,
    read_certificate,
)
from counter.trust.chain import read_papers
from counter.trust.keys import SigningKey
from counter.trust.sign1 import blocks
from counter.trust.status import Revoked, StatusList, sign_list

KEY, PAPER, ISSUED, LISTS = "root.key", "root.txt", "issued", "lists"


class RootThere(CounterError):
    """The folder has a root already; values: ``folder``."""

    happened = Text("文件夹 {folder} 里已经有根密钥。", "The folder {folder} already has a root key.")
    next_step = Text(
        "请另选文件夹；根密钥不会被覆盖。", "Choose another folder; a root key is never written over."
    )


class NoRoot(CounterError):
    """The folder has no root; values: ``folder``."""

    happened = Text("文件夹 {folder} 里没有可用的根密钥。", "The folder {folder} has no usable root key.")
    next_step = Text(
        "请用 counter keys root 建立，或指定正确的文件夹。",
        "Make one with counter keys root, or name another folder.",
    )


class OtherKind(CounterError):
    """A training station is certified by a training root only, and no other by one."""

    happened = Text(
        "训练用的根只认证训练站，正式的根只认证正式站。",
        "A training root certifies training stations, any other root only working ones.",
    )
    next_step = Text("请使用同类的根。", "Use a root of the same kind.")


class RootEnds(CounterError):
    """The time asked for is not within that of the root."""

    happened = Text("根证书的有效期不够。", "The certificate of the root does not last long enough.")
    next_step = Text("请缩短期限，或换用新的根。", "Ask for a shorter time, or use a new root.")


class NoSuchCertificate(CounterError):
    """This root never certified that key; values: ``key_id``."""

    happened = Text("本根没有认证过密钥 {key_id}。", "This root never certified the key {key_id}.")
    next_step = Text("请核对密钥编号。", "Please check the key id.")


@dataclass(frozen=True, slots=True)
class CityRoot:
    """An opened folder of a root."""

    folder: Path
    key: SigningKey
    paper: Certificate

    @classmethod
    def make(cls, folder: Path, terms: Terms, algorithm: Algorithm = DEFAULT) -> CityRoot:
        """Make key and certificate of a new root.

        Raises:
            RootThere
        """
        if (folder / PAPER).exists():
            raise RootThere(folder=folder)
        try:
            key = SigningKey.create(folder / KEY, algorithm)
        except FileExistsError:
            key = SigningKey.load(folder / KEY)  # the power failed between the two files
        _write(folder / PAPER, issue(ROOT, terms, key.public, key).text)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> CityRoot:
        """The root of a folder.

        Raises:
            NoRoot, KeyOpenToOthers
        """
        try:
            papers = read_papers((folder / PAPER).read_text(encoding="ascii", errors="replace"))
            key = SigningKey.load(folder / KEY)
            return cls(folder, key, papers.roots[key.key_id])
        except (OSError, KeyError, NotACertificate) as error:
            raise NoRoot(folder=folder) from error

    def certify(self, request: str, *, issued: int, since: int, until: int) -> Certificate:
        """Certify the key of a request for a time.

        Raises:
            NotACertificate, OtherKind, RootEnds
        """
        asked = next((one for one in map(read_certificate, blocks(request)) if one.typ == REQUEST), None)
        if asked is None:
            raise NotACertificate
        if asked.training != self.paper.training:
            raise OtherKind
        if not self.paper.covers(issued) or until > self.paper.until:
            raise RootEnds
        serial = _next(self.folder / ISSUED)
        terms = Terms(serial, asked.unit, asked.name, issued, since, until, asked.training)
        paper = issue(CERTIFICATE, terms, asked.key, self.key)
        _write(self.folder / ISSUED / f"{serial:06d}.txt", paper.text)
        return paper

    def certified(self) -> tuple[Certificate, ...]:
        """Every certificate this root signed, oldest first."""
        return tuple(
            paper
            for file in _numbered(self.folder / ISSUED)
            for paper in read_papers(file.read_text("ascii")).certificates
        )

    def last_list(self) -> StatusList | None:
        """The newest list this root signed."""
        files = _numbered(self.folder / LISTS)
        return read_papers(files[-1].read_text("ascii")).lists[0] if files else None

    def list_now(
        self,
        *,
        at: int,
        due: int,
        revoked: Mapping[bytes, Revoked] | None = None,
        void: Mapping[str, str] | None = None,
    ) -> StatusList:
        """Sign the next list: what the last one said, and what is new.

        Raises:
            NoSuchCertificate
        """
        known = {one.key.key_id for one in self.certified()}
        for key_id in revoked or {}:
            if key_id not in known:
                raise NoSuchCertificate(key_id=key_id.hex())
        last, number = self.last_list(), _next(self.folder / LISTS)
        made = sign_list(
            self.key,
            number=number,
            unit=self.paper.unit,
            at=at,
            due=due,
            revoked=_sharpened(last.revoked if last else {}, revoked or {}),
            void={**(last.void if last else {}), **(void or {})},
        )
        _write(self.folder / LISTS / f"{number:06d}.txt", made.text)
        return made


def _sharpened(old: Mapping[bytes, Revoked], new: Mapping[bytes, Revoked]) -> dict[bytes, Revoked]:
    """Both together; where a key stands in both, the earlier moment counts: nothing revoked is believed again."""
    both = {**new, **old}
    return both | {key: one for key, one in new.items() if one.since < both[key].since}


def _numbered(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*.txt"))


def _next(folder: Path) -> int:
    files = _numbered(folder)
    return int(files[-1].stem) + 1 if files else 1


def _write(path: Path, text: str) -> None:
    """A new file, whole and on disk when this returns, or not there at all; never over an old one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with part.open("x", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
