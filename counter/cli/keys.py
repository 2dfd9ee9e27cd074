"""``counter keys``: the keys of this station, and what others need to check our slips."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.city_root import AlgorithmOption, OutputOption, list_of_root
from counter.cli.common import JsonOption, ReasonOption, answer, at_desk, language, said
from counter.files import ascii_of
from counter.locale import Text

app = typer.Typer(
    no_args_is_help=True,
    help="Keys (密钥): the station's own, the city's root, certificates, lists, the page for those who check slips.",
)

ScreenOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; else the screen.")]
_STATES = {
    "made": Text("待启用", "waits"),
    "in-use": Text("在用", "in use"),
    "retired": Text("已换下，只用于核验", "replaced, verifies only"),
    "revoked": Text("已吊销", "revoked"),
}


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
@acting()
def make(caller: Caller, output: OutputOption, algorithm: AlgorithmOption = "ed25519") -> None:
    """Make the next key and the request that the city certifies; while ours is not certified, the request is for it."""
    with caller.window() as (desk, session):
        key, request = desk.keys.make(session, algorithm)
    output.write_text(request, encoding="ascii")
    caller.answer(
        key,
        f"{key.id}  {_STATES[key.state].in_(language())}  {key.algorithm.in_(language())}",
    )


@app.command()
@acting()
def take(
    caller: Caller, file: Annotated[Path, typer.Argument(help="What the city sent: root, certificate, list.")]
) -> None:
    """Take in a certificate, a root or a list from the city."""
    with caller.window() as (desk, session):
        done = desk.keys.take(session, ascii_of(file))
    zh = f"根 {len(done.roots)}，证书 {done.certificates}，名单 {done.lists}。"
    en = f"{len(done.roots)} roots, {done.certificates} certificates, {done.lists} lists."
    lines = [said(zh, en)]
    compare = Text("请与公布的根指纹逐字对照：", "Compare with the published fingerprint of the root:")
    for root in done.roots:
        lines += [f"{compare.in_(language())} {root.name}", f"  {root.fingerprint}"]
    caller.answer(done, "\n".join(lines))


@app.command()
@acting(second="always")
def rotate(caller: Caller, reason: ReasonOption) -> None:
    """Put the waiting key to use; two people. Slips of the one before it are verified as before."""
    with caller.window() as (desk, session):
        key = desk.keys.rotate(session, caller.beside(desk, session), reason)
    caller.answer(key, f"{key.id}  {_STATES[key.state].in_(language())}")


@app.command()
@acting(second="always")
def revoke(
    caller: Caller, key_id: Annotated[str, typer.Argument(metavar="KEYID")], reason: ReasonOption
) -> None:
    """Declare a key of this station worthless; two people. The city then puts it on its list (counter keys list --root)."""
    with caller.window() as (desk, session):
        key = desk.keys.revoke(session, caller.beside(desk, session), key_id, reason)
    told = Text(
        "请市局把它列入吊销名单：counter keys list --root 文件夹 --revoke {id} -o 文件",
        "Now have the city list it: counter keys list --root FOLDER --revoke {id} -o FILE",
    )
    words = f"{key.id}  {_STATES[key.state].in_(language())}\n{told.format(id=key.id).in_(language())}"
    caller.answer(key, words)


@app.command("list")
@acting(clerk="offered")
def list_(
    caller: Caller,
    output: OutputOption,
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
) -> None:
    """Sign the next list: void serials of this terminal; or, with --root, the city's list of revoked keys."""
    if root is None:
        with caller.window() as (desk, session):
            made = desk.keys.sign_list(session)
    else:
        made = list_of_root(root, revoked or [], reason, since)
    output.write_text(made.text, encoding="ascii")
    zh = f"第 {made.number} 号名单：吊销 {len(made.revoked)}，作废 {len(made.void)}。"
    en = f"List {made.number}: {len(made.revoked)} revoked, {len(made.void)} void."
    told = {"number": made.number, "at": made.at, "revoked": len(made.revoked), "void": len(made.void)}
    caller.answer(told, said(zh, en))


def _give(words: str, output: Path | None) -> None:
    if output:
        output.write_text(words, encoding="ascii")
    else:
        sys.stdout.write(words)
