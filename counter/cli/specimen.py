"""``counter specimen``: any form with sample data, to be looked at, laid under glass, or used for training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.common import JsonOption, answer, language, say
from counter.errors import BadInput, of_the_system
from counter.locale import Text
from counter.places import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from counter.printing.form import Form
    from counter.printing.press import Press

DOTS = (".png", ".escpos")


class NoSuchForm(BadInput):
    """The form is not among the data; values: ``form``, ``known``."""

    happened = Text("没有单式“{form}”。", "There is no form “{form}”.")
    next_step = Text("可用的单式：{known}。", "The forms are: {known}.")


class NotForARoll(BadInput):
    """Only forms for a roll are made of dots; values: ``form``, ``known``."""

    happened = Text("单式“{form}”不用热敏卷纸。", "The form “{form}” is not for a thermal roll.")
    next_step = Text("热敏卷纸用的单式：{known}。", "Those for a roll are: {known}.")


class CannotWrite(BadInput):
    """The file cannot be written; values: ``path``, ``reason``."""

    happened = Text("文件 {path} 不能写入：{reason}。", "The file {path} cannot be written: {reason}.")
    next_step = Text("请换一个位置。", "Choose another place.")


def specimen(
    form: Annotated[
        str, typer.Argument(metavar="FORM", help="Code of the form, such as confirmation-slip.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="The file to write; .png or .escpos for the dots of a thermal slip."
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Which forms there are.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a form with sample data as a PDF marked 样张 SPECIMEN; or say which forms there are."""
    if listed:
        _list(as_json=as_json)
        return
    if not form or output is None:
        raise typer.BadParameter("FORM and -o FILE, or --list")
    content = specimen_of(form)[0] if output.suffix not in DOTS else _dots_of(form, output.suffix)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CannotWrite(path=output, reason=of_the_system(error)) from error
    say(str(output))


def specimen_of(form: str) -> tuple[bytes, str]:
    """A form with sample data, and its title.

    Raises:
        NoSuchForm
    """
    press = _press_with(form)
    return press.pdf(press.forms[form].sample()), press.forms[form].title.zh


def _dots_of(form: str, suffix: str) -> bytes:
    """A form for a roll as dots.

    Raises:
        NoSuchForm, NotForARoll
    """
    press = _press_with(form)
    demand_roll(press.forms, form)
    dots = press.raster(press.forms[form].sample())
    return dots.png() if suffix == ".png" else dots.escpos()


def demand_roll(forms: Mapping[str, Form], form: str) -> None:
    """See that a form is for a roll: nothing else goes out as dots.

    Raises:
        NotForARoll
    """
    if not forms[form].roll:
        raise NotForARoll(form=form, known="、".join(code for code, one in forms.items() if one.roll))


def _press_with(form: str) -> Press:
    from counter.printing.press import Press

    press = Press(places().data)
    if form not in press.forms:
        raise NoSuchForm(form=form, known="、".join(press.forms))
    return press


def _list(*, as_json: bool) -> None:
    """Every form with its title, its paper and its printer."""
    from counter.printing.forms import load_forms

    forms = load_forms(places().data / "forms")[0].values()
    told = [
        {
            "form": one.code,
            "title": one.title,
            "width": one.width,
            "height": one.height,
            "printer": one.printer,
        }
        for one in forms
    ]
    lines = [
        f"{one.code:26}{one.width:g} × {one.height:g} mm  {one.printer:8} {one.title.in_(language())}"
        for one in forms
    ]
    answer({"forms": told}, as_json=as_json, words="\n".join(lines))
