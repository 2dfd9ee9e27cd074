"""``counter case``, on paper: the notice of what is missing, the refusal, and what became of the sheet."""

from __future__ import annotations

from counter.cli.case_words import CaseArgument, at_case, tell
from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    language,
    second_of,
)


def notice(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """Papers are missing: print the complete one-time notice; the case waits."""
    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.intake.show(session, found)
        if view.stage.value == "documents":
            view = desk.checklist.want(session, view.id)
        tell(desk.deciding.print(session, view.id), as_json=as_json)


def materials(
    case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Print the material list on a strip: what to bring, how many copies, who issues it; then `counter sheet out`."""
    with at_case(clerk, pin, case) as (desk, session, found):
        sheet = desk.materials.print(session, found)
        answer(sheet, as_json=as_json, words=f"{sheet.serial}  {sheet.state.text.in_(language())}")


def refuse(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The rules refuse: print the notice with article and remedies."""
    with at_case(clerk, pin, case) as (desk, session, found):
        tell(desk.deciding.print(session, found), as_json=as_json)


def out(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The sheet came out and is in the citizen's hand."""
    with at_case(clerk, pin, case) as (desk, session, found):
        tell(desk.deciding.good(session, found), as_json=as_json)


def spoiled(
    case: CaseArgument,
    reason: ReasonOption,
    clerk: ClerkOption,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """The sheet was spoiled; reprint a receipt, print a notice anew."""
    with at_case(clerk, pin, case) as (desk, session, found):
        tell(desk.deciding.spoiled(session, found, reason), as_json=as_json)


def reprint(
    case: CaseArgument,
    clerk: ClerkOption,
    second: SecondOption = "",
    reason: ReasonOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Replace a spoiled or lost receipt by one with a new serial; the old one is void."""
    with at_case(clerk, pin, case) as (desk, session, found):
        beside = second_of(desk, session, second, second_pin)
        view = desk.deciding.reprint(session, found, beside, reason)
        tell(view, as_json=as_json)
