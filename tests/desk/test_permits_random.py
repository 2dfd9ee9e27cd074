"""Random deeds on random permits: the table of a permit's life holds, the journal verifies, the tables are its readings."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from handy import FickleSlot, HandClock, imported, number_for, row
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from counter.build import open_desk
from counter.desk.desk import Desk
from counter.desk.permit_deeds import KINDS
from counter.errors import CounterError
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.store import holders
from counter.workflows.permit import ENDS, PERMITS, Permit, PermitDeed
from desk.holding import CITIES, acts, endorsed

BIRTHS = ("19900101", "19910202", "19920303")
PICK = st.integers(0, 99)
UNTIL = ("2021-03-01", "2026-10-25", "2026-11-24", "2026-12-10", "2027-03-01")
GROUNDS = ("death", "household-here", "other-legal", "false-identity", "false-materials", "none", "?")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "a_card_is_lost", "one_is_ended", "one_is_restored", "one_is_endorsed", "one_is_endorsed",
                "somebody_sweeps", "an_extract_comes", "days_pass", "days_pass",
            ]
        ),
        PICK,
        st.booleans(),
    ),
    min_size=4,
    max_size=9,
)  # fmt: skip
_DEED_OF = {kind.value: deed for deed, kind in KINDS.items()}


class Lives(RuleBasedStateMachine):
    """Three permits of one station for some months."""

    home: Path
    press: Press
    kinds: set[str]
    """Every kind of deed that was done in any of the runs."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.home, self.root / "home")
        self.clock = HandClock()
        opened = open_desk(Places(self.root / "home", data_dir()), self.clock, FickleSlot())
        self.desk = Desk.on(replace(opened.bench, press=self.press))
        self.refused: list[str] = []

    @initialize(until=st.lists(st.sampled_from(UNTIL), min_size=3, max_size=3))
    def people_come(self, until: list[str]) -> None:
        self.officer = self.desk.people.sign_in("0337", "0000")
        self.second = self.desk.people.second("0102", "0000", beside=self.officer)
        self.clerks = [self.officer, self.desk.people.sign_in("0555", "0000")]
        self.numbers = [number_for(birth, 61) for birth in BIRTHS]
        rows = [self.extract(n, until[n], "有效") for n in range(3)]
        imported(self.desk, self.root, *rows)
        self.ids = [self.desk.permits.of(self.officer, number) for number in self.numbers]

    def extract(self, n: int, until: str, state: str) -> dict[str, str]:
        birth = BIRTHS[n]
        told = f"{birth[:4]}-{birth[4:6]}-{birth[6:]}"
        issued = "2019-03-01" if until < "2022" or n == 0 else "2025-01-01"
        return row(f"张样{n}", self.numbers[n], birth=told, endorsed_until=until, issued=issued, state=state)

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.root)

    def tried(self, verb: Callable[[], Any]) -> Any:
        try:
            return verb()
        except CounterError as refusal:
            self.refused.append(refusal.said("zh"))
            return None

    @rule(deeds=DEEDS)
    def things_happen(self, deeds: list[tuple[str, int, bool]]) -> None:
        """Some of what a day brings, one behind the other."""
        for what, pick, flag in deeds:
            getattr(self, what)(pick, flag)

    def a_card_is_lost(self, pick: int, flag: bool) -> None:
        self.tried(lambda: self.desk.permits.report_lost(self.clerks[flag], self.ids[pick % 3]))

    def one_is_ended(self, pick: int, flag: bool) -> None:
        """By either verb, on any ground, now and then without the second person or the papers."""
        verb = self.desk.permits.revoke if pick % 2 else self.desk.permits.cancel
        ground = GROUNDS[pick % len(GROUNDS)]
        papers = ["death-proof", "household-book", "visit-opinion"] if pick % 5 else []
        told = (self.ids[pick % 3], ground, "经核实", self.second if flag else None, papers)
        if self.tried(lambda: verb(self.officer, *told)):
            self.tried(lambda: self.desk.permits.print_decision(self.officer, self.ids[pick % 3]))

    def one_is_restored(self, pick: int, flag: bool) -> None:
        told = (self.ids[pick % 3], self.clock.today(), "网上已补办", self.second if flag else None)
        self.tried(lambda: self.desk.permits.restore(self.officer, *told))

    def one_is_endorsed(self, pick: int, _flag: bool) -> None:
        with contextlib.suppress(
            AssertionError, KeyError
        ):  # where the rules refuse there is nothing to accept
            self.tried(lambda: endorsed(self.desk, self.officer, self.numbers[pick % 3]))

    def somebody_sweeps(self, _pick: int, flag: bool) -> None:
        self.tried(lambda: self.desk.permits.sweep(self.clerks[flag]))

    def an_extract_comes(self, pick: int, flag: bool) -> None:
        state = ("有效", "使用功能中止", "已注销")[2 if flag and pick % 4 == 0 else pick % 2]
        imported(self.desk, self.root, self.extract(pick % 3, UNTIL[pick % len(UNTIL)], state))

    def days_pass(self, pick: int, _flag: bool) -> None:
        self.clock.go(days=(1, 20, 31, 200)[pick % 4])

    @invariant()
    def every_deed_was_a_step_of_the_table(self) -> None:
        """Walk each permit again from its journal: each local deed leads where the table says, under an article, by a name."""
        for holder in self.ids:
            for kind, clerk, body in acts(self.desk, holder):
                self.kinds.add(kind)
                if kind == "permit.told":
                    continue
                deed = _DEED_OF[kind]
                assert clerk == "0337", "only the officer can have done it"
                assert body["state"] in {to.value for (_, done), to in PERMITS.moves.items() if done is deed}
                if deed in {PermitDeed.CANCEL, PermitDeed.REVOKE, PermitDeed.RESTORE}:
                    assert body["reason"]
                if deed in {PermitDeed.CANCEL, PermitDeed.REVOKE}:
                    assert body["second"] == "0102"
                assert body["article"][0]
                assert body["article"][1]

    @invariant()
    def the_register_follows_the_permit(self) -> None:
        for holder in self.ids:
            view = self.desk.permits.show(self.officer, holder)
            assert view.state_code in set(Permit)
            in_register = "valid" if view.state_code == "restored" else view.state_code
            assert view.holder.state_code == in_register
            if Permit(view.recorded) in ENDS:
                assert set(view.can) <= {"endorse", "notice", "refuse-end"}
                assert view.state_code == view.recorded
            with self.desk.bench.store.reading() as db:
                found = holders.by_id(db, holder)
            assert found is not None
            assert found.state == ("valid" if view.recorded == "restored" else view.recorded)

    @invariant()
    def the_journal_holds_and_the_tables_are_its_readings(self) -> None:
        store = self.desk.bench.store
        assert store.verify() == ()
        assert store.rebuild().differing == ()


@pytest.mark.parametrize("place", CITIES)
def test_random_deeds_on_random_permits(stations: Callable[[str], Path], press: Press, place: str) -> None:
    done: set[str] = set()
    machine = type("Here", (Lives,), {"home": stations(place), "press": press, "kinds": done})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=6, stateful_step_count=7, deadline=None)
    )
    assert {"permit.suspended", "permit.restored", "permit.endorsed", "permit.lost"} <= done
