"""``counter keys``: the keys of this station, the root of the city, and what others need to check our slips."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    at_desk,
    at_window,
    language,
    second_of,
)
from counter.errors import BadInput
from counter.locale import Text

if TYPE_CHECKING:
    from counter.trust.status import Revoked, StatusList

app = typer.Typer(
    no_args_is_help=True,
    help="Keys (密钥): the station's own, the city's root, certificates, lists, the page for those who check slips.",
)

OutputOption = Annotated[Path, typer.Option("-o", "--output", help="File to write.")]
ScreenOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; else the screen.")]
AlgorithmOption = Annotated[
    str,
    typer.Option("--algorithm", help="ed25519, es256 or sm2 (computed by OpenSSL, not a certified module)."),
]
RootOption = Annotated[Path, typer.Option("--root", help="Folder of the city's root. 根密钥文件夹")]

_ROOT_YEARS, _LIST_DAYS = 10, 30
_STATES = {
    "made": Text("待启用", "waits"),
    "in-use": Text("在用", "in use"),
    "retired": Text("已换下，只用于核验", "replaced, verifies only"),
    "revoked": Text("已吊销", "revoked"),
}


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


@app.command()
def public(output: ScreenOption = None) -> None:
    """The public key in use (PEM), for those who believe it without a certificate."""
    with at_desk() as desk:
        words = desk.bench.key.now().public.text()
    _give(words, output)


@app.command()
def export(output: ScreenOption = None) -> None:
    """Everything others need to check our slips: root, certificates, lists; as `counter verify --key` takes it."""
    with at_desk() as desk:
        words = desk.keys.chain()
    _give(words, output)


@app.command()
def page(output: OutputOption) -> None:
    """The page for hotels and schools: one file, works without a network, with our certificates and lists in it."""
    from counter.places import places
    from counter.trust.page import baked

    with at_desk() as desk:
        chain, forms = desk.keys.chain(), desk.bench.press.forms
    titles = {code: form.title for code, form in forms.items()}
    output.write_text(baked(places().data, chain, titles), encoding="utf-8")


@app.command()
def show(as_json: JsonOption = False) -> None:
    """Keys with their states and certificates, roots, lists."""
    with at_desk() as desk:
        told = desk.keys.show()
    spoken, zh = language(), language() == "zh"
    lines = []
    for key in told.keys:
        state = _STATES[key.state].in_(spoken)
        ends = f"{'证书至' if zh else 'certified until'} {key.until:%Y-%m-%d}" if key.until else ""
        lines.append(
            f"{key.id}  {state}  {key.algorithm.in_(spoken)}  {ends or ('未认证' if zh else 'not certified')}"
        )
    for root in told.roots:
        lines += [f"{'根' if zh else 'root'} {root.id}  {root.name}  {root.unit}", f"  {root.fingerprint}"]
    for one in told.lists:
        counts = f"吊销 {one.revoked}，作废 {one.void}" if zh else f"{one.revoked} revoked, {one.void} void"
        lines.append(f"{'名单' if zh else 'list'} {one.unit} {one.number}  {one.at:%Y-%m-%d}  {counts}")
    answer(told, as_json=as_json, words="\n".join(lines))


@app.command()
def make(
    output: OutputOption,
    clerk: ClerkOption,
    algorithm: AlgorithmOption = "ed25519",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make the next key and the request that the city certifies; while ours is not certified, the request is for it."""
    with at_window(clerk, pin) as (desk, session):
        key, request = desk.keys.make(session, algorithm)
    output.write_text(request, encoding="ascii")
    answer(
        key,
        as_json=as_json,
        words=f"{key.id}  {_STATES[key.state].in_(language())}  {key.algorithm.in_(language())}",
    )


@app.command()
def take(
    file: Annotated[Path, typer.Argument(help="What the city sent: root, certificate, list.")],
    clerk: ClerkOption,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in a certificate, a root or a list from the city."""
    with at_window(clerk, pin) as (desk, session):
        done = desk.keys.take(session, file.read_text("ascii", errors="replace"))
    zh = f"根 {len(done.roots)}，证书 {done.certificates}，名单 {done.lists}。"
    en = f"{len(done.roots)} roots, {done.certificates} certificates, {done.lists} lists."
    lines = [zh if language() == "zh" else en]
    compare = Text("请与公布的根指纹逐字对照：", "Compare with the published fingerprint of the root:")
    for root in done.roots:
        lines += [f"{compare.in_(language())} {root.name}", f"  {root.fingerprint}"]
    answer(done, as_json=as_json, words="\n".join(lines))


@app.command()
def rotate(
    reason: ReasonOption,
    clerk: ClerkOption,
    second: SecondOption,
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put the waiting key to use; two people. Slips of the one before it are verified as before."""
    with at_window(clerk, pin) as (desk, session):
        key = desk.keys.rotate(session, second_of(desk, session, second, second_pin), reason)
    answer(key, as_json=as_json, words=f"{key.id}  {_STATES[key.state].in_(language())}")


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="KEYID")],
    reason: ReasonOption,
    clerk: ClerkOption,
    second: SecondOption,
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Declare a key of this station worthless; two people. The city then puts it on its list (counter keys list --root)."""
    with at_window(clerk, pin) as (desk, session):
        key = desk.keys.revoke(session, second_of(desk, session, second, second_pin), key_id, reason)
    told = Text(
        "请市局把它列入吊销名单：counter keys list --root 文件夹 --revoke {id} -o 文件",
        "Now have the city list it: counter keys list --root FOLDER --revoke {id} -o FILE",
    )
    words = f"{key.id}  {_STATES[key.state].in_(language())}\n{told.format(id=key.id).in_(language())}"
    answer(key, as_json=as_json, words=words)


@app.command("list")
def list_(
    output: OutputOption,
    clerk: ClerkOption = "",
    pin: PinOption = "",
    root: Annotated[
        Path | None, typer.Option("--root", help="Folder of the city's root: its list of revoked keys.")
    ] = None,
    revoked: Annotated[
        list[str] | None, typer.Option("--revoke", help="Key to add to the root's list; may be repeated.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="leaked, lost, replaced or closed.")] = "leaked",
    since: Annotated[
        str, typer.Option("--since", help="Day from which on its codes are not believed; else none is.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Sign the next list: void serials of this terminal; or, with --root, the city's list of revoked keys."""
    if root is None:
        with at_window(clerk, pin) as (desk, session):
            made = desk.keys.sign_list(session)
    else:
        made = _of_root(root, revoked or [], reason, since)
    output.write_text(made.text, encoding="ascii")
    zh = f"第 {made.number} 号名单：吊销 {len(made.revoked)}，作废 {len(made.void)}。"
    en = f"List {made.number}: {len(made.revoked)} revoked, {len(made.void)} void."
    told = {"number": made.number, "at": made.at, "revoked": len(made.revoked), "void": len(made.void)}
    answer(told, as_json=as_json, words=zh if language() == "zh" else en)


@app.command()
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


@app.command()
def certify(
    request: Annotated[Path, typer.Argument(help="What a station's `counter keys make` wrote.")],
    folder: RootOption,
    output: OutputOption,
    year: Annotated[int, typer.Option("--year", help="Year of the certificate; this one by default.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Certify a station's key for a year with the root of a folder; the file brings the root's own certificate along."""
    from counter.desk.station_keys import year_end
    from counter.trust.root import CityRoot

    now = _now()
    since = datetime(year, 1, 1, tzinfo=now.tzinfo) if year > now.year else now
    until = datetime(year + 1, 1, 1, tzinfo=now.tzinfo) if year else year_end(now)
    if until <= now:
        raise typer.BadParameter("--year takes this year or a later one")
    city = CityRoot.open(folder)
    words = request.read_text("ascii", errors="replace")
    paper = city.certify(
        words, issued=int(now.timestamp()), since=int(since.timestamp()), until=int(until.timestamp())
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


def _of_root(folder: Path, revoked: list[str], reason: str, since: str) -> StatusList:
    from counter.cli.common import day_of
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
    if len(found) != 8:
        raise NotAKeyId(text=text[:40])
    return found


def _now() -> Any:
    from counter.clock import SystemClock

    return SystemClock().now()


def _give(words: str, output: Path | None) -> None:
    if output:
        output.write_text(words, encoding="ascii")
    else:
        sys.stdout.write(words)
