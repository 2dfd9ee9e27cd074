"""A PDF stream as PDF/A wants it; reportlab's own puts no line end before ``endstream``."""

from __future__ import annotations

import zlib

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject


class Stream(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A stream whose length and line ends follow ISO 19005-2, 6.1.7.1."""

    __RefOnly__ = 1

    def __init__(
        self, content: bytes, entries: dict[str, object] | None = None, *, compress: bool = True
    ) -> None:
        self.entries = dict(entries or {})
        self.content = zlib.compress(content, 6) if compress else content
        if compress:
            self.entries["Filter"] = PDFName("FlateDecode")

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        entries = PDFDictionary({**self.entries, "Length": len(self.content)})
        return bytes(entries.format(document)) + b"\nstream\n" + self.content + b"\nendstream"
