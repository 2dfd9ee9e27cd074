"""``counter keys``, at the city: its offline root, the certificates it gives to stations, its list of revoked keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.common import JsonOption, answer, day_of
from counter.clock import SystemClock
from counter.errors import BadInput
from counter.files import ascii_of
from counter.locale import Text

if TYPE_CHECKING:
    from counter.trust.status import Revoked, StatusList

AlgorithmOption = Annotated[
    str,
    typer.Option("--algorithm", help="ed25519, es256 or sm2 (computed by OpenSSL, not a certified module)."),
]
OutputOption = Annotated[Path, typer.Option("-o", "--output", help="File to write.")]
RootOption = Annotated[Path, typer.Option("--root", help="Folder of the city's root. 根密钥文件夹")]
_ROOT_YEARS, _LIST_DAYS = 10, 30
_KEY_ID = 8
"""Bytes of the id of a key."""


class NoSuchReason(BadInput):
    """A list gives its reasons by code, so that everybody reads them in their own language; values: ``known``."""

    happened = Text("名单上的原因应为下列之一：{known}。", "The reason on a list is one of {known}.")
    next_step = Text("请改正 --reason。", "Please mend --reason.")


class NotAKeyId(BadInput):
    """The text is not the id of a key; values: ``text``."""

    happened = Text("不是密钥编号：{text}。", "Not the id of a key: {text}.")
    next_step = Text(
        "密钥编号是 16 位十六进制数，见 counter keys show。",
        "It has 16 hexadecimal digits, see counter keys show.",
    )


def root(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the root lives: a disk that no network reaches.")
    ],
    code: Annotated[str, typer.Option("--code", help="Agency code of the city, 12 digits. 机构代码")],
    name: Annotated[str, typer.Option("--name", help="Name of the city's authority. 名称")],
    years: Annotated[int, typer.Option("--years", min=1, max=30)] = _ROOT_YEARS,
    algorithm: AlgorithmOption = "ed25519",
    training: Annotated[bool, typer.Option("--training", help="Certifies training stations only.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make the root of a city: the offline key that certifies stations. Its fingerprint is what others compare."""
    from counter.trust.algorithms import by_name
    from counter.trust.certificate import Terms
    from counter.trust.root import CityRoot
    from counter.values.agency_code import AgencyCode
    from counter.values.person_name import hidden

    if any(map(hidden, name)) or not name.strip():
        raise typer.BadParameter("--name takes words that can be read")
    now = _now()
    until = datetime(now.year + years, now.month, 1, tzinfo=now.tzinfo)
    begin, end = int(now.timestamp()), int(until.timestamp())
    terms = Terms(1, AgencyCode.parse(code).text, name.strip(), begin, begin, end, training)
    made = CityRoot.make(folder, terms, by_name(algorithm)).paper
    told = {
        "id": made.key.key_id.hex(),
        "fingerprint": made.key.fingerprint,
        "file": str(folder / "root.txt"),
    }
    answer(told, as_json=as_json, words=f"{made.key.key_id.hex()}  {made.name}\n{made.key.fingerprint}")


def certify(
    request: Annotated[Path, typer.Argument(help="What a station's `counter keys make` wrote.")],
    folder: RootOption,
    output: OutputOption,
    year: Annotated[int, typer.Option("--year", help="Year of the certificate; this one by default.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Certify a station's key for a year with the root of a folder; the file brings the root's own certificate along."""
    from counter.desk.certifying import year_end
    from counter.trust.root import CityRoot

    now = _now()
    since = datetime(year, 1, 1, tzinfo=now.tzinfo) if year > now.year else now
    until = datetime(year + 1, 1, 1, tzinfo=now.tzinfo) if year else year_end(now)
    if until <= now:
        raise typer.BadParameter("--year takes this year or a later one")
    city = CityRoot.open(folder)
    paper = city.certify(
        ascii_of(request),
        issued=int(now.timestamp()),
        since=int(since.timestamp()),
        until=int(until.timestamp()),
    )
    output.write_text(city.paper.text + paper.text, encoding="ascii")
    told = {
        "serial": paper.serial,
        "unit": paper.unit,
        "name": paper.name,
        "key": paper.key.key_id.hex(),
        "since": since.date(),
        "until": until.date(),
    }
    answer(
        told,
        as_json=as_json,
        words=f"{paper.serial}  {paper.unit}  {paper.name}  {since:%Y-%m-%d} – {until:%Y-%m-%d}",
    )


def list_of_root(folder: Path, revoked: list[str], reason: str, since: str) -> StatusList:
    """The city's next list, signed: these keys are worthless from a day on, or from the beginning when none is given.

    Raises:
        NoSuchReason, NotAKeyId
    """
    from counter.trust.root import CityRoot
    from counter.trust.status import REASONS, Revoked

    if reason not in REASONS:
        raise NoSuchReason(known=", ".join(REASONS))
    now = _now()
    day = day_of(since, "--since", now.date())
    begin = int(datetime(day.year, day.month, day.day, tzinfo=now.tzinfo).timestamp()) if since else 0
    entries: dict[bytes, Revoked] = {_key_id(text): Revoked(begin, reason) for text in revoked}
    at = int(now.timestamp())
    return CityRoot.open(folder).list_now(at=at, due=at + _LIST_DAYS * 86_400, revoked=entries)


def _key_id(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != _KEY_ID:
        raise NotAKeyId(text=text[:40])
    return found


def _now() -> datetime:
    return SystemClock().now()
