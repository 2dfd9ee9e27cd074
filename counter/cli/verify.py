"""``counter verify``: whether a sheet is what it says, without a network and without the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counter.cli.common import JsonOption, answer, language
from counter.errors import BadInput
from counter.files import bytes_of
from counter.locale import Text
from counter.places import Places, places

if TYPE_CHECKING:
    from counter.printing.verify import Verdict
    from counter.trust.chain import Chain
    from counter.trust.status import StatusList

VALID = Text("有效", "Valid")
SPECIMEN = Text("样张，核验一致", "A specimen, unaltered")
INVALID = Text("不能证明", "Not proved")
MOST_BYTES = 20_000_000
"""The largest sheets, of 99 pages with every face on them, have some 2 MB."""
AS_OF = Text("（截至 {date} 的名单）", ", as of the list of {date}")


class NoKeyHere(BadInput):
    """No key was named and this machine has none of its own."""

    happened = Text(
        "没有给出公钥，本机也没有自己的密钥。", "No public key was given and this machine has none."
    )
    next_step = Text(
        "请用 --key 指定打印单位的公钥或证书文件。",
        "Name the public key or the certificates of the station with --key.",
    )


class CannotRead(BadInput):
    """A named file cannot be read; values: ``path``."""

    happened = Text("文件 {path} 不能读取。", "The file {path} cannot be read.")
    next_step = Text("请检查文件名。", "Check the name of the file.")


class NoListInFile(BadInput):
    """A file named as a list brings none, so that nothing would be known of what was revoked; values: ``path``."""

    happened = Text("文件 {path} 中没有名单。", "There is no list in the file {path}.")
    next_step = Text(
        "请用 --list 指定收到的名单；根证书和证书用 --key 指定。",
        "Name with --list the list that you were sent; root and certificates go with --key.",
    )


class TooLarge(BadInput):
    """A named file is larger than any sheet or chain of certificates; values: ``path``, ``most`` in MB."""

    happened = Text(
        "文件 {path} 超过 {most} MB，不是单据。", "The file {path} has more than {most} MB: no sheet has."
    )
    next_step = Text("请检查文件名。", "Check the name of the file.")


def verify(
    paper: Annotated[
        str, typer.Argument(metavar="FILE.pdf|TEXT", help="The file of a sheet, or the text of its code.")
    ],
    key: Annotated[
        list[Path] | None,
        typer.Option(
            "--key", help="What to believe: root and certificates, or a public key (PEM); may be repeated."
        ),
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", help="Signed list of revoked keys or void sheets; may be repeated."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a sheet or a code: exit 0 when it is valid, 1 when not, with the reason."""
    from counter.clock import SystemClock
    from counter.printing.forms import load_forms
    from counter.printing.likeness import Likeness
    from counter.printing.verify import verify_pdf, verify_text

    where, now = places(), int(SystemClock().now().timestamp())
    chain, forms = _chain(where, key or [], lists or []), load_forms(where.data / "forms")[0]
    if (pdf := _file(paper)) is None:
        verdict = verify_text(paper, chain, now)
    else:
        verdict = verify_pdf(pdf, chain, forms, now, Likeness(where.data))
    titles = {code: form.title for code, form in forms.items()}
    answer(_told(verdict, chain), as_json=as_json, words="\n".join(_words(verdict, chain, titles)))
    if not verdict.valid:
        raise typer.Exit(1)


def _words(verdict: Verdict, chain: Chain, titles: dict[str, Text]) -> list[str]:
    """The verdict for people: one word, the reasons, then everything the code says."""
    from counter.printing.code import STATES
    from counter.printing.vouching import day, moment

    claims, spoken = verdict.claims, language()
    good = SPECIMEN if claims and claims.specimen else VALID
    lines = [good if verdict.valid else INVALID, *verdict.reasons]
    words = [line.in_(spoken) for line in lines]
    if verdict.valid and (dates := [told.at for told in _lists(verdict, chain) if told]):
        words[0] += AS_OF.format(date=day(min(dates))).in_(spoken)
    if claims:
        same = Text(claims.kind, claims.kind), Text(claims.state, claims.state)
        kind, state = titles.get(claims.kind, same[0]), STATES.get(claims.state, same[1])
        said = (claims.serial, kind.in_(spoken), state.in_(spoken), claims.station, moment(claims.time))
        words.append(" · ".join(said))
    return words


def _told(verdict: Verdict, chain: Chain) -> dict[str, Any]:
    """The verdict for scripts."""
    claims, link = verdict.claims, verdict.link
    root, paper = (link.root, link.certificate) if link else (None, None)
    return {
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
        "key": link and {"id": link.key.key_id.hex(), "algorithm": link.key.algorithm.name},
        "certificate": paper
        and {
            "serial": paper.serial,
            "unit": paper.unit,
            "name": paper.name,
            "since": paper.since,
            "until": paper.until,
            "training": paper.training,
        },
        "root": root
        and {"id": root.key.key_id.hex(), "name": root.name, "fingerprint": root.key.fingerprint},
        "lists": {
            name: told and {"number": told.number, "unit": told.unit, "at": told.at, "due": told.due}
            for name, told in zip(("revoked", "void"), _lists(verdict, chain), strict=True)
        },
    }


def _lists(verdict: Verdict, chain: Chain) -> tuple[StatusList | None, StatusList | None]:
    """The newest list of the root and of the station about this code."""
    if verdict.claims is None or verdict.link is None:
        return None, None
    of_root = chain.of_root(verdict.link.root) if verdict.link.root else None
    return of_root, chain.of_station(verdict.claims.serial, verdict.link)


def _file(paper: str) -> bytes | None:
    """The bytes of a named file; None when the argument is the text of a code."""
    path = Path(paper)
    if paper.lower().endswith(".pdf"):
        return _bytes(path)
    try:
        return _bytes(path) if path.is_file() else None
    except (OSError, ValueError):  # too long for a name, or no words at all: it is the text of a code
        return None


def _chain(where: Places, files: list[Path], lists: list[Path]) -> Chain:
    """What the named files bring, or else what this station keeps beside its keys."""
    from counter.trust.chain import Chain

    if not files and not where.code_chain.exists():
        raise NoKeyHere
    trusted = "".join(map(_text, files or [where.code_chain]))
    return Chain.of(trusted, "".join(map(_list_in, lists)))


def _list_in(file: Path) -> str:
    """What a file named as a list says.

    Raises:
        NoListInFile, CannotRead, TooLarge
    """
    from counter.trust.chain import read_papers

    text = _text(file)
    if not read_papers(text).lists:
        raise NoListInFile(path=file)
    return text


def _text(file: Path) -> str:
    return _bytes(file).decode("ascii", errors="replace") + "\n"


def _bytes(file: Path) -> bytes:
    """What a file holds; devices and pipes, which may never end, are no files.

    Raises:
        CannotRead, TooLarge
    """
    try:
        content = bytes_of(file, MOST_BYTES)
    except (OSError, ValueError) as error:
        raise CannotRead(path=file) from error
    if len(content) > MOST_BYTES:
        raise TooLarge(path=file, most=MOST_BYTES // 1_000_000)
    return content
