"""``counter case``, put right: what is known of the applicant, told old → new; a fee given back, a waiver withdrawn; articles."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import CaseArgument, pairs, tell
from counter.cli.common import ReasonOption, language, nothing


@acting()
def correct(
    caller: Caller,
    case: CaseArgument,
    fields: Annotated[
        list[str], typer.Argument(help="FIELD=WORDS: name, sex, ethnic, household_address, phone, number …")
    ],
    reason: ReasonOption,
) -> None:
    """Change what is known of the applicant: old → new with the reason; a read-back before is void."""
    with caller.case(case) as (desk, session, found):
        tell(caller, desk.intake.correct(session, found, pairs(fields), reason))


@acting()
def history(caller: Caller, case: CaseArgument) -> None:
    """What was changed about the applicant: old → new, why, by whom; the newest first."""
    with caller.case(case) as (desk, session, found):
        changes = desk.intake.history(session, found)
        lines = [
            f"{one.at:%Y-%m-%d %H:%M}  {one.clerk}  {one.field}: {one.old} → {one.new}  {one.reason}"
            for one in changes
        ]
        caller.answer({"changes": changes}, "\n".join(lines) or nothing())


@acting()
def refund(caller: Caller, case: CaseArgument, reason: ReasonOption) -> None:
    """Give a fee back before acceptance; its receipt number stays used."""
    with caller.case(case) as (desk, session, found):
        tell(caller, desk.fees.give_back(session, found, reason))


@acting()
def unwaive(caller: Caller, case: CaseArgument, reason: ReasonOption) -> None:
    """Withdraw a waiver before acceptance; it stays in the books with the reason."""
    with caller.case(case) as (desk, session, found):
        tell(caller, desk.fees.unwaive(session, found, reason))


@acting()
def articles(caller: Caller, case: CaseArgument) -> None:
    """What a rejection (`case move ID reject --article`) may rely on: the sources of the rules of its acceptance."""
    with caller.case(case) as (desk, session, found):
        cited = desk.progress.articles(session, found)
        caller.answer({"articles": cited}, "\n".join(one.in_(language()) for one in cited) or nothing())
