"""The page for those who check slips: readable parts put together into one file that needs no network.

Script and style stand in the page itself and are allowed by their hash (Content Security Policy, CSP 3); everything else, every
address above all, is forbidden. What is baked in (certificates, lists, names of forms) is data in a block that is never run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from counter.locale import Text

PARTS = ("words", "bytes", "cbor", "sm2", "sign1", "papers", "chain", "qr_bits", "qr_picture", "page")
"""The parts of the script, in the order in which they lean on each other."""
SHIPPED = Path("verify") / "verify.html"
_SOURCE = Path("verify") / "source"


def assembled(data: Path) -> str:
    """The page from its parts in a data folder, with nothing baked in."""
    folder = data / _SOURCE
    read = {name: (folder / name).read_text(encoding="utf-8") for name in ("page.html", "page.css")}
    body = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    script, style = f'\n"use strict";\n(() => {{\n{body}}})();\n', f"\n{read['page.css']}"
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    places = {"policy": policy, "style": style, "script": script, "baked": _data("", {})}
    page = read["page.html"]
    for name, text in places.items():
        before, _, after = page.partition(f"{{{name}}}")
        page = f"{before}{text}{after}"
    return page


def baked(data: Path, chain: str, titles: Mapping[str, Text]) -> str:
    """The shipped page with the papers of a station and the names of its forms in it."""
    page = (data / SHIPPED).read_text(encoding="utf-8")
    before, found, after = page.partition(_data("", {}))
    if not found:
        raise AssertionError(SHIPPED)
    return f"{before}{_data(chain, titles)}{after}"


def _data(chain: str, titles: Mapping[str, Text]) -> str:
    """The block of data; no character in it can end the block."""
    forms = {code: [title.zh, title.en] for code, title in titles.items()}
    words = json.dumps({"chain": chain, "forms": forms}, ensure_ascii=False)
    return words.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
