"""``counter verify``: whether a sheet is what it says, without a network and without the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counter.cli.common import JsonOption, answer, language
from counter.errors import BadInput
from counter.locale import Text
from counter.places import Places, places

VALID = Text("有效", "Valid")
SPECIMEN = Text("样张，核验一致", "A specimen, unaltered")
INVALID = Text("不能证明", "Not proved")


class NoKeyHere(BadInput):
    """No key was named and this machine has none of its own."""

    happened = Text(
        "没有给出公钥，本机也没有自己的密钥。", "No public key was given and this machine has none."
    )
    next_step = Text(
        "请用 --key 指定打印单位的公钥文件。", "Name the public key file of the station with --key."
    )


class CannotRead(BadInput):
    """A named file cannot be read; values: ``path``."""

    happened = Text("文件 {path} 不能读取。", "The file {path} cannot be read.")
    next_step = Text("请检查文件名。", "Check the name of the file.")


def verify(
    paper: Annotated[
        str, typer.Argument(metavar="FILE.pdf|TEXT", help="The file of a sheet, or the text of its code.")
    ],
    key: Annotated[
        list[Path] | None, typer.Option("--key", help="Public key of a station (PEM); may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a sheet or a code: exit 0 when it is valid, 1 when not, with the reason."""
    from counter.printing.forms import load_forms
    from counter.printing.verify import verify_pdf, verify_text

    where = places()
    keys = _keys(where, key or [])
    if (pdf := _file(paper)) is None:
        verdict = verify_text(paper, keys)
    else:
        verdict = verify_pdf(pdf, keys, load_forms(where.data / "forms")[0])
    claims = verdict.claims
    good = SPECIMEN if claims and claims.specimen else VALID
    lines = [good if verdict.valid else INVALID, *verdict.reasons]
    told = {
        "valid": verdict.valid,
        "reasons": verdict.reasons,
        "claims": claims
        and {
            "serial": claims.serial,
            "kind": claims.kind,
            "state": claims.state,
            "station": claims.station,
            "time": claims.time,
            "specimen": claims.specimen,
        },
    }
    words = [line.in_(language()) for line in lines]
    if claims:
        words.append(f"{claims.serial} · {claims.kind} · {claims.state} · {claims.station}")
    answer(told, as_json=as_json, words="\n".join(words))
    if not verdict.valid:
        raise typer.Exit(1)


def _file(paper: str) -> bytes | None:
    """The bytes of a named file; None when the argument is the text of a code."""
    path = Path(paper)
    named = paper.lower().endswith(".pdf")
    try:
        if named or path.is_file():
            return path.read_bytes()
    except (OSError, ValueError) as error:
        if named:
            raise CannotRead(path=paper) from error
    return None


def _keys(where: Places, files: list[Path]) -> dict[bytes, bytes]:
    """The public keys of the named files, or that of this station."""
    from counter.printing.code import SigningKey
    from counter.printing.code_key import public_keys

    found: dict[bytes, bytes] = {}
    for file in files:
        try:
            found |= public_keys(file.read_text(encoding="ascii", errors="replace"))
        except OSError as error:
            raise CannotRead(path=file) from error
    if not files:
        if not where.code_key.exists():
            raise NoKeyHere
        own = SigningKey.load(where.code_key)
        found[own.key_id] = own.public_bytes()
    return found
