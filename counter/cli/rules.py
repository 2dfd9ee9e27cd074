"""``counter rules``: the rulebook without a screen, for scripts, jurists and policy officers."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.common import as_json_text, language
from counter.errors import CounterError
from counter.locale import Text
from counter.places import data_dir
from counter.values.typography import marked

if TYPE_CHECKING:
    from counter.rules import Rulebook
    from counter.rules.answer import Answer
    from counter.rules.problems import Problem

app = typer.Typer(help="城市规则 / What the cities say: dated, sourced, explained.", no_args_is_help=True)

Packs = Annotated[list[Path] | None, typer.Option("--pack", help="另加的规则文件 / a further pack to read.")]
Json = Annotated[bool, typer.Option("--json", help="供脚本使用 / for scripts.")]
On = Annotated[str, typer.Option("--on", help="哪一天的规则 / the day, as 2026-11-22; today if absent.")]
Facts = Annotated[
    list[str] | None, typer.Option("--fact", help="事实 / a fact as NAME=VALUE; may be repeated.")
]


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="规则文件 / packs; all shipped ones if absent.")
    ] = None,
    as_json: Json = False,
) -> None:
    """检查规则文件并运行案例 / Validate packs, prove that no path is a dead end, and run their cases."""
    from counter.rules.check import check_all

    report = check_all(_folder(), tuple(files or ()))
    if as_json:
        sys.stdout.write(as_json_text(report.as_json()))
    else:
        for problem in report.problems:
            _say_problem(problem)
        _say(report.summary)
    raise typer.Exit(1 if report.problems else 0)


@app.command("list")
def list_(as_json: Json = False, pack: Packs = None) -> None:
    """列出地区与事项 / List jurisdictions and services."""
    book = _book(pack)
    rows = [
        {
            "jurisdiction": place.code, "service": code, "zh": service.text.zh, "en": service.text.en,
            "place_zh": place.text.zh, "place_en": place.text.en, "since": service.valid_from.isoformat(),
            "inherited": service.jurisdiction != place.code,
        }
        for place in book.jurisdictions.values()
        for code, service in book.services(place.code).items()
    ]  # fmt: skip
    if as_json:
        sys.stdout.write(as_json_text(rows))
        return
    for row in rows:
        mark = Text(" (承袭)", " (inherited)") if row["inherited"] else Text("", "")
        name = f"{row['jurisdiction']}/{row['service']}"
        _say(Text(f"{name}  {row['zh']}{mark.zh}", f"{name}  {row['en']}{mark.en}"))


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="JUR/SERVICE", help="例 / e.g. national/id-card")],
    on: On = "",
    fact: Facts = None,
    as_json: Json = False,
    notice: Annotated[
        bool, typer.Option("--notice", help="一次性告知书 / what is missing, told once.")
    ] = False,
    pack: Packs = None,
) -> None:
    """对一个人、一天给出全部答复及依据 / The whole answer for one citizen on one day, with its reasons."""
    jurisdiction, service = _name(name)
    book = _book(pack)
    try:
        answer = book.explain(jurisdiction, service, _day(on), _facts(fact))
    except CounterError as fault:
        raise _refuse(fault) from None
    if as_json:
        sys.stdout.write(as_json_text(answer.as_json()))
    elif notice:
        _notify(answer, book)
    else:
        _tell(answer)


def _notify(answer: Answer, book: Rulebook) -> None:
    from counter.rules.notice import one_time_notice, told

    if answer.outcome == "open":
        asked = ", ".join(question.fact for question in answer.questions)
        _say(
            Text(f"先问清再告知,以免分两次:{asked}", f"Ask these first, so that it is told once: {asked}"),
            err=True,
        )
        raise typer.Exit(1)
    for line in told(one_time_notice(answer, book.vocabulary)) or [Text("不缺材料。", "Nothing is missing.")]:
        _say(line)


@app.command()
def table(
    name: Annotated[str, typer.Argument(metavar="JUR/SERVICE", help="例 / e.g. national/id-card")],
    on: On = "",
    as_json: Json = False,
    pack: Packs = None,
) -> None:
    """打印决策表 / Print the decision table of a service on a day."""
    from counter.cli.rules_table import table_lines
    from counter.rules.table import decision_table

    jurisdiction, service = _name(name)
    day = _day(on)
    try:
        found = decision_table(_book(pack).standing(jurisdiction, service, day), day)
    except CounterError as fault:
        raise _refuse(fault) from None
    if as_json:
        sys.stdout.write(as_json_text(asdict(found)))
        return
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in table_lines(found, language(), room):
        typer.echo(line)


@app.command()
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="地区或地区/事项 / JUR or JUR/SERVICE")],
    other: Annotated[str, typer.Argument(metavar="B", help="与之比较 / to compare with")],
    on: On = "",
    then: Annotated[
        str, typer.Option("--then", help="B 的日期 / the day for B; the same day if absent.")
    ] = "",
    pack: Packs = None,
) -> None:
    """两地之间或两日之间对群众有什么不同 / What changes for a citizen between two places or two days."""
    from counter.rules.diff import differences

    try:
        found = list(differences(_book(pack), one, other, _day(on), _day(then) if then else None))
    except CounterError as fault:
        raise _refuse(fault) from None
    for text in found or [Text("没有不同。", "No difference.")]:
        _say(text)


@app.command()
def new(
    code: Annotated[
        str, typer.Argument(metavar="JUR", help="地区代码,小写英文 / code of the place, kebab-case")
    ],
    folder: Annotated[Path, typer.Option("--to", help="写到哪里 / where to write.")] = Path(),
    on: On = "",
) -> None:
    """写出带注释的新规则文件 / Write the commented beginning of a new pack and its cases."""
    from counter.rules.skeleton import skeleton

    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code):
        raise typer.BadParameter(f"代码用小写英文和连字符 / use lower-case letters and hyphens, not {code!r}")
    if (_folder() / f"{code}.toml").exists():
        _say(
            Text(f"“{code}”已随程序提供,请另取代码。", f"'{code}' is shipped; choose another code."), err=True
        )
        raise typer.Exit(1)
    names = (folder / f"{code}.toml", folder / f"{code}.cases.toml")
    if taken := [path for path in names if path.exists()]:
        _say(Text(f"{taken[0]} 已存在,未改动。", f"{taken[0]} exists and was left alone."), err=True)
        raise typer.Exit(1)
    for path, text in zip(names, skeleton(code, _day(on)), strict=True):
        path.write_text(text, encoding="utf-8")
        typer.echo(str(path))


def _say(text: Text, *, err: bool = False) -> None:
    """A line to people in the language of the command: Chinese with its own marks."""
    typer.echo(marked(text).in_(language()), err=err)


def _say_problem(problem: Problem, *, err: bool = False) -> None:
    _say(Text(problem.said("zh"), problem.said("en")), err=err)


def _tell(answer: Answer) -> None:
    from counter.rules.telling import told

    for line in told(answer):
        _say(line)


def _folder() -> Path:
    return data_dir() / "jurisdictions"


def _book(packs: list[Path] | None) -> Rulebook:
    """The rulebook, or the end of the command with its faults."""
    from counter.rules import load_rulebook

    book, problems = load_rulebook(_folder(), *(packs or ()))
    if problems:
        for problem in problems:
            _say_problem(problem, err=True)
        _say(Text("规则文件有错误,未作任何决定。", "The packs have faults; nothing was decided."), err=True)
        raise typer.Exit(1)
    return book


def _name(name: str) -> tuple[str, str]:
    jurisdiction, slash, service = name.partition("/")
    if not slash or not jurisdiction or not service:
        raise typer.BadParameter(f"写成 地区/事项,如 national/id-card / write JUR/SERVICE, not {name!r}")
    return jurisdiction, service


def _day(on: str) -> date:
    from counter.clock import SystemClock

    if not on:
        return SystemClock().today()
    from counter.rules.vocabulary import DAYS, in_days

    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise typer.BadParameter(f"日期写成 2026-11-22 / write the day as 2026-11-22, not {on!r}") from None
    if not in_days(day):
        first, last = DAYS
        raise typer.BadParameter(f"日期应在 {first} 至 {last} 之间 / write a day from {first} to {last}")
    return day


def _facts(given: list[str] | None) -> dict[str, object]:
    """``NAME=VALUE`` pairs; a name given twice is a list."""
    facts: dict[str, object] = {}
    for pair in given or []:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"事实写成 名=值 / write a fact as NAME=VALUE, not {pair!r}")
        facts[name] = f"{facts[name]},{value}" if name in facts else value
    return facts


def _refuse(fault: CounterError) -> typer.Exit:
    _say(Text(fault.said("zh"), fault.said("en")), err=True)
    return typer.Exit(1)
