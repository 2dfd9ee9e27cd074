from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from handy import number_for

from counter.desk.desk import Desk
from counter.places import data_dir
from counter.rules import load_rulebook
from counter.widgets.cells import width
from counter.workflows.application import Stage

from .conftest import SIZES, Hands, Open
from .intakes import TO, page, stage
from .windows import Windows

MINOR = number_for("20140601", 24, county="340198")
"""Twelve, a household in Anhui."""


def trusting(folder: Path) -> Callable[[Desk], Desk]:
    """A desk whose rules let the proof of stay be promised for thirty days."""
    shutil.copytree(data_dir() / "jurisdictions", folder / "rules")
    pack, code = folder / "rules" / "wuxi.toml", 'code = "stay-proof"\n'
    words = pack.read_text(encoding="utf-8")
    assert words.count(code) == 1
    pack.write_text(words.replace(code, f"{code}promise = 30\n"), encoding="utf-8")
    rules, problems = load_rulebook(folder / "rules")
    assert problems == ()
    return lambda desk: Desk.on(replace(desk.bench, rules=rules))


def face(screen: str) -> str:
    """The right side of the page without blanks and breaks."""
    rows = screen.splitlines()
    left = 20 if width(rows[1]) >= 100 else 18
    behind = (next((row[n:] for n in range(len(row)) if width(row[:n]) >= left), "") for row in rows)
    return "".join("".join(row.split()) for row in behind)


def marks(hands: Hands) -> dict[str, str]:
    return {
        paper.code: paper.mark
        for demand in page(hands).case.checklist
        for paper in demand.papers
        if paper.mark
    }


@pytest.mark.parametrize("size", SIZES)
async def test_the_live_checklist_says_how_many_are_missing(counter: Open, size: tuple[int, int]) -> None:
    async with counter(size) as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS])
        assert "缺 3 项" in screen
        assert "本人居民身份证" in screen
        screen = await hands.press("1")
        assert "缺 2 项" in screen
        assert "✓ 已查验" not in screen, "the next paper is asked for already"
        screen = await hands.press("1", "2")
        assert "材料齐全" in screen
        assert "2 劳动合同  ✓ 已查验" in screen


async def test_each_original_is_marked_with_a_single_key(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS], "1", "1", "2")
        screen = await hands.press("f")
        assert "复印 1 份" in screen
        screen = await hands.press("f")
        assert "复印 2 份" in screen
        screen = await hands.press("t")
        assert "已退还" in screen
        await hands.press("x")
        assert "labour-contract" not in marks(hands)
        assert "缺 1 项" in hands.screen


async def test_the_same_keys_as_an_input_method_writes_them(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS], "1", "1", "2", "留")
        assert "留存" in hands.screen
        assert "kept" in marks(hands).values()


async def test_one_key_takes_everything_that_has_no_alternative_and_gives_it_back(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "a")
        assert "还有 1 项有几种材料可选" in screen
        assert set(marks(hands).values()) == {"returned"}
        assert "缺 1 项" in screen
        screen = await hands.press("1", "a")
        assert "材料齐全" in screen
        assert set(marks(hands).values()) == {"returned"}
        await hands.press("enter")
        assert stage(hands) is Stage.READ_BACK


async def test_enter_says_everything_that_is_missing_and_stays(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "1", "enter")
        assert stage(hands) is Stage.DOCUMENTS
        assert "还缺：本人相片" in screen
        assert "就业证明之一" in hands.said
        assert "；" in hands.said.split("补齐")[0]  # what is missing holds 、 itself
        assert "按g打印一次性告知书" in hands.said


async def test_g_tells_everything_on_the_notice_and_esc_leads_back(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "1", "g")
        assert stage(hands) is Stage.NOTICE
        assert "就业证明" in screen
        await hands.press("escape")
        assert stage(hands) is Stage.DOCUMENTS


async def test_arrows_walk_the_demands_and_show_the_papers_of_each(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS])
        screen = await hands.press("down", "down")
        assert "1 营业执照" in screen
        await hands.press("3")
        assert "employment-proof" in marks(hands)
        screen = await hands.press("up", "up", "up", "up")
        assert "1 居民身份证" in screen


async def test_a_mark_before_a_paper_was_shown_is_told(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "t")
        assert "请先按数字" in screen
        assert marks(hands) == {}
        screen = await hands.press("9")
        assert "没有第 9 行" in screen


async def test_no_promise_where_the_rule_allows_none(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "p")
        assert "不适用告知承诺" in screen


async def test_a_power_of_attorney_is_read_point_by_point(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *"211", *"20240101", "enter", "2", "2")
        while stage(hands) is Stage.QUESTIONS:
            await hands.press("1")
        checklist = page(hands).case.checklist
        power = next(n for n, d in enumerate(checklist) if any("attorney" in p.code for p in d.papers))
        await hands.press(*["up"] * 9, *["down"] * power)
        demand = page(hands).case.checklist[power]
        digit = next(n for n, p in enumerate(demand.papers, 1) if "attorney" in p.code)
        screen = await hands.press(str(digit))
        assert "没有载明" in screen
        screen = await hands.press("s")
        assert "民法典" in screen
        await hands.press("1", "2", "3", "4", "5", "enter")
        assert all(one.stated for one in page(hands).case.states)
        assert not page(hands).case.checklist[power].missing


async def test_a_promise_is_taken_where_the_rule_allows_it_and_taken_back(
    windows: Windows, tmp_path: Path
) -> None:
    windows.at(Stage.DOCUMENTS)
    async with windows.open(change=trusting(tmp_path)) as hands:
        checklist = page(hands).case.checklist
        promised = next(place for place, demand in enumerate(checklist) if demand.promise_days)
        screen = await hands.press(*["down"] * promised)
        assert "告知承诺代替（30 天内补交）" in screen
        screen = await hands.press("p")
        assert "已承诺" in screen
        assert not page(hands).case.checklist[promised].missing
        screen = await hands.press("f12")
        assert "已撤销：告知承诺" in screen
        assert page(hands).case.checklist[promised].missing


@pytest.mark.parametrize("size", [(80, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("times", [1, 6])
async def test_a_long_checklist_scrolls_and_the_marked_demand_is_always_whole(
    windows: Windows, size: tuple[int, int], times: int
) -> None:
    windows.at(Stage.DOCUMENTS, number=MINOR, present="guardian-with-applicant", stay_ground="study")
    async with windows.open(size=size) as hands:
        view = page(hands).case
        many = [replace(one, group=f"{one.group}-{n}") for n in range(times) for one in view.checklist]
        page(hands).take(replace(view, checklist=tuple(many)))
        assert len(many) >= 5
        for demand in many:
            said = face(hands.screen)
            assert all("".join(paper.text.zh.split()) in said for paper in demand.papers)
            assert "".join(demand.text.zh.split()) in said
            assert "Enter继续" in said
            await hands.press("down")


async def test_both_languages_have_the_same_page(counter: Open) -> None:
    async with counter() as hands:
        chinese = await hands.press(*TO[Stage.DOCUMENTS], "1")
        english = await hands.press("f8")
        assert "2 missing" in english
        assert "notice" in english
        assert await hands.press("f8") == chinese


async def test_after_a_power_cut_no_demand_is_marked_that_was_met_meanwhile(windows: Windows) -> None:
    """The power fails between a paper and the next demand; a demand that was met and marked on purpose stays marked."""
    windows.at(Stage.DOCUMENTS)
    assert windows.view is not None
    case, wanting = windows.view.id, [one.group for one in windows.view.checklist if one.missing]
    paper = next(one for one in windows.view.checklist if one.group == wanting[0]).papers[0].code
    async with windows.open() as hands:
        await hands.press("down", "up")
        kept = hands.desk.intake.show(hands.app.session, case).typed["@demand"]
    windows.prepare("wuxi", lambda desk, session: desk.checklist.mark(session, case, paper, "seen"))
    async with windows.open() as hands:
        marked = page(hands).face.demand  # type: ignore[attr-defined]
        assert (kept.rstrip("?"), marked.group, marked.missing) == (wanting[0], wanting[1], True)
        await hands.press("up")
    async with windows.open() as hands:
        assert page(hands).face.demand.group == wanting[0]  # type: ignore[attr-defined]
