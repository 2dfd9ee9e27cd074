"""A face in a PDF: a composite font whose character codes are the glyph numbers of our file, with true Unicode for each.

Because the codes are those of the whole file, operators that were made once stay right in every later document; only the embedded
program is cut down to the glyphs of the sheet, and a small map leads from one to the other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFString

from counter.printing.fonts import Face
from counter.printing.pdf_stream import Written, pack, packed

SYMBOLIC = 1 << 2
BLOCK = 100
"""Entries that one bfchar block may have (Adobe Technical Note 5014)."""


def font_objects(document: PDFDocument, face: Face, used: Mapping[int, str]) -> object:
    """A reference to the Type 0 font that sets the glyphs ``used`` (glyph number to character)."""
    glyphs = dict(sorted(used.items()))
    name = f"{_tag(glyphs)}+{face.post_name}"
    system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": PDFName(name),
        "CIDSystemInfo": PDFDictionary(system),
        "FontDescriptor": document.Reference(_descriptor(document, face, name, glyphs)),
        "DW": 1000,
        "W": Written(_widths(face, glyphs)),
        "CIDToGIDMap": document.Reference(packed(pack(_map(glyphs)))),
    }
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": PDFName(name),
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(packed(pack(to_unicode(glyphs)))),
    }
    return document.Reference(PDFDictionary(font))


def _tag(glyphs: Mapping[int, str]) -> str:
    """Six capitals that differ when the subset differs (ISO 32000-1, 9.6.4)."""
    number = zlib.crc32(struct.pack(f">{len(glyphs)}H", *glyphs))
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _descriptor(document: PDFDocument, face: Face, name: str, glyphs: Mapping[int, str]) -> PDFDictionary:
    """The font's measures and its program, cut to the glyphs used."""
    file = face.file
    program, length = face.cut(tuple(glyphs))
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(name),
            "Flags": SYMBOLIC,
            "FontBBox": PDFArray([round(side) for side in file.bbox]),
            "ItalicAngle": file.italicAngle,
            "Ascent": round(file.ascent),
            "Descent": round(file.descent),
            "CapHeight": round(file.capHeight),
            "StemV": file.stemV,
            "FontFile2": document.Reference(packed(program, {"Length1": length})),
        }
    )


def _widths(face: Face, glyphs: Mapping[int, str]) -> bytes:
    """The widths that are not those of a full letter, as an array."""
    widths = ((glyph, round(face.widths[ord(char)])) for glyph, char in glyphs.items())
    return b"[ %b ]" % b" ".join(b"%d [%d]" % (glyph, width) for glyph, width in widths if width != 1000)


def _map(glyphs: Mapping[int, str]) -> bytes:
    """From the code to the glyph of the cut program, which has them in order after .notdef."""
    table = [0] * (max(glyphs) + 1)
    for place, glyph in enumerate(glyphs, 1):
        table[glyph] = place
    return struct.pack(f">{len(table)}H", *table)


def to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """The map from code to Unicode in UTF-16, surrogates included (ISO 32000-1, 9.10.3)."""
    rows = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for glyph, char in glyphs.items()]
    blocks = (rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK))
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
