from __future__ import annotations

from collections.abc import Iterator

import pytest
from handy import HandClock, number_for
from hypothesis import given
from hypothesis import strategies as st

from counter.store import holders
from counter.store.engine import new_key
from counter.store.initials import initials
from counter.store.store import Store
from store.acting import with_holders

PEOPLE = [
    "李𠅤", "赵𬭎", "陈\U0002ebf0", "古丽巴哈尔·艾山江", "曾国藩", "查良镛", "单田芳", "[red]张[/x]",
    "'; DROP TABLE holder; --", 'NEAR("张" OR *)', "张" * 25, "张三", "张三丰", "乐张三", "MARY ANN", "张" * 49 + "末",
]  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("h") / "a.db", new_key(), terminal="T", clock=HandClock())
    with_holders(store, *((i, number_for(order=i), name) for i, name in enumerate(PEOPLE, 1)))
    yield store
    store.close()


def names(found: list[holders.Holder]) -> list[str]:
    return [holder.name for holder in found]


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_is_found_by_name_by_number_and_by_every_part_of_two(register: Store, name: str) -> None:
    with register.reading() as db:
        (exact, *_) = holders.by_name(db, name, 5)
        assert exact.name == name
        assert holders.by_number(db, exact.number) == exact == holders.by_id(db, exact.id)
        for place in range(len(name) - 1):
            part = name[place : place + 2]
            if any(c.isalnum() for c in part):
                assert name in names(holders.by_part(db, part, 50)), part


@pytest.mark.parametrize("part", ["𠅤", "𬭎", "\U0002ebf0", "哈尔", "尔·艾", "尔艾", "江", "良"])
def test_any_part_finds(register: Store, part: str) -> None:
    with register.reading() as db:
        found = names(holders.by_part(db, part, 5))
    assert len(found) == 1
    assert part.replace("·", "") in found[0].replace("·", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"', []),
        ('""', []),
        ('张" OR name:*', []),
        ("张*", ["[red]张[/x]", 'NEAR("张" OR *)']),
        ("* OR 张", []),
        ("NEAR(张 三)", []),
        ("-张三", ["张三", "张三丰", "乐张三"]),
        ("\0", []),
        ("三\0", ["张三", "张三丰", "乐张三"]),
        ("^张三", ["张三", "张三丰", "乐张三"]),
        ("{name}", []),
        ("", []),
        ("·", []),
    ],
)
def test_the_operators_of_full_text_search_are_data(register: Store, text: str, found: list[str]) -> None:
    with register.reading() as db:
        got = names(holders.by_part(db, text, 50))
    assert set(found) <= set(got)
    if not found:
        assert got == []


@given(st.text(max_size=12))
def test_no_text_breaks_a_search(register: Store, text: str) -> None:
    with register.reading() as db:
        for search in (holders.by_part, holders.by_name, holders.by_initials, holders.by_tail):
            if text.encode(errors="ignore").decode() == text:
                assert len(search(db, text, 3)) <= 3


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("曾国藩", {"zgf", "cgf"}),
        ("查良镛", {"zly", "cly"}),
        ("单田芳", {"stf", "dtf", "ctf"}),
        ("李𠅤", {"lx"}),
        ("李\U0002ebf0", {"l"}),
        ("古丽巴哈尔·艾山江", {"glbheasj"}),
        ("欧阳娜娜", {"oynn"}),
        ("[red]张[/x]", {"redzx"}),
        ("MARY ANN", {"maryann"}),
    ],
)
def test_initials_of_every_reading(name: str, wanted: set[str]) -> None:
    assert wanted <= set(initials(name))


@pytest.mark.parametrize("name", ["", "·", "\U0002ebf0", "!!"])
def test_a_name_that_nobody_can_read_aloud_has_no_initials(name: str) -> None:
    assert initials(name) == []


def test_initials_find_under_each_reading_and_each_holder_once(register: Store) -> None:
    with register.reading() as db:
        assert (
            names(holders.by_initials(db, "zgf", 5)) == names(holders.by_initials(db, "CGF", 5)) == ["曾国藩"]
        )
        for letters in "zcsdlg":
            found = holders.by_initials(db, letters, 50)
            assert len(found) == len(set(found))


def test_a_holder_with_many_readings_takes_one_place_of_the_list(store: Store) -> None:
    with_holders(store, *((i, number_for(order=i), "张曾单乐") for i in range(1, 31)))
    with store.reading() as db:
        assert len(holders.by_initials(db, "z", 21)) == 21
        assert len(holders.by_initials(db, "z", 99)) == 30


def test_tails_find_in_the_order_of_the_index(store: Store) -> None:
    numbers = [number_for(order=i) for i in range(1, 60)]
    with_holders(store, *((i, number, "张三") for i, number in enumerate(numbers, 1)))
    with store.reading() as db:
        for tail in ("1", "11", numbers[5][-4:], numbers[7]):
            found = [holder.number for holder in holders.by_tail(db, tail, 100)]
            assert sorted(found) == sorted(number for number in numbers if number.endswith(tail))
            assert found == sorted(found, key=lambda number: number[::-1])
        assert holders.by_tail(db, "%", 5) == holders.by_tail(db, "_", 5) == []


def test_a_changed_name_is_found_under_the_new_one_only(store: Store) -> None:
    with_holders(store, (1, number_for(), "曾国藩"))
    with_holders(store, (1, number_for(), "查良镛"), changed=True)
    with store.reading() as db:
        assert (
            names(holders.by_part(db, "国", 5))
            == holders.by_initials(db, "zgf", 5)
            == holders.by_name(db, "曾", 5)
            == []
        )
        assert names(holders.by_part(db, "良镛", 5)) == names(holders.by_initials(db, "cly", 5)) == ["查良镛"]
