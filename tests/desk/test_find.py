from __future__ import annotations

from pathlib import Path

import pytest
from handy import GULI, LI, STRANGER, HandClock, imported, number_for, officer, row
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.store.engine import NotWords
from counter.workflows.application import State
from desk.applying import ADULT, WUXI_ADULT, asked, identified, proven


@pytest.mark.parametrize(
    ("text", "by", "name"),
    [
        (LI, "number", "李𠅤"),
        ("１３０１９８ 19880512 0138", "number", "李𠅤"),
        ("0465", "tail", "古丽巴哈尔·艾山江"),
        ("０４６５", "tail", "古丽巴哈尔·艾山江"),
        ("glb", "initials", "古丽巴哈尔·艾山江"),
        ("ＧＬＢ", "initials", "古丽巴哈尔·艾山江"),
        ("gl b", "initials", "古丽巴哈尔·艾山江"),
        ("古丽巴", "name", "古丽巴哈尔·艾山江"),
        ("艾山江", "name", "古丽巴哈尔·艾山江"),
        ("𠅤", "name", "李𠅤"),
        (" 李𠅤 ", "name", "李𠅤"),
    ],
)
def test_one_field_takes_whatever_is_typed(
    desk: Desk, session: Session, text: str, by: str, name: str
) -> None:
    found = desk.find.holders(session, text)
    assert found.by == by
    assert name in [row.name for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        STRANGER,
        "",
        "   ",
        '"',
        '" OR name:*',
        "'; DROP TABLE holder; --",
        "[red]",
        "\0",
        "\x1b[31m",
        "%",
        "_",
        "*",
    ],
)
def test_what_nobody_has_finds_nobody(desk: Desk, session: Session, text: str) -> None:
    assert desk.find.holders(session, text).rows == ()


def test_what_is_no_text_is_told(desk: Desk, session: Session) -> None:
    with pytest.raises(NotWords):
        desk.find.holders(session, "李\ud800")


@hypothesis_settings(max_examples=60)
@given(st.text(max_size=30))
def test_no_text_breaks_the_search(desk: Desk, session: Session, text: str) -> None:
    assert len(desk.find.holders(session, text, 5).rows) <= 5


@pytest.mark.parametrize("text", ["曾", "z", "5", "曾四"])
def test_a_cut_list_says_that_there_is_more(desk: Desk, session: Session, tmp_path: Path, text: str) -> None:
    imported(
        desk,
        tmp_path,
        *(row("曾四单", number_for(order=i, birth="20000115")) for i in range(100, 160)),
    )
    everybody = desk.find.holders(session, text, 200)
    assert len(everybody.rows) >= 6
    assert not everybody.more
    for limit in (1, 5, len(everybody.rows) - 1):
        cut = desk.find.holders(session, text, limit)
        assert cut.more
        assert cut.rows == everybody.rows[:limit]
    assert not desk.find.holders(session, text, len(everybody.rows)).more
    assert len({row.id for row in everybody.rows}) == len(everybody.rows)


def test_names_that_begin_so_stand_before_names_that_hold_it(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    imported(
        desk,
        tmp_path,
        *(row(name, number_for(order=i)) for i, name in enumerate(["甲乙丙", "乙丙", "丁乙丙"], 700)),
    )
    assert [row.name for row in desk.find.holders(session, "乙丙").rows] == ["乙丙", "甲乙丙", "丁乙丙"]


def test_lists_are_masked_and_show_the_state_of_today(
    desk: Desk, session: Session, clock: HandClock, tmp_path: Path
) -> None:
    imported(desk, tmp_path, row("甲乙丙", number_for(order=7), endorsed_until="2026-11-22"))
    (found,) = desk.find.holders(session, "甲乙丙").rows
    assert (found.masked_number, found.state_code) == ("110198********007" + number_for(order=7)[-1], "valid")
    clock.go(days=1)
    assert desk.find.holders(session, "甲乙丙").rows[0].state_code == "suspended"
    assert GULI not in repr(desk.find.holders(session, GULI))


@pytest.mark.parametrize("text", [ADULT, ADULT[-4:], ADULT[-9:], "zsy", "ZS", "赵试", "试用", "用"])
def test_an_applicant_without_a_permit_is_found_and_leads_to_the_applications(wuxi: Desk, text: str) -> None:
    session = officer(wuxi)
    begun = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    for found in (wuxi.who.anybody(session, text), wuxi.who.look_up(session, text)):
        (row,) = [row for row in found.rows if row.person is not None]
        assert (row.name, row.state_code) == ("赵试用", "known")
        assert ADULT not in repr(found)
        assert row.person is not None
        (application,) = wuxi.who.applications(session, row.person)
        assert (application.id, application.state) == (begun.id, State.DRAFT)


def test_an_applicant_is_found_as_corrected_as_put_back_and_no_more_when_withdrawn(wuxi: Desk) -> None:
    session = officer(wuxi)

    def found(text: str) -> list[str]:
        return [row.name for row in wuxi.who.anybody(session, text).rows if row.person is not None]

    case = identified(wuxi, session, ADULT).id
    wuxi.intake.correct(session, case, {"name": "单于改名"}, "户口簿已变更")
    assert (found("cygm"), found("shanygm"), found("zsy"), found("改名")) == (
        ["单于改名"],
        [],
        [],
        ["单于改名"],
    )
    assert found(ADULT[-4:]) == ["单于改名"]
    proven(wuxi)
    wuxi.intake.undo(session, case)
    assert (found("zsy"), found("cygm"), found(ADULT[-4:])) == (["赵试用"], [], ["赵试用"])
    wuxi.intake.undo(session, case)
    assert (found("zsy"), found("赵"), found(ADULT[-4:])) == ([], [], [])
    proven(wuxi)


def test_who_is_holder_and_applicant_has_a_row_as_each(desk: Desk, session: Session) -> None:
    identified(desk, session, LI)
    rows = desk.who.anybody(session, LI).rows
    assert [(row.holder is not None, row.person is not None) for row in rows] == [
        (True, False),
        (False, True),
    ]
    assert len(desk.who.look_up(session, LI).rows) == 1
