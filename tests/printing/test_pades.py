"""The signature behind an archived file: what pdfsig and pyHanko say of it, and that nothing else of the file changes."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pypdfium2.raw as raw
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from counter.clock import STATION_ZONE
from counter.printing import verify
from counter.printing.code import sign
from counter.printing.pades import ROOM, CannotSign, file_signature, signed_file
from counter.printing.paper import Paper
from counter.printing.press import Press
from counter.printing.verify import verify_pdf
from counter.trust.certificate import ARCHIVE, issue
from counter.trust.chain import Chain
from counter.trust.curves import Es256
from counter.trust.keys import SigningKey
from counter.trust.x509 import self_issued
from tests.printing.conftest import claims_of
from tests.printing.test_verify import rewritten
from tests.trust.conftest import AT, STATION, Certified, certified, request, terms

NOON = datetime.fromtimestamp(AT, STATION_ZONE)
NAME = "某市公安局望山路派出所 样张"
FORMS = ["confirmation-slip", "acceptance-receipt", "refusal-notice", "day-report"]
Make = Callable[..., Paper]

pytestmark = pytest.mark.component


@pytest.fixture(scope="module")
def archive() -> tuple[SigningKey, bytes]:
    """A key of an archive with its certificate."""
    key = SigningKey.of(Es256().make())
    certificate = self_issued(
        key, name=NAME, unit=STATION, since=NOON - timedelta(1), until=NOON + timedelta(365)
    )
    return key, certificate


@pytest.fixture(scope="module")
def sheet(press: Press, signed: Make) -> bytes:
    return press.pdf(signed())


@pytest.fixture(scope="module")
def copy(sheet: bytes, archive: tuple[SigningKey, bytes]) -> bytes:
    return signed_file(sheet, *archive, NOON, NAME)


def told_by_pyhanko(content: bytes, certificate: bytes) -> Any:
    """What an independent library says, with the certificate as the only one it believes."""
    reader = PdfFileReader(io.BytesIO(content))
    (signature,) = reader.embedded_signatures
    trusted = ValidationContext(
        trust_roots=[x509.Certificate.load(certificate)], allow_fetching=False, moment=NOON
    )
    return validate_pdf_signature(signature, trusted)


def test_the_bytes_of_the_printer_stand_unchanged_in_front(sheet: bytes, copy: bytes) -> None:
    assert copy.startswith(sheet)
    assert len(copy) - len(sheet) < 8000


def test_pyhanko_finds_it_valid_trusted_and_over_the_whole_file(
    copy: bytes, archive: tuple[SigningKey, bytes]
) -> None:
    told = told_by_pyhanko(copy, archive[1])
    assert told.bottom_line
    assert (told.intact, told.valid, told.trusted) == (True, True, True)
    assert told.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert (told.md_algorithm, told.pkcs7_signature_mechanism) == ("sha256", "sha256_ecdsa")
    assert told.signer_reported_dt == NOON
    (found,) = PdfFileReader(io.BytesIO(copy)).embedded_signatures
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    kinds = {one["type"].native for one in found.signer_info["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}, "as PAdES B-B wants it"


def test_pdfsig_finds_it_valid(copy: bytes, tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert f"Common Name: {NAME}" in said
    file.write_bytes(copy.replace(b"/Producer", b"/Producex", 1))
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in said


@pytest.mark.parametrize("form", FORMS)
def test_it_is_still_pdf_a_2u_and_sound(
    press: Press, signed: Make, archive: tuple[SigningKey, bytes], tmp_path: Path, form: str
) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(signed_file(press.pdf(signed(form)), *archive, NOON, NAME))
    result = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_2U)
    assert result.is_compliant, result
    subprocess.run(["qpdf", "--check", file], capture_output=True, check=True)


def test_the_page_looks_as_before(sheet: bytes, copy: bytes) -> None:
    before, after = (pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil() for one in (sheet, copy))
    assert before.tobytes() == after.tobytes()


def test_our_own_reading_agrees(sheet: bytes, copy: bytes, archive: tuple[SigningKey, bytes]) -> None:
    assert file_signature(sheet) is None
    found = file_signature(copy)
    assert found
    assert found.whole
    assert (found.key, found.name, found.certificate) == (archive[0].public, NAME, archive[1])


def test_any_changed_byte_is_found(copy: bytes, sheet: bytes) -> None:
    """Everywhere in the sheet and in what was appended."""
    start = copy.index(b"/Contents <") + len(b"/Contents ")
    end = copy.index(b">", start)
    for place in (*range(0, len(sheet), 997), *range(len(sheet), start + 1, 7), *range(end, len(copy), 7)):
        altered = bytearray(copy)
        altered[place] ^= 0x01
        found = file_signature(bytes(altered))
        assert found is None or not found.whole, place


def test_a_changed_signature_is_never_that_of_another_key(
    copy: bytes, archive: tuple[SigningKey, bytes]
) -> None:
    """What merely labels a signature (RFC 5652) is not under it; who signed what is."""
    start, broken = copy.index(b"/Contents <") + len(b"/Contents <"), 0
    for place in range(start, start + 2 * ROOM, 13):
        altered = bytearray(copy)
        altered[place] = ord("0") if altered[place] != ord("0") else ord("1")
        found = file_signature(bytes(altered))
        assert found
        broken += not found.whole
        assert not found.whole or (found.key, found.certificate) == (archive[0].public, archive[1])
    assert broken > 300, "of 473, the filling behind it included"


def test_something_added_behind_or_before_is_found(copy: bytes) -> None:
    for altered in (
        copy + b"\n",
        copy + copy[-300:],
        b"%" + copy,
        copy[:-1],
        copy.replace(b"%%EOF", b"%%EOX", 1),
    ):
        found = file_signature(altered)
        assert found
        assert not found.whole
    document = pypdfium2.PdfDocument(copy)
    saved = io.BytesIO()
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(document[0], raw.FPDF_ANNOT_SQUARE))
    document.save(saved)
    found = file_signature(saved.getvalue())
    assert found is None or not found.whole


def test_an_update_appended_behind_the_signature_is_seen_by_all_three(
    copy: bytes, archive: tuple[SigningKey, bytes], tmp_path: Path
) -> None:
    """The page turned by an incremental update, as a forger appends it: every signed byte is still there."""
    forged = rewritten(copy, "turned")
    assert forged.startswith(copy)
    found = file_signature(forged)
    assert found
    assert not found.whole
    told = told_by_pyhanko(forged, archive[1])
    assert not told.bottom_line
    assert told.coverage is not SignatureCoverageLevel.ENTIRE_FILE
    file = tmp_path / "forged.pdf"
    file.write_bytes(forged)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Not total document signed" in said


def test_a_second_signature_is_not_believed(copy: bytes) -> None:
    found = file_signature(copy + b"% /ByteRange [ 0 1 2 3 ]\n")
    assert found
    assert not found.whole


def test_a_file_that_is_not_ours_is_not_signed(archive: tuple[SigningKey, bytes], copy: bytes) -> None:
    for content in (b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF\n", copy):
        with pytest.raises(CannotSign):
            signed_file(content, *archive, NOON, NAME)


@pytest.mark.parametrize("gap", ["", "zz", "3000", "30" * 100, "308006092a864886f70d010702"])
def test_hostile_signatures_are_refused_and_not_endured(copy: bytes, gap: str) -> None:
    start = copy.index(b"/Contents <") + len(b"/Contents <")
    end = copy.index(b">", start)
    found = file_signature(copy[:start] + gap.encode().ljust(end - start, b"0") + copy[end:])
    assert found
    assert (found.whole, found.key) == (False, None)


# What counter verify says --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("city") / "root")


def said(press: Press, content: bytes, text: str) -> tuple[bool, tuple[Any, ...]]:
    verdict = verify_pdf(content, Chain.of(text), press.forms)
    return verdict.valid, verdict.reasons


def test_verification_names_the_archive_of_the_station(
    press: Press, signed: Make, archive: tuple[SigningKey, bytes], station: Certified
) -> None:
    paper = signed()
    paper = replace(paper, code=sign(claims_of(paper), station.key))
    content = signed_file(press.pdf(paper), *archive, NOON, NAME)
    named = issue(ARCHIVE, terms(), archive[0].public, station.key).text
    valid, reasons = said(press, content, station.text + named)
    assert valid, reasons
    assert any("一个字节也没有改动" in reason.zh for reason in reasons)
    valid, reasons = said(press, content, station.text)
    assert valid
    assert any("no paper of the station names the key" in reason.en for reason in reasons)
    altered = content.replace(b"/Lang (zh-CN)", b"/Lang (zh-TW)", 1)
    valid, reasons = said(press, altered, station.text + named)
    assert not valid
    assert verify.FILE_ALTERED in reasons


def test_the_archive_of_another_station_is_not_ours(
    press: Press, signed: Make, archive: tuple[SigningKey, bytes], station: Certified
) -> None:
    """Certified by the same city, and all the same a stranger to this sheet."""
    paper = signed()
    paper = replace(paper, code=sign(claims_of(paper), station.key))
    neighbour = SigningKey.of(b"n" * 32)
    asked = request(neighbour, unit="110108980000")
    other = station.root.certify(asked, issued=AT, since=AT, until=AT + 9)
    named = issue(ARCHIVE, terms(unit="110108980000"), archive[0].public, neighbour).text
    content = signed_file(press.pdf(paper), *archive, NOON, NAME)
    _, reasons = said(press, content, station.text + other.text + named)
    assert any("no paper of the station names the key" in reason.en for reason in reasons)


def test_an_annotation_beside_the_signature_is_refused(
    press: Press, signed: Make, archive: tuple[SigningKey, bytes], keys: Chain
) -> None:
    """The field of a signature has no extent; anything that can be seen is not one."""
    content = signed_file(press.pdf(signed()), *archive, NOON, NAME)
    seen = content.replace(b"/Rect [ 0 0 0 0 ]", b"/Rect [ 0 0 9 9 ]")
    verdict = verify_pdf(seen, keys, press.forms)
    assert verify.FOREIGN in verdict.reasons
    assert verify.FOREIGN not in verify_pdf(content, keys, press.forms).reasons
