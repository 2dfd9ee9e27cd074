"""``counter specimen``: any form with sample data, to be looked at, laid under glass, or used for training."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counter.cli.common import say
from counter.errors import BadInput
from counter.locale import Text
from counter.places import places


class NoSuchForm(BadInput):
    """The form is not among the data; values: ``form``, ``known``."""

    happened = Text("没有单式“{form}”。", "There is no form “{form}”.")
    next_step = Text("可用的单式：{known}。", "The forms are: {known}.")


class CannotWrite(BadInput):
    """The file cannot be written; values: ``path``, ``reason``."""

    happened = Text("文件 {path} 不能写入：{reason}。", "The file {path} cannot be written: {reason}.")
    next_step = Text("请换一个位置。", "Choose another place.")


def specimen(
    form: Annotated[str, typer.Argument(metavar="FORM", help="Code of the form, such as confirmation-slip.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
) -> None:
    """Write a form with sample data as a PDF marked 样张 SPECIMEN."""
    pdf, _ = specimen_of(form)
    try:
        output.write_bytes(pdf)
    except OSError as error:
        raise CannotWrite(path=output, reason=error.strerror) from error
    say(str(output))


def specimen_of(form: str) -> tuple[bytes, str]:
    """A form with sample data, and its title.

    Raises:
        NoSuchForm
    """
    from counter.printing.press import Press

    press = Press(places().data)
    if form not in press.forms:
        raise NoSuchForm(form=form, known="、".join(press.forms))
    return press.pdf(press.forms[form].sample()), press.forms[form].title.zh
