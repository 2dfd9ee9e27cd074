"""Reads a finished page as a stranger would: the code from its picture, the words from their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium_raw
import zxingcpp

from counter.printing.form import MM, Box

if TYPE_CHECKING:
    from PIL import Image

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
BGRX = pdfium_raw.FPDFBitmap_BGRx
SCALES = (200 / 72, 300 / 72)
"""Resolutions tried for the code, in pixels per point."""
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_DOES = re.compile(rb"/(?:OpenAction|AA|JavaScript|JS|Launch|XFA|RichMedia)\b")
"""Names of actions (ISO 32000-1, 12.6) outside of streams."""
MOST_PAGES = 99
LONGEST = 1200 * MM
"""The longest edge of a page that is looked at, in points: sheets are A4 at most, a strip from a roll may be longer."""
TENTH = 0.1
SLACK = 0.05
"""How far a letter may stand out to the left of its box, in mm: rounding of places on the page."""


class UnreadablePdf(ValueError):
    """The bytes are not a PDF that can be opened."""


@dataclass(slots=True)
class NotOnePage(ValueError):
    """The file has another number of pages than one."""

    pages: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its place on the base line in mm from the top left corner; beyond the BMP two halves share a place."""

    x: float
    y: float
    half: str
    size: float = 0.0
    """In points, as the file names it."""

    def stands_in(self, at: Box) -> bool:
        """Whether it belongs to a box."""
        return at.x - SLACK <= self.x < at.right and at.y <= self.y <= at.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a file; use ``of`` or ``all_of`` as a context."""

    _page: Any
    _letters: tuple[Letter, ...]

    @classmethod
    @contextmanager
    def of(cls, pdf: bytes) -> Iterator[Page]:
        """Open a file of one page; raises UnreadablePdf or NotOnePage."""
        with cls.all_of(pdf) as pages:
            if len(pages) != 1:
                raise NotOnePage(len(pages))
            yield pages[0]

    @classmethod
    @contextmanager
    def all_of(cls, pdf: bytes) -> Iterator[tuple[Page, ...]]:
        """Open a file with all its pages, at least one; raises UnreadablePdf."""
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf from error
        try:
            yield cls._opened(document)
        finally:
            document.close()

    @classmethod
    def _opened(cls, document: Any) -> tuple[Page, ...]:
        """The pages of a document, looked at before they are drawn: one that is metres wide would fill the memory.

        Raises:
            UnreadablePdf
        """
        if not 0 < len(document) <= MOST_PAGES:
            raise UnreadablePdf
        try:
            pages = list(document)
            if max(max(page.get_size()) for page in pages) > LONGEST:
                raise UnreadablePdf
            return tuple(cls(page, tuple(_letters(page))) for page in pages)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf from error

    def code(self) -> str:
        """The text of the QR picture; "" when there is none.

        The red channel comes first: in it a red seal over the code is as white as the paper.
        """
        for scale in SCALES:
            for picture in (self._red(scale), self._grey(scale)):
                for found in zxingcpp.read_barcodes(picture, formats=QR):
                    return str(found.text)
        return ""

    def _red(self, scale: float) -> memoryview:
        """The red channel as rows of bytes."""
        bitmap = self._page.render(scale=scale, force_bitmap_format=BGRX)
        return memoryview(bytes(bitmap.buffer)[2::4]).cast("B", (bitmap.height, bitmap.width))

    def _grey(self, scale: float) -> memoryview:
        """The page in grey as rows of bytes."""
        bitmap = self._page.render(scale=scale, force_bitmap_format=BGRX, grayscale=True)
        return memoryview(bytes(bitmap.buffer)[1::4]).cast("B", (bitmap.height, bitmap.width))

    def foreign(self, pictures: Collection[Box]) -> bool:
        """Whether something lies on the page that we never put there: annotations, or pictures elsewhere than in these boxes."""
        if self._annotations() > 1 or (self._annotations() and not self._signature_field()):
            return True
        kinds = [pdfium_raw.FPDF_PAGEOBJ_IMAGE, pdfium_raw.FPDF_PAGEOBJ_SHADING, pdfium_raw.FPDF_PAGEOBJ_FORM]
        found = (thing.get_bounds() for thing in self._page.get_objects(kinds))
        return any(not any(self._within(bounds, at) for at in pictures) for bounds in found)

    def _annotations(self) -> int:
        return int(pdfium_raw.FPDFPage_GetAnnotCount(self._page.raw))

    def _signature_field(self) -> bool:
        """Whether the first annotation is the field of a signature over the file, which has no extent and shows nothing."""
        found = pdfium_raw.FPDFPage_GetAnnot(self._page.raw, 0)
        at = pdfium_raw.FS_RECTF()
        try:
            widget = pdfium_raw.FPDFAnnot_GetSubtype(found) == pdfium_raw.FPDF_ANNOT_WIDGET
            seen = pdfium_raw.FPDFAnnot_GetRect(found, at)
        finally:
            pdfium_raw.FPDFPage_CloseAnnot(found)
        return bool(widget and seen and at.left == at.right and at.top == at.bottom)

    def _within(self, bounds: tuple[float, float, float, float], at: Box) -> bool:
        """Whether bounds in points lie in a box in mm, give or take a tenth."""
        left, bottom, right, top = (value / MM for value in bounds)
        height = self._page.get_height() / MM
        edges = at.x - left, right - at.right, at.y - (height - top), (height - bottom) - at.bottom
        return bool(max(edges) <= TENTH)

    def words(self, at: Box) -> str:
        """The words whose letters stand in a box in mm, as the eye reads them, line by line, without white space.

        The order in which a file writes its letters says nothing: who exchanges two places exchanges the letters.
        """
        return whole("".join("".join(one.half for one in self.letters(at)).split()))

    def letters(self, at: Box) -> list[Letter]:
        """The letters of a box in mm, line by line from left to right."""
        standing = (one for one in self._letters if one.stands_in(at))
        return sorted(standing, key=lambda one: (round(one.y, 2), one.x))

    def picture(self, scale: float) -> Image.Image:
        """The page as the eye sees it, in colour, ``scale`` pixels to a point."""
        seen: Image.Image = self._page.render(scale=scale, force_bitmap_format=BGRX).to_pil()
        return seen.convert("RGB")

    def strays(self, places: Collection[Box]) -> bool:
        """Whether any letter stands outside all of the places."""
        return any(one.half.strip() and not any(map(one.stands_in, places)) for one in self._letters)


def _letters(page: Any) -> Iterator[Letter]:
    """Every letter of a page."""
    height, text = page.get_height(), page.get_textpage()
    x, y = c_double(), c_double()
    for index in range(text.count_chars()):
        if pdfium_raw.FPDFText_GetCharOrigin(text.raw, index, x, y):
            half = chr(pdfium_raw.FPDFText_GetUnicode(text.raw, index))
            size = pdfium_raw.FPDFText_GetFontSize(text.raw, index)
            yield Letter(x.value / MM, (height - y.value) / MM, half, size)


def carries(pdf: bytes) -> bool:
    """Whether a file has what no sheet has and no page shows: attachments, scripts, actions on opening."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return False
    try:
        counts = (pdfium_raw.FPDFDoc_GetAttachmentCount, pdfium_raw.FPDFDoc_GetJavaScriptActionCount)
        return any(count(document.raw) > 0 for count in counts) or bool(_DOES.search(_STREAM.sub(b"", pdf)))
    finally:
        document.close()


def whole(halves: str) -> str:
    """Letters from their halves; half of one that stands alone becomes a mark that no text has."""
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
