"""The commands, mounted; and how any of them ends: 0 done, 1 refused or failed with a sentence, 2 wrong usage."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path

import typer
from typer import rich_utils

from counter.cli import (
    afterwards,
    archive,
    card,
    case,
    case_amends,
    case_sheets,
    certificate,
    characters,
    city_root,
    clerk,
    collect,
    day,
    doctor,
    find,
    holders,
    household,
    journal,
    keys,
    loss,
    outage,
    permit,
    printers,
    queue,
    review,
    rules,
    seal,
    sheet,
    shift,
    slip,
    specimen,
    train,
    upload,
    verify,
    visit,
)
from counter.cli.common import as_json_text, language, said, shown
from counter.errors import CounterError, of_the_system
from counter.locale import Text

_LONGEST, _ENDS = 1200, 250
"""Characters of a message, and how many of its beginning and end are told where it has more."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Counter, the terminal of a household-registration counter (户籍窗口). Without a command: the screens.",
)
for name, group in {
    "slip": slip.app,
    "case": case.app,
    "card": card.app,
    "visit": visit.app,
    "certificate": certificate.app,
    "loss": loss.app,
    "upload": upload.app,
    "day": day.app,
    "shift": shift.app,
    "holders": holders.app,
    "rules": rules.app,
    "permit": permit.app,
    "journal": journal.app,
    "seal": seal.app,
    "queue": queue.app,
    "outage": outage.app,
    "sheet": sheet.app,
    "clerk": clerk.app,
    "keys": keys.app,
    "archive": archive.app,
    "printers": printers.app,
}.items():
    app.add_typer(group, name=name)
app.command("find")(find.find)
app.command("characters")(characters.characters)
app.command("collect")(collect.collect)
app.command("review")(review.review)
case.app.command("household")(household.household)
for verb in (
    case_sheets.materials, case_sheets.notice, case_sheets.refuse, case_sheets.out, case_sheets.spoiled, case_sheets.reprint,
    case_amends.correct, case_amends.history, case_amends.refund, case_amends.unwaive,
    case_amends.articles,
    afterwards.move, afterwards.rejection, afterwards.promise,
):  # fmt: skip
    case.app.command()(verb)
case.app.command("print")(case_sheets.print_)
keys.app.command()(city_root.root)
keys.app.command()(city_root.certify)
app.command("verify")(verify.verify)
app.command("specimen")(specimen.specimen)
app.command("doctor")(doctor.doctor)
app.command("train")(train.train)


class FileRefused(CounterError):
    """The system does not give or take a file."""

    happened = Text("文件 {file} 不能使用：{reason}。", "The file {file} cannot be used: {reason}.")
    next_step = Text("请检查路径和权限后再试。", "Please see to path and permissions and try again.")


class ProgramFailed(CounterError):
    """The program itself is at fault."""

    happened = Text("程序出了错，已记入技术日志。", "The program failed; it wrote that to the technical log.")
    kept = Text("已登记的内容没有丢失。", "What is on record is not lost.")
    next_step = Text("请再试一次；仍不行请联系维护人员。", "Please try again, or call maintenance.")


class AnswerNotTaken(CounterError):
    """What was to be said went nowhere: the disk behind a redirection is full."""

    happened = Text("结果写不出去：{reason}。", "The answer could not be written: {reason}.")
    kept = Text("命令可能已经办成，办成的都已登记。", "The command may be done; what is done is on record.")
    next_step = Text(
        "请先用 show、find 或 journal show 查清，再决定是否重办。",
        "Please look with show, find or journal show before you run it again.",
    )


def run_command(argv: list[str]) -> int:
    """Run one command and turn every way it can end into an exit status."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without our characters still gets the words
            stream.reconfigure(errors="backslashreplace")
    try:
        status = int(app(argv, prog_name="counter", standalone_mode=False) or 0)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except typer.TyperException as misused:
        # it repeats what stood on the command line
        misused.message = shown(_brief(misused.message))
        rich_utils.rich_format_error(misused)  # type: ignore[arg-type]  # the only errors typer raises are click's
        return misused.exit_code
    except CounterError as problem:
        return _refused(problem, as_json="--json" in argv)
    except BrokenPipeError:
        _let_go()
        return 1
    except OSError as problem:
        status = _refused(_of_file(problem), as_json="--json" in argv)
        with suppress(OSError):
            sys.stdout.flush()
            return status
        _let_go()
        return status
    except Exception as fault:
        return _refused(_of_the_program(fault), as_json="--json" in argv)


def _brief(words: str) -> str:
    """Words without the midst of what somebody pasted by mistake."""
    return words if len(words) <= _LONGEST else f"{words[:_ENDS]} … {words[-_ENDS:]}"


def _of_the_program(fault: Exception) -> CounterError:
    """A fault of ours: where it fell goes into the technical log, for a traceback would show what a citizen said."""
    from counter.app.log import note
    from counter.places import places

    note(places().log, fault)
    return ProgramFailed()


def _of_file(problem: OSError) -> CounterError:
    reason = of_the_system(problem)
    return (
        FileRefused(file=problem.filename, reason=reason)
        if problem.filename
        else AnswerNotTaken(reason=reason)
    )


def _let_go() -> None:
    """What cannot be written is dropped, or Python complains of it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """A stream that the caller closed takes our words all the same, and keeps its number from the next file opened."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until we end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until we end


def _refused(problem: CounterError, *, as_json: bool) -> int:
    words = _brief(problem.said(language()))
    if problem.terms:
        codes = ", ".join(problem.terms)
        words += said(f"命令里写作：{codes}。", f" A command writes: {codes}.")
    sys.stderr.write(shown(words) + "\n")
    if as_json:
        spoken = zip(problem.sentences("zh"), problem.sentences("en"), strict=True)
        happened, kept, next_step = ({"zh": zh, "en": en} for zh, en in spoken)
        told = {"error": problem.code, "happened": happened, "kept": kept, "next-step": next_step}
        sys.stdout.write(as_json_text(told | {"terms": problem.terms}))
    return 1
