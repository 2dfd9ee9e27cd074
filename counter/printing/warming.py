"""What the first sheet has to load, cut into steps of some ten milliseconds, so that it can be loaded before it is wanted.

A cold press takes some forty times as long for its first sheet as for any later one: libraries, tables of fonts, outlines of the
seal, words that stand on every sheet of a form. A step may run in any thread; what is there already costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final

from counter.printing.paper import Paper
from counter.printing.press import Press

LIBRARIES: Final = (
    "pickle", "PIL._imaging", "PIL.Image", "PIL._imagingft", "PIL.ImageFont", "PIL.ImageDraw",
    "reportlab.lib.rl_safe_eval", "reportlab.lib.utils", "reportlab.pdfbase._fontdata",
    "reportlab.pdfbase.pdfdoc", "reportlab.pdfbase.ttfonts",
    "logging", "fontTools.misc.bezierTools", "fontTools.pens.basePen", "fontTools.ttLib.ttFont",
    "fontTools.ttLib", "fontTools.agl", "fontTools.ttLib.tables._g_l_y_f", "fontTools.ttLib.tables._c_m_a_p",
    "email.parser", "ssl", "http.client", "urllib.request", "xml.sax.saxutils",
    "qrcode.util", "qrcode", "counter.printing.compose", "cbor2", "base45",
)  # fmt: skip
"""Each before the one that would pull it in, so that no step is a long one."""
OF_STRIPS: Final = ("pypdfium2_raw", "pypdfium2")
_OF_SEALS, _CHARACTER = "song", "一"


def warming(press: Press, papers: Iterable[Paper], strips: Iterable[Paper] = ()) -> Iterator[None]:
    """Load what the given sheets, and a name in large type, need; each step of the iterator is one piece of it.

    The sheets are drawn and thrown away, and strips turned into dots as a thermal printer wants them.
    """
    for library in LIBRARIES:
        import_module(library)
        yield
    for face in press.fonts.faces.values():
        yield from face.load()
    press.fonts.faces[_OF_SEALS].outlines  # noqa: B018 - read once, then kept
    yield
    press.large.letters(_CHARACTER)
    yield
    for paper in papers:
        press.pdf(paper)
        yield
    for strip in strips:
        for library in OF_STRIPS:
            import_module(library)
            yield
        press.raster(strip)
        yield
