from __future__ import annotations

from datetime import date

import pytest

from counter.desk.collection import Comparison
from counter.desk.handed import Handed
from counter.desk.person_fields import NoSuchField
from counter.desk.told import FINGER
from counter.values.citizen_number import NotACitizenNumber
from counter.values.finger_code import FingerCode
from counter.values.person_name import NameMissing
from desk.applying import AGENT

TODAY = date(2026, 11, 22)
MATCH = Comparison(FingerCode.RIGHT_THUMB, 0.93, match=True)
OTHER = Comparison(FingerCode.RIGHT_THUMB, 0.11, match=False)


@pytest.mark.parametrize(
    ("given", "doubtful"),
    [
        (Handed("赵试用"), False),
        (Handed("赵试用", comparison=MATCH), False),
        (Handed("赵试用", comparison=MATCH, receipt=False), True),
        (Handed("赵试用", comparison=OTHER), True),
        (Handed("赵试用", {FINGER: "no-reader"}), True),
        (Handed("赵试用", {FINGER: "no-print"}, comparison=MATCH), False),
    ],
)
def test_a_lost_receipt_and_a_finger_that_no_reader_knew_are_doubtful(given: Handed, doubtful: bool) -> None:
    assert given.doubtful is doubtful


def test_what_is_kept_is_what_the_reader_said_and_how_the_agent_came_in() -> None:
    spaced = f"{AGENT[:6]} {AGENT[6:]}"
    given = Handed(" 孙代领 ", {"present": "agent"}, spaced, comparison=OTHER, reason=" 照片一致 ")
    handed = given.parsed(TODAY)
    assert (handed.reason, handed.parsed(TODAY)) == ("照片一致", handed)
    assert handed.kept("0421") == {
        "signed-by": "孙代领",
        "agent": AGENT,
        "how": "typed",
        "facts": {"present": "agent", FINGER: "no-match"},
        "second": "0421",
        "receipt": True,
    }
    assert given.facts == {"present": "agent"}, "what was said stays as it was said"
    assert Handed("赵试用").kept("")["how"] == "", "nobody's number came in"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (Handed(" "), NameMissing),
        (Handed("赵试用", agent_number="1101"), NotACitizenNumber),
        (Handed("赵试用", how="guessed"), NoSuchField),
    ],
)
def test_what_cannot_be_kept_is_said_before_anything_else(given: Handed, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        given.parsed(TODAY)
