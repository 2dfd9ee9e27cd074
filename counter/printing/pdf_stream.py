"""A PDF stream as PDF/A wants it; reportlab's own puts no line end before ``endstream``."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject

EOL = b"\r\n"
"""After the data. A lone line feed would be taken for half of a line end when the data happen to end in a carriage return."""
LEVEL = 4
"""Of zlib: a third of the time of level 6 for a file two per cent larger."""


class Stream(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A stream whose length and line ends follow ISO 19005-2, 6.1.7.1; ``data`` is written as it is."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: Mapping[str, object]) -> None:
        self.data = data
        self.entries = entries

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        entries = PDFDictionary({**self.entries, "Length": len(self.data)})
        return bytes(entries.format(document)) + b"\nstream\n" + self.data + EOL + b"endstream"


class Written(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A value written out already: an array of some hundred numbers as so many objects would take a tenth of a sheet's time."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, _document: PDFDocument) -> bytes:
        """The bytes themselves."""
        return self.data


def pack(content: bytes) -> bytes:
    """Content as a stream holds it."""
    return zlib.compress(content, LEVEL)


def packed(data: bytes, entries: Mapping[str, object] | None = None) -> Stream:
    """A stream of what ``pack`` made."""
    return Stream(data, {**(entries or {}), "Filter": PDFName("FlateDecode")})
