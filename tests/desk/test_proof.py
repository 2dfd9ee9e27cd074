"""The journal as it is read: no whole number without a name, no PIN at all."""

from __future__ import annotations

import json

import pytest
from handy import GULI, issued, officer

from counter.desk.desk import Desk
from counter.desk.rights import NotYourRole
from counter.desk.views import ClerkView, Role, Session
from counter.store.apply import Kind


def test_the_journal_is_read_masked_and_whole_only_by_name(desk: Desk) -> None:
    issued(desk, officer(desk), GULI)
    everything = json.dumps([act.body for act in desk.proof.acts(last=10_000)], ensure_ascii=False)
    assert GULI not in everything
    assert f"{GULI[:6]}********{GULI[14:]}" in everything
    enrolled = [act.body for act in desk.proof.acts(last=10_000) if act.kind == Kind.CLERK_ENROLLED]
    assert {body["pin"] for body in enrolled} == {"***"}, "no PIN, hashed or not"
    with pytest.raises(NotYourRole):
        desk.proof.whole(officer(desk))
    auditor = Session(ClerkView("0808", "韩立", Role.AUDITOR), desk.bench.clock.now())
    read = desk.proof.whole(auditor, last=10_000)
    assert GULI in json.dumps([act.body for act in read], ensure_ascii=False)
    (act,) = desk.bench.store.acts(last=1)
    assert (act.kind, act.clerk, act.subject) == (Kind.NUMBER_UNMASKED, "0808", "journal")
    assert act.body == {"acts": [one.n for one in read]}
    assert {one.body["pin"] for one in read if one.kind == Kind.CLERK_ENROLLED} == {"***"}
