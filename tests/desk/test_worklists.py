from __future__ import annotations

import tomllib

import pytest
from handy import HandClock, officer

from counter.desk.desk import Desk
from counter.desk.practice import pages, said
from counter.locale import LANGUAGES
from counter.places import data_dir
from counter.screens.lists.kinds import LISTS
from counter.screens.page import Page
from desk.applying import ADULT, WUXI_ADULT, accepted

MANY = 450


@pytest.fixture
def crowded(wuxi: Desk, clock: HandClock) -> Desk:
    """A station with many cases in every list: rows of one real application, copied in the store."""
    session = officer(wuxi)
    first = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT).id
    with wuxi.bench.store.engine.writing() as db:
        for n in range(3 * MANY):
            state = ("reviewing", "supplement", "ready")[n % 3]
            since = f"2026-{10 - n % 2:02d}-{1 + n % 28:02d}T10:00:00+08:00"
            due = f"2026-11-{1 + n % 22:02d}" if state == "reviewing" else "2026-12-18"
            db.execute(
                "INSERT INTO application SELECT ?, service, person, ?, ?, ?, accepted_on, verified_on, signed_on, ?,"
                " estimated, collect, touched FROM application WHERE id = ?",
                (f"x{n:05d}", state, since, state == "reviewing", due, first),
            )
            db.execute(
                'INSERT INTO "case" SELECT ?, service, step, clerk, opened_at, facts, parked, is_open, touched'
                ' FROM "case" WHERE id = ?',
                (f"x{n:05d}", first),
            )
            if state == "reviewing":
                db.execute("INSERT INTO promise VALUES (?, 'stay-proof', ?, '', '')", (f"x{n:05d}", due))
    return wuxi


@pytest.mark.parametrize("place", range(len(LISTS)), ids=[one.code for one in LISTS])
def test_every_row_of_a_long_list_is_reached_once_in_its_order(crowded: Desk, place: int) -> None:
    session, worklist = officer(crowded), LISTS[place]
    counts = crowded.worklists.counts(session)
    for turn, wanted in worklist.count(counts):
        if worklist.code in {"running", "endorsements"} or not wanted:
            continue
        rows, after = [], None
        while page := worklist.fetch(crowded, session, turn, after):
            rows += page
            after = page[-1]
        keys = [(row.due, row.application.id) if hasattr(row, "demand") else row.id for row in rows]
        assert len(keys) == len(set(keys)) == wanted
        if worklist.code in {"overdue", "due", "promises"}:
            assert [row.due for row in rows] == sorted(row.due for row in rows)
        else:
            assert [row.since for row in rows] == sorted(row.since for row in rows)


def test_the_ends_run_backwards_and_endorsements_page_too(crowded: Desk, clock: HandClock) -> None:
    session, lists = officer(crowded), crowded.worklists
    with crowded.bench.store.engine.writing() as db:
        db.execute("UPDATE application SET state = 'collected' WHERE state = 'ready'")
    first = lists.in_state(session, "collected", limit=200)
    second = lists.in_state(session, "collected", limit=200, after=first[-1])
    assert first[-1].since >= second[0].since
    assert not {one.id for one in first} & {one.id for one in second}
    whole = lists.endorsements(session, within=365)
    pages, after = [], None
    while page := lists.endorsements(session, within=365, limit=7, after=after):
        pages += page
        after = page[-1]
    assert tuple(pages) == whole
    assert len(whole) > 7


def test_f1_tells_the_limit_of_the_row_with_its_article_and_what_the_list_rests_on(crowded: Desk) -> None:
    session, lists = officer(crowded), crowded.worklists
    (row, *_) = lists.overdue(session)
    limit, *rest = lists.why(session, "overdue", row)
    assert "工作日" in limit.text.zh or "日" in limit.text.zh
    assert limit.source.zh
    assert {line.source.zh for line in rest} >= {"《民法典》第201条至第203条"}
    (waiting, *_) = lists.waiting(session)
    assert [line.source.zh for line in lists.why(session, "waiting", waiting)][-1] == "《行政许可法》第32条"
    promised = lists.promises(session)[0]
    told = lists.why(session, "promises", promised)
    assert promised.application.name in told[0].why.zh
    assert "第十条" in "".join(line.source.zh for line in lists.why(session, "endorsements")).replace(
        "第10条", "第十条"
    )
    assert lists.why(session, "ready", None) == said("list.ready")


def test_every_page_of_practice_speaks_both_languages_and_names_a_source() -> None:
    table = tomllib.loads((data_dir() / "practice.toml").read_text(encoding="utf-8"))
    asked = {f"list.{one.code}" for one in LISTS} | {page.PRACTICE for page in _pages(Page) if page.PRACTICE}
    assert pages() == asked
    assert {one["source"] for one in table["said"]} == set(table["source"])
    assert {one["tag"] for one in table["source"].values()} <= {"seed", "found", "recalled", "design"}
    for one in (*table["said"], *table["source"].values()):
        assert all(one[language] for language in LANGUAGES)
        assert not set("，。；：") & set(one["en"])
        assert not set(",;:") & set(one["zh"])
    for one in table["said"]:
        assert one["zh"].endswith("。")
        assert one["en"].endswith(".")


def _pages(kind: type[Page]) -> set[type[Page]]:
    import counter.screens.day
    import counter.screens.home
    import counter.screens.ledger
    import counter.screens.lists.menu
    import counter.screens.shift  # noqa: F401 - the classes must be there

    return {kind, *(page for one in kind.__subclasses__() for page in _pages(one))}
