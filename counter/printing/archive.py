"""One page as a PDF/A-2u file (ISO 19005-2): embedded subsets, colour profile, XMP; equal input gives equal bytes.

reportlab carries the file structure and cuts the fonts. What its canvas would add and the standard forbids (a Helvetica that is not
embedded, transparency without a colour space, five-digit ToUnicode entries beyond the BMP) is never made: the page is
built from its document objects, and the fonts are composite (Identity-H), one per face.
"""

from __future__ import annotations

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

from counter.printing.canvas import MM, Sheet, Used
from counter.printing.fonts import Face
from counter.printing.font_embed import font_objects
from counter.printing.pdf_stream import Stream

PRODUCER = "Counter"


class _Catalog(PDFCatalog):  # type: ignore[misc]  # reportlab has no types
    """A catalog that can name an output intent."""

    __NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]


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


def one_page(sheet: Sheet, faces: dict[str, Face], width: float, title: str, profile: bytes) -> bytes:
    """A finished sheet of ``width`` mm as a file; ``profile`` is the sRGB ICC profile."""
    content = "\n".join(sheet.operators).encode("ascii")
    document = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
    document.Catalog = document._catalog = catalog = _Catalog()
    catalog.Pages, catalog.Lang = document.Pages, PDFString("zh-CN")
    document.info = _Info()
    document.info.title = title
    document.updateSignature(content)
    catalog.Metadata = Stream(
        _xmp(title), {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}, compress=False
    )
    catalog.OutputIntents = _output_intent(document, profile)
    document.addPage(_page(document, content, sheet.used, faces, (width * MM, sheet.height)))
    return bytes(document.GetPDFData(None))


def _page(
    document: PDFDocument, content: bytes, used: Used, faces: dict[str, Face], size: tuple[float, float]
) -> PDFDictionary:
    """The page object with its fonts."""
    fonts = {
        name: font_objects(document, faces[name], glyphs) for name, glyphs in sorted(used.items()) if glyphs
    }
    return PDFDictionary(
        {
            "Type": PDFName("Page"),
            "Parent": document.Reference(document.Pages),
            "MediaBox": PDFArray([0, 0, *(round(side, 2) for side in size)]),
            "Resources": PDFDictionary({"Font": PDFDictionary(fonts)}),
            "Contents": document.Reference(Stream(content)),
        }
    )


def _output_intent(document: PDFDocument, profile: bytes) -> PDFArray:
    """The colour space that red and black are meant in."""
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(Stream(profile, {"N": 3})),
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
