"""Build data/codes/characters.txt: readings and radicals of every character that can be printed. Run by a developer, once.

Reads the Unicode character database as Debian's package unicode-data lays it down; the licence goes into data/codes/UNICODE.txt.

    python tools/build_characters.py /usr/share/unicode data/codes/characters.txt
"""

from __future__ import annotations

import bz2
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from counter.places import data_dir
from counter.printing.glyphs import Coverage

READINGS = ("kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin")
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x32000))
SYLLABLE = re.compile(r"[a-zü]+")
HEAD = """\
# Characters that can be printed: character, readings without tone (v for ü), radical and strokes besides it (Kangxi, several
# where the database has several; ' is the simplified form of the radical). First the forms of each radical.
# Made by tools/build_characters.py from the Unicode Character Database {version}; licence in UNICODE.txt.
"""


def fields(folder: Path, name: str) -> Iterator[tuple[int, str, str]]:
    """The lines of a Unihan file: code point, property, value."""
    with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("U+"):
                point, key, value = line.rstrip("\n").split("\t", 2)
                yield int(point.removeprefix("U+"), 16), key, value


def plain(reading: str) -> list[str]:
    """Syllables without tones; ü is v, as keyboards have it."""
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v").lower())
    bare = "".join(c for c in letters.replace("u\u0308", "v") if not unicodedata.combining(c))
    return SYLLABLE.findall(re.sub(r"[0-9.*]+:?", " ", bare))


def radicals(folder: Path) -> dict[str, str]:
    """Each radical's number and the forms it is written in."""
    equal = {}
    for line in (folder / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line):
            for point in range(int(found[1], 16), int(found[2] or found[1], 16) + 1):
                equal[chr(point)] = chr(int(found[3], 16))
    forms: dict[str, str] = defaultdict(str)
    for line in (folder / "CJKRadicals.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([0-9]+)('*);\s*([0-9A-F]*);\s*([0-9A-F]+)", line):
            forms[found[1]] += chr(int(found[4], 16))
    for radical, ideograph in equal.items():
        for number, known in forms.items():
            if ideograph in known and radical not in known:
                forms[number] += radical
    return dict(forms)


def main() -> None:
    """Write the table."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    coverage = Coverage(data_dir() / "fonts" / "coverage.bin")
    readings: dict[int, dict[str, None]] = defaultdict(dict)
    for point, key, value in fields(folder, "Readings"):
        if key in READINGS:
            readings[point].update(dict.fromkeys(plain(value)))
    strokes = {point: value for point, key, value in fields(folder, "IRGSources") if key == "kRSUnicode"}
    version = re.search(r"-([0-9.]+)\.txt", (folder / "CJKRadicals.txt").read_text(encoding="utf-8"))
    shapes = defaultdict(str, radicals(folder))
    for point, places in sorted(strokes.items()):
        for place in places.split():
            number, _, rest = place.partition(".")
            if rest == "0" and chr(point) not in shapes[number]:  # a radical in another position: 亻, 氵
                shapes[number] += chr(point)
    lines = [f"{number} {forms}" for number, forms in shapes.items()]
    lines += [
        f"{chr(point)} {','.join(readings[point]) or '-'} {strokes[point].replace(' ', ',')}"
        for block in IDEOGRAPHS
        for point in block
        if chr(point) in coverage and point in strokes
    ]
    target.write_text(
        HEAD.format(version=version[1] if version else "") + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
