"""The commands, mounted; and how any of them ends: 0 done, 1 refused or failed with a sentence, 2 wrong usage."""

from __future__ import annotations

import json
import sys

import click
import typer

from counter.cli import clerk, doctor, find, holders, journal, keys, rules, seal, slip, specimen, verify
from counter.cli.common import language, plain
from counter.errors import CounterError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Counter, the terminal of a household-registration counter (户籍窗口). Without a command: the screens.",
)
for name, group in {
    "slip": slip.app,
    "holders": holders.app,
    "rules": rules.app,
    "journal": journal.app,
    "seal": seal.app,
    "clerk": clerk.app,
    "keys": keys.app,
}.items():
    app.add_typer(group, name=name)
app.command("find")(find.find)
app.command("verify")(verify.verify)
app.command("specimen")(specimen.specimen)
app.command("doctor")(doctor.doctor)


def run_command(argv: list[str]) -> int:
    """Run one command and turn every way it can end into an exit status."""
    try:
        result = app(argv, prog_name="counter", standalone_mode=False)
    except CounterError as problem:
        return _refused(problem, as_json="--json" in argv)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as problem:
        problem.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("\n")
        return 1
    except BrokenPipeError:
        return 1
    return result if isinstance(result, int) else 0


def _refused(problem: CounterError, *, as_json: bool) -> int:
    sys.stderr.write(problem.said(language()) + "\n")
    if as_json:
        spoken = zip(problem.sentences("zh"), problem.sentences("en"), strict=True)
        happened, kept, next_step = ({"zh": zh, "en": en} for zh, en in spoken)
        said = {"error": problem.code, "happened": happened, "kept": kept, "next-step": next_step}
        sys.stdout.write(json.dumps(plain(said), ensure_ascii=False, indent=2) + "\n")
    return 1
