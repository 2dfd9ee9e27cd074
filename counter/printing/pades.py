"""Signs a finished file and reads such a signature: PAdES baseline B-B (ETSI EN 319 142-1), CMS (RFC 5652), ECDSA P-256.

The signature is appended (ISO 32000-1, 7.5.6), so that the bytes that went to the printer stand in front of it unchanged and
the file stays PDF/A-2u. It has no picture on the page. There is no time stamp of a third party: the time is the station's word.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from counter.trust.curves import Es256
from counter.trust.keys import PublicKey
from counter.trust.raw import der_signature, raw_signature

if TYPE_CHECKING:
    from counter.trust.keys import SigningKey

FILTER = b"/ETSI.CAdES.detached"
ROOM = 3072
"""Bytes kept free for the signature; ours have about 1,200."""
_RANGE = b"/ByteRange [ 0 %010d %010d %010d ]"
_SIGNED = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_HIDDEN_PRINT_LOCKED = 132
"""Flags of the field: printed (nothing), locked (ISO 32000-1, table 165)."""


class CannotSign(ValueError):
    """The file is not one of ours."""


@dataclass(frozen=True, slots=True)
class FileSignature:
    """What was found in a file: ``whole`` when every byte is as it was signed and nothing was added."""

    whole: bool
    key: PublicKey | None
    """The key that really signed; None where no signature could be checked."""
    name: str = ""
    certificate: bytes = b""


def signed_file(pdf: bytes, key: SigningKey, certificate: bytes, at: datetime, name: str) -> bytes:
    """The file with a signature behind it.

    Raises:
        CannotSign
    """
    prepared, gap = _prepared(pdf, at, name)
    digest = hashlib.sha256(prepared[: gap - 1] + prepared[gap + 2 * ROOM + 1 :]).digest()
    content = _cms(digest, key, certificate).hex().encode("ascii")
    if len(content) > 2 * ROOM:
        raise CannotSign(len(content))
    return prepared[:gap] + content.ljust(2 * ROOM, b"0") + prepared[gap + 2 * ROOM :]


def file_signature(pdf: bytes) -> FileSignature | None:
    """The signature of a file, checked; None when it has none. It must cover the file to its end."""
    found = _SIGNED.search(pdf)
    if found is None:
        return None
    start, first, second, rest = (int(number) for number in found.groups())
    gap = pdf[first:second]
    closed = start == 0 and second + rest == len(pdf) and gap[:1] == b"<" and gap[-1:] == b">"
    try:
        content = bytes.fromhex(gap[1:-1].decode("ascii"))
        read = _read(content, hashlib.sha256(pdf[:first] + pdf[second:]).digest())
    except Exception:  # ASN.1 of strangers fails in as many ways as CBOR does
        return FileSignature(whole=False, key=None)
    whole = read.whole and closed and first < second
    return FileSignature(whole, read.key, read.name, read.certificate)


def _prepared(pdf: bytes, at: datetime, name: str) -> tuple[bytes, int]:
    """The file with an empty signature appended, and where its hexadecimal digits begin."""
    before, size, root = _trailer(pdf)
    catalog, pages = _object(pdf, root), _object(pdf, _reference(_object(pdf, root), b"Pages"))
    kids = re.search(rb"/Kids\s*\[\s*(\d+) 0 R", pages)
    if kids is None:
        raise CannotSign("pages")
    page = int(kids[1])
    signature, field = size, size + 1
    opened = _object(pdf, page)
    if b"/Annots" in opened:
        raise CannotSign("annotations")
    objects = {
        root: _with(catalog, b"/AcroForm << /Fields [ %d 0 R ] /SigFlags 3 >>" % field),
        page: _with(opened, b"/Annots [ %d 0 R ]" % field),
        signature: _dictionary(at, name),
        field: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /F %d /Rect [ 0 0 0 0 ] /P %d 0 R /V %d 0 R >>"
        % (_HIDDEN_PRINT_LOCKED, page, signature),
    }
    return _appended(pdf, objects, before, root)


def _dictionary(at: datetime, name: str) -> bytes:
    """The signature dictionary (ISO 32000-1, table 252) with its places still empty."""
    zone = at.strftime("%z")
    moment = f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'".encode("ascii")
    words = ("\ufeff" + name).encode("utf-16-be").hex().encode("ascii")
    empty = b"/Contents <" + b"0" * (2 * ROOM) + b">"
    return (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter " + FILTER + b" " + _RANGE % (0, 0, 0) + b" " + empty
        + b" /M (" + moment + b") /Name <" + words + b"> >>"
    )  # fmt: skip


def _appended(pdf: bytes, objects: dict[int, bytes], before: int, root: int) -> tuple[bytes, int]:
    """The objects behind the file with a table of their own, the byte range filled in; and the place of the digits."""
    whole, offsets = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n"), {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(whole)
        whole += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(whole)
    whole += b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in sorted(offsets.items())
    )
    ids = re.findall(rb"/ID\s*(\[\s*<[0-9a-fA-F]+>\s*<[0-9a-fA-F]+>\s*\])", pdf)
    info = re.findall(rb"/Info (\d+) 0 R", pdf)
    whole += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d" % (max(objects) + 1, root, before)
    whole += (b" /Info %s 0 R" % info[-1] if info else b"") + (b" /ID " + ids[-1] if ids else b"")
    whole += b" >>\nstartxref\n%d\n%%%%EOF\n" % table
    gap = whole.rindex(b"/Contents <") + len(b"/Contents <")
    end = gap + 2 * ROOM + 1
    place = whole.rindex(_RANGE % (0, 0, 0))
    filled = _RANGE % (gap - 1, end, len(whole) - end)
    whole[place : place + len(filled)] = filled
    return bytes(whole), gap


def _trailer(pdf: bytes) -> tuple[int, int, int]:
    """Where the last table is, how many objects there are, and the number of the catalog."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", pdf)
    tail = pdf[int(start[1]) :] if start else b""
    size, root = re.search(rb"/Size (\d+)", tail), re.search(rb"/Root (\d+) 0 R", tail)
    if start is None or size is None or root is None or not tail.startswith(b"xref"):
        raise CannotSign("trailer")
    return int(start[1]), int(size[1]), int(root[1])


def _object(pdf: bytes, number: int) -> bytes:
    """The dictionary of an object that is no stream, as it was last written."""
    found = re.findall(rb"(?:^|\n)%d 0 obj\s*(<<.*?>>)\s*endobj" % number, pdf, re.DOTALL)
    if not found:
        raise CannotSign(number)
    return bytes(found[-1])


def _reference(dictionary: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, dictionary)
    if found is None:
        raise CannotSign(name)
    return int(found[1])


def _with(dictionary: bytes, entry: bytes) -> bytes:
    """The dictionary with one entry more."""
    return dictionary[:-2].rstrip() + b"\n" + entry + b"\n>>"


def _cms(digest: bytes, key: SigningKey, certificate: bytes) -> bytes:
    """SignedData over a digest with the attributes that PAdES wants: type, digest, and which certificate it is (RFC 5035)."""
    from asn1crypto import cms, tsp, x509  # noqa: PLC0415 - 60 ms that only the archive pays

    paper = x509.Certificate.load(certificate)
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]})
    said = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [digest]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
    )
    signer = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": {"issuer": paper.issuer, "serial_number": paper.serial_number}},
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": said,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": der_signature(key.sign(said.dump())),
    }
    content = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [paper],
        "signer_infos": [signer],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _read(content: bytes, digest: bytes) -> FileSignature:
    """The signature in a CMS structure, checked against the digest of the file.

    Raises:
        Exception: of many kinds; it is none of ours.
    """
    from asn1crypto import cms, tsp, x509  # noqa: PLC0415 - as above

    whole = cms.ContentInfo.load(content)
    if content[len(whole.dump()) :].strip(b"\x00"):
        raise ValueError("something behind the signature")
    data: Any = whole["content"]
    (signer,), (choice,) = data["signer_infos"], data["certificates"]
    paper: x509.Certificate = choice.chosen
    told = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    named: tsp.SigningCertificateV2 = told["signing_certificate_v2"][0]
    certificate = paper.dump()
    right = (
        signer["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
        and told["content_type"][0].native == "data"
        and told["message_digest"][0].native == digest
        and named["certs"][0]["cert_hash"].native == hashlib.sha256(certificate).digest()
    )
    key = _key(paper.public_key.dump())
    message = signer["signed_attrs"].untag().dump()
    good = key.verify(raw_signature(signer["signature"].native), message)
    name = str(paper.subject.native.get("common_name", ""))
    return FileSignature(bool(right and good), key if good else None, name, certificate)


def _key(info: bytes) -> PublicKey:
    method = Es256()
    if not info.startswith(method.spki) or len(info) != len(method.spki) + method.size:
        raise ValueError("not a P-256 key")
    return PublicKey(method, info[len(method.spki) :])
