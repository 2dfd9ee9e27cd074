"""The fingerprint of every form's specimen, in ``golden.toml``.

    python -m tests.printing.golden

writes it anew. Do so only after looking at the pages that changed (``counter specimen FORM -o page.pdf``).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import zlib
from pathlib import Path

from counter.places import data_dir
from counter.printing.press import Press

FILE = Path(__file__).with_name("golden.toml")
GOLDEN: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
STREAM = re.compile(rb"/FlateDecode.*?stream\n(.*?)\r\nendstream", re.DOTALL)


def fingerprint(pdf: bytes) -> str:
    """SHA-256 of a file with its streams unpacked and without lengths, places and file id.

    So that another zlib, which packs the same page into other bytes, does not look like another page.
    """
    body, _, _ = pdf.partition(b"\nxref\n")
    streams = [zlib.decompress(data) for data in STREAM.findall(body)]
    objects = re.sub(rb"/Length \d+", b"", STREAM.sub(b"", body))
    return hashlib.sha256(b"\n".join([objects, *streams])).hexdigest()


def main() -> None:
    press = Press(data_dir())
    found = {code: fingerprint(press.pdf(form.sample())) for code, form in sorted(press.forms.items())}
    FILE.write_text("".join(f'{code} = "{sha}"\n' for code, sha in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
