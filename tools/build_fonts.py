"""Build data/fonts from the whole fonts: subsets, their coverage table, nothing else. Run by a developer, seldom.

Needs ``fonttools`` and ``brotli`` (the Kai face is published as woff2), and these sources, all under the SIL Open Font License:

- Song: NotoSerifSC_400Regular.ttf, npm package @expo-google-fonts/noto-serif-sc 0.4.3
- Kai:  lxgw-wenkai-latin-500-normal.woff2 (the Regular weight), npm package @fontsource/lxgw-wenkai 5.3.0
- Rare: HanaMinB.ttf, Debian package fonts-hanazono
- Unihan_OtherMappings, Unihan_IRGSources, Unihan_Variants (.txt.bz2), Debian package unicode-data (Unicode 15.0)

    python tools/build_fonts.py --song NotoSerifSC_400Regular.ttf --kai lxgw-wenkai-latin-500-normal.woff2 \
        --rare HanaMinB.ttf --unihan /usr/share/unicode -o data/fonts

The licence texts beside the fonts (OFL-*.txt) are kept by hand.
"""

from __future__ import annotations

import argparse
import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

EM = 1000
PUNCTUATION = {
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2028), *range(0x2030, 0x203C), 0x2103, 0x2116,
    *range(0x2160, 0x217C), *range(0x2190, 0x2194), 0x221A, *range(0x2460, 0x2474), *range(0x2500, 0x2580),
    *range(0x2580, 0x25A0), 0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25C6, 0x25C7, 0x25CB, 0x25CE, 0x25CF, 0x2605, 0x2606,
    *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5,
}  # fmt: skip
BIANG = 0x30EDD


def unihan(folder: Path, file: str, field: str) -> Iterator[tuple[int, str]]:
    """The rows of one field: code point and value."""
    text = bz2.decompress((folder / f"Unihan_{file}.txt.bz2").read_bytes()).decode()
    for point, value in re.findall(rf"^U\+([0-9A-F]+)\t{field}\t(.+)$", text, re.MULTILINE):
        yield int(point, 16), value


def general_standard(folder: Path) -> set[int]:
    """通用规范汉字表 (2013): the 8,105 characters."""
    return {point for point, _ in unihan(folder, "OtherMappings", "kTGH")}


def police_system(folder: Path) -> set[int]:
    """The 69 characters that came to Unicode from the identity system of the ministry (GIDC)."""
    return {
        point for point, value in unihan(folder, "IRGSources", "kIRG_GSource") if value.startswith("GIDC")
    }


def traditional_forms(folder: Path, of: set[int]) -> set[int]:
    """Traditional forms of given characters: names hold them (頔 stands for 由+页 on many papers)."""
    rows = unihan(folder, "Variants", "kTraditionalVariant")
    return {int(v.removeprefix("U+"), 16) for point, value in rows if point in of for v in value.split()}


def gb2312(rows: range) -> set[int]:
    """The hanzi of given rows (区) of GB 2312."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return {ord(c) for cell in cells if (c := cell.decode("gb2312", "ignore"))}


def cut(source: Path, points: set[int], target: Path, rename: str = "") -> set[int]:
    """Write a subset at 1000 units per em without hints and layout; the code points that the source had."""
    options = subset.Options(
        hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "kern", "gasp", "meta", "STAT"],
    )  # fmt: skip
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    if font["head"].unitsPerEm != EM:
        scale_upem(font, EM)
    if rename:
        for record in font["name"].names:
            words = {1: rename, 4: rename, 6: rename.replace(" ", "")}
            if record.nameID in words:
                record.string = words[record.nameID]
    font.save(target)
    return set(font.getBestCmap())


def coverage(points: set[int]) -> bytes:
    """One bit per code point of planes 0 to 3: byte ``p >> 3``, bit ``p & 7``."""
    table = bytearray(4 << 13)
    for point in points:
        table[point >> 3] |= 1 << (point & 7)
    return bytes(table)


def main() -> None:
    """Build the three faces and the coverage table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("song", "kai", "rare", "unihan"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    standard = general_standard(given.unihan)
    wanted = standard | gb2312(range(16, 88)) | traditional_forms(given.unihan, standard) | PUNCTUATION
    song = cut(given.song, wanted, given.output / "song.ttf")
    # Hanazono reserves its names for the unmodified font: a subset must be called something else.
    rare = cut(given.rare, police_system(given.unihan) - song, given.output / "rare.ttf", "Counter Rare Ming")
    kai = cut(given.kai, gb2312(range(16, 56)) | PUNCTUATION | {BIANG}, given.output / "kai.ttf")
    (given.output / "coverage.bin").write_bytes(coverage(song | rare | kai))
    missing = (standard | police_system(given.unihan)) - song - rare
    sys.stdout.write(
        f"song {len(song)}, rare {len(rare)}, kai {len(kai)}; of the two lists missing: {len(missing)}\n"
    )


if __name__ == "__main__":
    main()
