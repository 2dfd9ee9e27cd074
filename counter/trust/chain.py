"""What a verifier holds: roots, certificates, lists, and bare public keys; and what they say of one signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.certificate import (
    ARCHIVE,
    CERTIFICATE,
    ROOT,
    Certificate,
    NotACertificate,
    read_certificate,
)
from counter.trust.keys import NoPublicKey, PublicKey, public_keys
from counter.trust.sign1 import NotAToken, blocks, opened
from counter.trust.status import LIST, Revoked, StatusList, read_list


class ForeignList(CounterError):
    """A list that neither a root in hand nor one of its stations signed; values: ``number``, ``unit``."""

    happened = Text(
        "{unit} 的第 {number} 号名单不是由可信的密钥签名的。",
        "List {number} of {unit} is not signed by a key that is trusted here.",
    )
    next_step = Text(
        "请重新索取名单，或一并给出根证书。", "Ask for the list again, or name the root certificate as well."
    )


@dataclass(frozen=True, slots=True)
class Papers:
    """What a text brings, as read and not yet believed."""

    bare: Mapping[bytes, PublicKey]
    roots: Mapping[bytes, Certificate]
    certificates: tuple[Certificate, ...]
    lists: tuple[StatusList, ...]
    archives: tuple[Certificate, ...]
    """Keys of archives, each named by a key of its station."""


@dataclass(frozen=True, slots=True)
class Link:
    """A key that may have signed: with its certificate and root, or bare, trusted because somebody named its file."""

    key: PublicKey
    certificate: Certificate | None = None
    root: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything in hand that a root of ours signed, and bare keys."""

    roots: Mapping[bytes, Certificate] = field(default_factory=dict)
    certificates: tuple[Certificate, ...] = ()
    lists: tuple[StatusList, ...] = ()
    bare: Mapping[bytes, PublicKey] = field(default_factory=dict)
    archives: tuple[Certificate, ...] = ()

    @classmethod
    def of(cls, trusted: str, told: str = "") -> Chain:
        """From texts: ``trusted`` may bring roots and bare keys, ``told`` only what a root stands behind.

        A certificate that no root signed is left out: its key is unknown. A list is never left out silently.

        Raises:
            NoPublicKey: the trusted text brings neither a root nor a key.
            NotACertificate, NotAList: a block is not what it says.
            ForeignList
        """
        ours, theirs = read_papers(trusted), read_papers(told)
        if not ours.roots and not ours.bare:
            raise NoPublicKey
        papers = {one.raw: one for one in (*ours.certificates, *theirs.certificates)}
        believed = tuple(one for one in papers.values() if _certified(one, ours.roots))
        chain = cls(
            ours.roots, believed, (*ours.lists, *theirs.lists), ours.bare, (*ours.archives, *theirs.archives)
        )
        for one in chain.lists:
            if chain.issuer(one) is None:
                raise ForeignList(number=one.number, unit=one.unit)
        return chain

    def links(self, key_id: bytes) -> tuple[Link, ...]:
        """Every key of that name, the certified first."""
        certified = (one for one in self.certificates if one.key.key_id == key_id)
        found = [Link(one.key, one, self.roots[one.token.key_id]) for one in certified]
        return (*found, *([Link(self.bare[key_id])] if key_id in self.bare else []))

    def issuer(self, told: StatusList) -> Certificate | None:
        """The root or the station that signed a list, while its certificate ran; a station lists its own serials only."""
        papers = (*self.roots.values(), *self.certificates)
        fitting = (one for one in papers if one.key.key_id == told.token.key_id and one.unit == told.unit)
        allowed = (one for one in fitting if one.typ == ROOT or _own(told, one.unit))
        return next((one for one in allowed if one.covers(told.at) and told.token.signed_by(one.key)), None)

    def of_root(self, root: Certificate) -> StatusList | None:
        """The newest list of a root."""
        own = (one for one in self.lists if one.token.key_id == root.key.key_id)
        return max(own, key=_number, default=None)

    def of_station(self, serial: str, link: Link) -> StatusList | None:
        """The newest list about a serial of the station that a key belongs to, whichever of its keys signed it.

        A revoked key lists nothing.
        """
        if link.certificate is None or link.root is None:
            return None
        about = (one for one in self.lists if serial.startswith(one.scope))
        own = [one for one in about if self._from(one, link.certificate, link.root)]
        return max(own, key=_number, default=None)

    def archive(self, key: PublicKey) -> Link | None:
        """Whose archive a key signs for: the certified key of the station that named it while it was good."""
        for paper in (one for one in self.archives if one.key == key):
            for link in self.links(paper.token.key_id):
                told, station = self.revoked(link), link.certificate
                if station is None or (station.unit, station.training) != (paper.unit, paper.training):
                    continue
                if station.covers(paper.issued) and paper.token.signed_by(link.key):
                    return None if told and paper.issued >= told.since else link
        return None

    def revoked(self, link: Link) -> Revoked | None:
        """What the newest list of the root says against a key."""
        told = self.of_root(link.root) if link.root else None
        return told.revoked.get(link.key.key_id) if told else None

    def void(self, serial: str, link: Link) -> tuple[StatusList, str] | None:
        """The list that names a serial as void, with the serial in its place; of the station itself or of the root."""
        lists = (self.of_root(link.root) if link.root else None, self.of_station(serial, link))
        return next(((one, one.void[serial]) for one in lists if one and serial in one.void), None)

    def _from(self, told: StatusList, station: Certificate, root: Certificate) -> bool:
        signer = self.issuer(told)
        if signer is None or signer.typ != CERTIFICATE or signer.unit != station.unit:
            return False
        against = self.revoked(Link(signer.key, signer, root))
        return signer.token.key_id == root.key.key_id and (against is None or told.at < against.since)


def read_papers(text: str) -> Papers:
    """Every paper of a text.

    Raises:
        NotACertificate, NotAList, NoPublicKey: one of them is not what it says.
    """
    roots, certificates, lists, archives = {}, [], [], []
    for raw in blocks(text):
        if _typ(raw) == LIST:
            lists.append(read_list(raw))
        elif (paper := read_certificate(raw)).typ == ROOT:
            roots[paper.key.key_id] = paper
        elif paper.typ == CERTIFICATE:
            certificates.append(paper)
        elif paper.typ == ARCHIVE:
            archives.append(paper)
    return Papers(public_keys(text), roots, tuple(certificates), tuple(lists), tuple(archives))


def _typ(raw: bytes) -> str:
    try:
        return opened(raw).typ
    except NotAToken:
        raise NotACertificate from None


def _certified(paper: Certificate, roots: Mapping[bytes, Certificate]) -> bool:
    root = roots.get(paper.token.key_id)
    return root is not None and paper.certified_by(root)


def _own(told: StatusList, unit: str) -> bool:
    """Whether a list speaks of nothing but sheets of a station: ``L`` and the nine digits that name it."""
    return told.scope.startswith(f"L{unit[:9]}-") and not told.revoked


def _number(told: StatusList) -> int:
    return told.number
