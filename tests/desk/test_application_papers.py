"""Every notice that the rules can lead to stands on its sheet: no service, no answer, no number of papers is too long for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from handy import beside, officer, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.desk.application_papers import receipt_paper, refusal_paper, wanted_paper
from counter.desk.application_view import services
from counter.desk.desk import Desk
from counter.desk.questions import SECOND_CHECK
from counter.desk.taking import DescribeGlyphs
from counter.workflows.application import Stage
from desk.applying import (
    ADULT,
    NEIGHBOUR,
    STATIONS,
    WUXI_ADULT,
    asked,
    handed,
    identified,
    to_acceptance,
    with_papers,
)


def value_of(kind: str, choices: list[str], draw: Callable[[int], int]) -> str:
    """An answer of any kind of fact."""
    if kind == "number":
        return str(draw(30))
    if kind == "date":
        return date(2024 + draw(3), 1 + draw(11), 1).isoformat()
    return choices[draw(len(choices) - 1)]


@pytest.mark.parametrize("place", STATIONS)
def test_whatever_is_missing_or_refused_fits_on_its_sheet(desk_at: Callable[[str], Desk], place: str) -> None:
    desk = desk_at(place)
    session = officer(desk)
    offered = services(desk.bench)
    first = identified(desk, session, NEIGHBOUR)

    @settings(max_examples=25)
    @given(st.data())
    def walk(data: Any) -> None:
        def draw(most: int) -> int:
            return int(data.draw(st.integers(0, most)))

        view = desk.intake.identify(session, desk.intake.begin(session).id, NEIGHBOUR)
        view = desk.questions.choose(session, view.id, offered[draw(len(offered) - 1)].code)
        while view.stage is Stage.QUESTIONS:
            question = view.questions[0]
            value = value_of(question.kind, [choice.code for choice in question.choices], draw)
            if question.fact == SECOND_CHECK:  # answered by two, with a photo
                told = {"photo": "card", "outcome": value, "reason": "照片模糊"}
                view = desk.reviews.review(session, view.id, beside(desk, session), **told)
            else:
                view = desk.questions.answer(session, view.id, question.fact, value)
        makers = [refusal_paper] if view.stage is Stage.REFUSAL else [receipt_paper]
        makers += [wanted_paper] if view.missing else []
        for maker in makers:
            paper = maker(desk.bench, session, view, desk.bench.clock.now())
            assert "〓" not in "".join(text for _, text in paper.fields)
            assert desk.bench.press.pdf(paper).startswith(b"%PDF")
        desk.intake.abandon(session, view.id)

    walk()
    assert first.person is not None


def test_a_character_that_no_font_has_stands_on_the_receipt_as_it_was_described(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(
        wuxi, session, identified(wuxi, session, ADULT, name="李\U00031350"), "first-id-card", WUXI_ADULT
    )
    view = with_papers(wuxi, session, view)
    with pytest.raises(DescribeGlyphs):
        wuxi.agreeing.confirm(session, view.id)
    view = wuxi.agreeing.confirm(session, view.id, {"\U00031350": "左金右玄"})
    view = handed(wuxi, session, to_acceptance(wuxi, session, view))
    assert "李〓(U+31350 左金右玄)" in words_of(wuxi, view.receipt)["name"]
