"""``counter case household``: everybody of a dormitory from a list; a run that stopped is run again and doubles nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import pairs
from counter.cli.common import language, shown
from counter.errors import BadInput, CounterError
from counter.files import bytes_of
from counter.locale import Text

_FIELDS = ("name", "ethnic", "household_address", "phone", "sex")
_PAPERS = "papers"
"""The column that names what each person showed, by the codes of the papers."""
_BETWEEN = re.compile(r"[\s,，、;；]+")
_LARGEST = 4 * 1024 * 1024


class ListUnreadable(BadInput):
    """The list is no table with a column of numbers."""

    happened = Text("{file} 不是带“number”列的 CSV 表。", "{file} is no CSV table with a column “number”.")
    kept = Text("没有登记任何人。", "Nobody was taken in.")
    next_step = Text(
        "第一行写列名：number、name、ethnic、household_address、phone、papers，其余列是问题的代码。",
        "The first row names the columns: number, name, ethnic, household_address, phone, papers; others are codes of"
        " questions.",
    )


@acting()
def household(
    caller: Caller,
    file: Annotated[Path, typer.Argument(help="CSV, one person a row. 名单")],
    service: Annotated[str, typer.Option("--service", help="Code of the service. 事项")],
    address: Annotated[str, typer.Option("--address", help="The address all share. 共同住址")],
    landlord: Annotated[str, typer.Option("--landlord", help="Name of the landlord. 房主")] = "",
    phone: Annotated[str, typer.Option("--phone", help="Telephone of the landlord. 电话")] = "",
    paper: Annotated[
        list[str] | None, typer.Option("--paper", help="A paper shown once for all. 共用材料")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="FACT=VALUE that holds for all. 共同的回答")
    ] = None,
    seen: Annotated[
        bool, typer.Option("--seen", help="Each person's own papers were seen and given back. 已见各人原件")
    ] = False,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="Each person has read and signed; then they are accepted.")
    ] = False,
    came_out: Annotated[bool, typer.Option("--out", help="The receipts came out. 回执已出纸")] = False,
    close: Annotated[
        bool, typer.Option("--close", help="Nobody else comes, every line is settled. 结束")
    ] = False,
) -> None:
    """Take a list of people in at one address; the same list again goes on where it stopped. Exit 1 if anybody is left."""
    rows, content = _read(file)
    # half a character, as bytes that are none leave on a command line, is refused by the verb in words
    names = "\0".join((content, service, address)).encode(errors="surrogatepass")
    name = hashlib.sha256(names).hexdigest()[:16]
    with caller.window() as (desk, session):
        view = desk.household.begin(
            session, service, address=address, landlord=landlord, phone=phone, papers=paper or [], answers=pairs(fact),
            name=name,
        )  # fmt: skip
        problems: list[dict[str, Any]] = []
        if view.closed_at is None:  # of one that was ended before, the list is only told
            problems += _taken_in(desk, session, view.id, rows)
            desk.household.catch_up(session, view.id)
            if seen:
                problems += _seen(desk, session, view.id, rows)
            if agreed:
                _each(desk, session, view.id, lambda line: line.to_agree, desk.household.agree)
                _accept(desk, session, view.id)
            if came_out:
                desk.household.out(session, view.id)
            if close:
                desk.household.close(session, view.id)
        view = desk.household.show(session, view.id)
        told = {"household": view, "problems": problems}
        caller.answer(told, "\n".join([*_words(view), *(p["said"] for p in problems)]))
    if problems or view.open:
        raise typer.Exit(1)


def _read(file: Path) -> tuple[list[dict[str, str]], str]:
    """The rows of the list, and the fingerprint of its content: the same list at the same address is the same household.

    Raises:
        ListUnreadable, OSError
    """
    content = bytes_of(file, _LARGEST)
    if len(content) > _LARGEST:
        raise ListUnreadable(file=file.name)
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        rows = [{k: (v or "").strip() for k, v in row.items() if isinstance(k, str)} for row in reader]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise ListUnreadable(file=file.name) from problem
    if "number" not in (reader.fieldnames or []):
        raise ListUnreadable(file=file.name)
    return rows, hashlib.sha256(content).hexdigest()


def _taken_in(desk: Any, session: Any, household: str, rows: list[dict[str, str]]) -> Any:
    """Take each row in; those that cannot be are told with their number, and stop nobody else."""
    from counter.desk.household_lines import OnTheListAlready

    for place, row in enumerate(rows, 1):
        fields = {field: row[field] for field in _FIELDS if row.get(field)}
        known = {"number", _PAPERS, *_FIELDS}
        answers = {fact: value for fact, value in row.items() if fact not in known and value}
        try:
            desk.household.add(session, household, row["number"], fields, answers)
        except OnTheListAlready:
            continue  # an earlier run of this list
        except CounterError as problem:
            yield _problem(place, problem)


def _problem(place: int, problem: CounterError) -> dict[str, Any]:
    return {"row": place, "error": problem.code, "said": f"{place}: {problem.said(language())}"}


def _seen(desk: Any, session: Any, household: str, rows: list[dict[str, str]]) -> Any:
    """Mark what each person showed: what their row names, and what has no alternative; never a paper that nobody named."""
    for place, row in enumerate(rows, 1):
        with suppress(CounterError):  # who was not taken in is told already
            line = desk.household.line_of(session, household, row["number"])
            if line is not None and line.missing:
                yield from _seen_of(desk, session, household, line.n, place, row.get(_PAPERS, ""))


def _seen_of(desk: Any, session: Any, household: str, n: int, place: int, papers: str) -> Any:
    """What one person showed; a paper that nothing wants is told with the row."""
    for paper in filter(None, _BETWEEN.split(papers)):
        try:
            desk.household.seen(session, household, n, paper)
        except CounterError as problem:
            yield _problem(place, problem)
    for wanted in desk.household.show(session, household).lines[n - 1].missing:
        if wanted.only:
            with suppress(CounterError):  # the line says what it still wants
                desk.household.seen(session, household, n, wanted.only)


def _each(desk: Any, session: Any, household: str, wants: Any, verb: Any) -> None:
    """Do something for every line as often as it wants it; a line that cannot go on is left as it is."""
    for line in desk.household.show(session, household).lines:
        now = line
        while wants(now):
            try:
                view = verb(session, household, now.n)
            except CounterError:
                break
            now = view.lines[now.n - 1]


def _accept(desk: Any, session: Any, household: str) -> None:
    """Accept and print one after the other, telling how far it is."""
    while True:
        view, line = desk.household.accept_next(session, household)
        if line is None:
            return
        sys.stderr.write(shown(f"{view.accepted}/{len(view.lines)}  {line.name}  {line.receipt}") + "\n")


def _words(view: Any) -> list[str]:
    spoken = language()
    lines = [f"{view.id}  {view.title.in_(spoken)}  {view.address}"]
    for line in view.lines:
        told = line.receipt
        if line.refusal is not None:
            told = f"✗ {line.refusal.in_(spoken)}"
        elif line.still:
            told = line.still[0].in_(spoken)
        state = line.stage.text.in_(spoken)
        lines.append(f"  {line.n}. {line.name}  {line.masked_number}  [{state}]  {told}".rstrip())
    return lines
