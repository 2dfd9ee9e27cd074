"""Every notice that the rules can lead to stands on its sheet: no service, no answer, no number of papers is too long for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from handy import FickleSlot, beside, officer, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.desk.application_papers import receipt_paper, refusal_paper, wanted_paper
from counter.desk.application_view import services
from counter.desk.desk import Desk
from counter.desk.form_words import words_of_case
from counter.desk.look import look
from counter.desk.papers import signed
from counter.desk.questions import SECOND_CHECK
from counter.desk.signing_papers import filled, form_of, unknown
from counter.desk.taking import DescribeGlyphs
from counter.desk.views import Session
from counter.places import Places, data_dir
from counter.printing.verify import verify_pdf
from counter.trust.chain import Chain
from counter.values.person_name import LONGEST
from counter.workflows.application import Stage
from desk.applying import (
    ADULT,
    NEIGHBOUR,
    STATIONS,
    WUXI_ADULT,
    accepted,
    asked,
    handed,
    identified,
    proven,
    to_acceptance,
    with_papers,
)

LONG_NAME = ("古丽巴哈尔·" * LONGEST)[: LONGEST - 1] + "𠅤"
LONG_ADDRESS = (
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县样例乡阿帕尔村"
    "样例路一百一十八号样例家园三号楼二单元五百零一室"
)


def value_of(kind: str, choices: list[str], draw: Callable[[int], int]) -> str:
    """An answer of any kind of fact."""
    if kind == "number":
        return str(draw(30))
    if kind == "date":
        return date(
            2023 + draw(2), 1 + draw(11), 1
        ).isoformat()  # behind today: most days asked for have happened
    return choices[draw(len(choices) - 1)]


@pytest.mark.parametrize("place", STATIONS)
def test_whatever_is_missing_or_refused_fits_on_its_sheet(desk_at: Callable[[str], Desk], place: str) -> None:
    desk = desk_at(place)
    session = officer(desk)
    offered = services(desk.bench)
    hard = {"name": LONG_NAME, "household_address": LONG_ADDRESS, "residence_address": LONG_ADDRESS[::-1]}
    first = identified(desk, session, NEIGHBOUR, **hard)

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
        assert_papers_to_sign(desk, session, view.id)
        makers = [refusal_paper] if view.stage is Stage.REFUSAL else [receipt_paper]
        makers += [wanted_paper] if view.missing else []
        for maker in makers:
            paper = maker(desk.bench, session, view, desk.bench.clock.now())
            assert "〓" not in "".join(text for _, text in paper.fields)
            assert desk.bench.press.pdf(paper).startswith(b"%PDF")
        desk.intake.abandon(session, view.id)

    walk()
    assert first.person is not None


def test_the_notice_tells_which_office_issues_what(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, NEIGHBOUR), "first-id-card", WUXI_ADULT)
    fields = dict(wanted_paper(wuxi.bench, session, view, wuxi.bench.clock.now()).fields)
    wanted = fields["missing"]
    assert fields["shown"] == "暂无。", "no heading stands over nothing"
    assert "居民户口簿，核对后退还。出具：户口所在地派出所。" in wanted
    assert "可选：就业证明、劳动合同（用人单位出具）；就学证明、学生证（学校出具）；" in wanted
    assert "居住证（居住地公安机关出具）。" in wanted


def assert_papers_to_sign(desk: Desk, session: Session, case_id: str) -> None:
    """Every paper that the rules want signed and that is printed here can be printed, with guardian and agent on it."""
    names = {"guardian": LONG_NAME, "agent": LONG_NAME, "agent-number": ADULT}
    with desk.bench.store.reading() as db:
        seen = look(desk.bench, db, case_id)
        words = words_of_case(seen, db, desk.bench.clock.now(), names) if seen.answer else {}
    signatures, missing = (seen.answer.signatures, seen.missing) if seen.answer else ((), ())
    papers = {one.paper for one in signatures} | {code for one in missing for code in one.any_of}
    whose = {**words, **signed(desk.bench, session, desk.bench.clock.now()), "signer": "监护人"}
    for form in filter(None, (form_of(desk.bench, paper) for paper in papers)):
        paper = filled(seen, form, whose)
        lacks = unknown(form, paper)
        assert not lacks or form.code == "endorsement-form", (form.code, lacks)
        if not lacks:
            assert desk.bench.press.pdf(paper).startswith(b"%PDF")


def test_forms_ask_only_for_words_that_a_case_has(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    with wuxi.bench.store.reading() as db:
        told = words_of_case(look(wuxi.bench, db, view.id), db, wuxi.bench.clock.now(), {})
    known = {*told, *wuxi.bench.rules.vocabulary.facts, "signer", "clerk", "station", "date"}
    documents = wuxi.bench.rules.vocabulary.documents.values()
    forms = {one.form for one in documents if one.form}
    assert forms <= set(wuxi.bench.press.forms)
    fields = [(code, field) for code in sorted(forms) for field in wuxi.bench.press.forms[code].fields]
    strange = [(code, one.taken_from) for code, one in fields if one.taken_from not in known]
    assert strange == [
        ("certificate-request", "certified"), ("certificate-request", "purpose"),
        ("power-of-attorney", "powers"), ("power-of-attorney", "term"),
    ], "these have their blanks"  # fmt: skip


def test_a_station_may_hand_out_a_stub_and_receipt(wuxi: Desk, printer: FickleSlot, tmp_path: Path) -> None:
    station = replace(wuxi.bench.settings.station, receipt="stub-receipt")
    desk = Desk.on(replace(wuxi.bench, settings=replace(wuxi.bench.settings, station=station)))
    session = officer(desk)
    done = accepted(desk, session, ADULT, "first-id-card", WUXI_ADULT)
    assert done.sheet is not None
    assert (done.sheet.form, done.sheet.title.zh) == ("stub-receipt", "户籍业务受理回执")
    again = desk.deciding.reprint(session, done.id, beside(desk, session), "申请人遗失")
    again = desk.deciding.good(session, again.id)
    words = words_of(desk, again.receipt)
    assert words["remark"].startswith(f"补打：本单替代 {done.receipt}")
    assert words["name"] == "赵试用"
    books = desk.day.close(session, cash=0, spoiled=1).books
    assert (books.printed, books.voided, books.sealed, books.stamped) == ({"stub-receipt": 1}, 1, 2, 2)
    page = next(pdf for serial, pdf, _ in printer.sent if serial == again.receipt)
    chain = Chain.of(Places(tmp_path / "wuxi", data_dir()).code_chain.read_text(encoding="ascii"), "")
    assert verify_pdf(page, chain, desk.bench.press.forms).valid
    proven(desk)


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
