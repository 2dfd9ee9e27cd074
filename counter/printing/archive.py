"""Pages as a PDF/A-2u file (ISO 19005-2): embedded subsets, colour profile, XMP; equal input gives equal bytes.

reportlab carries the file structure and cuts the fonts. What its canvas would add and the standard forbids is never made (a
Helvetica that is not embedded, transparency without a colour space, ToUnicode entries of five digits): the pages are built
from document objects, and the fonts are composite (Identity-H), one per face.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFName,
    PDFString,
)

from counter.printing.canvas import OWN, Part
from counter.printing.font_embed import font_objects
from counter.printing.fonts import Face
from counter.printing.form import MM
from counter.printing.pdf_stream import Stream, packed

PRODUCER = "Counter"


class _Catalog(PDFCatalog):  # type: ignore[misc]  # reportlab has no types
    """A catalog that can name an output intent."""

    __NoDefault__: ClassVar = [*PDFCatalog.__NoDefault__, "OutputIntents"]


class _Info(PDFInfo):  # type: ignore[misc]  # reportlab has no types
    """Title and producer; no dates, they would have to agree with the XMP and say nothing that the sheet does not."""

    producer = PRODUCER

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the dictionary."""
        return bytes(
            PDFDictionary({"Title": PDFString(self.title), "Producer": PDFString(self.producer)}).format(
                document
            )
        )


def archived(
    pages: Sequence[Sequence[Part]],
    faces: dict[str, Face],
    size: tuple[float, float],
    title: str,
    profile: bytes,
) -> bytes:
    """Pages as a file, the parts of each one over the other; ``size`` in mm, ``profile`` is the packed sRGB profile."""
    document = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
    document.Catalog = document._catalog = catalog = _Catalog()
    catalog.Pages, catalog.Lang = document.Pages, PDFString("zh-CN")
    document.info = _Info()
    document.info.title = title
    parts = {id(part): part for page in pages for part in page}
    for part in parts.values():
        document.updateSignature(part.data)
    catalog.Metadata = Stream(_xmp(title), {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog.OutputIntents = _output_intent(document, profile)
    fonts = _fonts(document, parts.values(), faces)
    streams = {key: document.Reference(packed(part.data)) for key, part in parts.items()}
    for page in pages:
        contents = PDFArray([streams[id(part)] for part in page])
        document.addPage(_page(document, contents, fonts, size))
    return bytes(document.GetPDFData(None))


def _fonts(document: PDFDocument, parts: Iterable[Part], faces: dict[str, Face]) -> PDFDictionary:
    """The fonts of all parts, each cut to what the whole file uses; those of standing parts are cut once for all files."""
    used: dict[str, dict[int, str]] = {}
    for part in parts:
        for name, glyphs in part.used.items():
            used.setdefault(name, {}).update(glyphs)
    return PDFDictionary(
        {
            name: font_objects(document, faces[name.removeprefix(OWN)], glyphs)
            for name, glyphs in sorted(used.items())
        }
    )


def _page(
    document: PDFDocument, contents: PDFArray, fonts: PDFDictionary, size: tuple[float, float]
) -> PDFDictionary:
    """The page object; each part is a content stream of its own, shared by the pages that have it."""
    return PDFDictionary(
        {
            "Type": PDFName("Page"),
            "Parent": document.Reference(document.Pages),
            "MediaBox": PDFArray([0, 0, *(round(side * MM, 2) for side in size)]),
            "Resources": PDFDictionary({"Font": fonts}),
            "Contents": contents,
        }
    )


def _output_intent(document: PDFDocument, profile: bytes) -> PDFArray:
    """The colour space that red and black are meant in."""
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(packed(profile, {"N": 3})),
    }
    return PDFArray([PDFDictionary(intent)])


def _xmp(title: str) -> bytes:
    """The metadata packet: what the file is, and that it is PDF/A-2u."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer><dc:format>application/pdf</dc:format>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>\n'
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()
