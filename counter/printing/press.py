"""The press: a sheet as plain data goes in, the bytes of a PDF/A-2u file come out.

It is kept for the life of the program; reportlab is loaded by the first sheet, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.alignment import Alignment
from counter.printing.form import Form
from counter.printing.forms import Shelf
from counter.printing.glyphs import Coverage, MissingGlyph, MissingGlyphs
from counter.printing.large import LargeType
from counter.printing.lines import DoesNotFit
from counter.printing.paper import Paper

if TYPE_CHECKING:
    from counter.printing.compose import Composer
    from counter.printing.fonts import Fonts
    from counter.printing.raster import Raster
    from counter.trust.issued_seal import IssuedSeal

__all__ = ["DoesNotFit", "FormMismatch", "MissingGlyph", "MissingGlyphs", "Press", "UnknownForm"]


class UnknownForm(CounterError):
    """No such form, or its file is wrong; values: ``form``."""

    happened = Text("没有可用的单式“{form}”。", "There is no usable form “{form}”.")
    next_step = Text("请用 counter doctor 检查数据文件。", "Check the data files with counter doctor.")


class FormMismatch(CounterError):
    """The sheet does not match its form; values: ``form``, ``fields``."""

    happened = Text(
        "内容与单式“{form}”的栏目不符：{fields}。",
        "The content does not match the fields of form “{form}”: {fields}.",
    )
    next_step = Text(
        "没有打印；请把这句话告诉维护人员。", "Nothing was printed; tell the maintainer this sentence."
    )


class Press:
    """Prints sheets with the forms and fonts of a data folder; safe to share between threads."""

    def __init__(self, data: Path, alignments: Mapping[str, Alignment] | None = None) -> None:
        self.data = data
        self._alignments = dict(alignments or {})
        """By role of the printer, for pre-printed paper."""
        self._lock = Lock()

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """The sound forms by code, each read when it is asked for."""
        return Shelf(self.data / "forms")

    @cached_property
    def coverage(self) -> Coverage:
        """Which characters the faces have."""
        return Coverage(self.data / "fonts" / "coverage.bin")

    @cached_property
    def fonts(self) -> Fonts:
        """The faces, for paper and for large type."""
        from counter.printing.fonts import Fonts  # noqa: PLC0415 - reportlab comes with the first sheet or name

        return Fonts(self.data / "fonts")

    @cached_property
    def _composer(self) -> Composer:
        """Everything drawn so far."""
        from counter.printing.compose import Composer  # noqa: PLC0415 - reportlab comes with the first sheet

        return Composer(self.data, self.fonts, self._alignments)

    @cached_property
    def large(self) -> LargeType:
        """Names large enough for the other side of the counter, in the faces of the paper."""
        return LargeType(self.fonts)

    def adopt(self, seal: IssuedSeal) -> None:
        """Have an issued seal at hand; sheets name it by its fingerprint."""
        with self._lock:
            self._composer.issued[seal.fingerprint] = seal

    def missing(self, texts: Iterable[str]) -> tuple[MissingGlyph, ...]:
        """The characters of texts that no face has, each once; needs no font."""
        return self.coverage.missing(texts)

    def pdf(self, paper: Paper) -> bytes:
        """The file of a sheet; raises UnknownForm, FormMismatch, MissingGlyphs or DoesNotFit, and then nothing is made."""
        form = self._checked(paper)
        with self._lock:
            return self._composer.pdf(form, paper)

    def raster(self, paper: Paper) -> Raster:
        """A sheet from a roll as dots for a thermal printer; raises as ``pdf`` does."""
        from counter.printing.raster import raster  # noqa: PLC0415 - pdfium comes with the first slip

        return raster(self.pdf(paper))

    def calibration(self, name: str, size: tuple[float, float], alignment: Alignment | None = None) -> bytes:
        """The page that shows how a printer lays things down; ``size`` of the paper in mm.

        Raises:
            MissingGlyphs: the printer's name has characters that no font has.
        """
        if lacking := self.missing([name]):
            raise MissingGlyphs(points="、".join(glyph.code_point for glyph in lacking), glyphs=lacking)
        with self._lock:
            return self._composer.calibration(name, size, alignment)

    def _checked(self, paper: Paper) -> Form:
        """The form of a sheet whose fields and characters are all printable."""
        form = self.forms.get(paper.form)
        if form is None:
            raise UnknownForm(form=paper.form)
        if wrong := form.mismatch(paper):
            raise FormMismatch(form=paper.form, fields="、".join(wrong))
        words = [paper.serial, *(text.replace("\n", "") for _, text in paper.fields)]
        if paper.seal:
            words += [paper.seal.unit, paper.seal.purpose]
        if lacking := self.missing(words):
            raise MissingGlyphs(points="、".join(glyph.code_point for glyph in lacking), glyphs=lacking)
        return form
