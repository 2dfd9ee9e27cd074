"""Citizens and clerks of the tests of applications: a station in each place, and the steps of an intake in one call."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from handy import HandClock, number_for

from counter.build import open_desk
from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.places import Places, data_dir
from counter.rules import load_rulebook
from counter.workflows.application import Stage

STATIONS = {
    "wuxi": ("锡林路派出所", "无锡市公安局梁溪分局锡林路派出所", "320213990000", "无锡市", "Wuxi"),
    "tianjin": ("海河湾派出所", "天津市公安局和平分局海河湾派出所", "120101990000", "天津市", "Tianjin"),
    "beijing": ("望山路派出所", "北京市公安局海淀分局望山路派出所", "110108990000", "北京市", "Beijing"),
}
ADULT = number_for("20000315", 17, county="330198")
"""Twenty-six, a household in Zhejiang."""
MINOR = number_for("20140601", 24, county="340198")
"""Twelve, a household in Anhui."""
NEIGHBOUR = number_for("19700101", 11, county="120198")
AGENT = number_for("19800808", 35, county="320298")
FIELDS = {
    "name": "赵试用",
    "ethnic": "汉族",
    "household_address": "浙江省样例市样例路 1 号",
    "residence_address": "样例路 2 号",
}

WUXI_ADULT = {
    "household": "partner-province", "soldier": "no", "present": "self", "earlier-card": "none",
    "stay-ground": "employment", "collect-by": "self",
}  # fmt: skip
WUXI_MINOR = {
    "household": "partner-province", "soldier": "no", "present": "guardian-with-applicant", "earlier-card": "none",
    "stay-ground": "study", "collect-by": "self", "relation-registered": "no",
}  # fmt: skip
BEIJING_PERMIT = {
    "resident-since": "2025-01-01", "stay-ground": "residence", "stable-ahead": "yes", "present": "self",
    "household": "elsewhere", "smartphone": "no",
}  # fmt: skip
TIANJIN_BOOK = {
    "certificate-item": "book-incomplete", "applicant-standing": "self", "register-shows": "yes", "present": "self",
}  # fmt: skip


def make_station(home: Path, place: str) -> None:
    """A training station of a place, made as a new machine makes it."""
    name, full, code, zh, en = STATIONS[place]
    settings = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")
    beijing = STATIONS["beijing"]
    for old, new in zip((*beijing, "beijing"), (name, full, code, zh, en, place), strict=True):
        settings = settings.replace(f'"{old}"', f'"{new}"')
    home.mkdir(parents=True)
    (home / "station.toml").write_text(settings, encoding="utf-8")
    open_desk(Places(home, data_dir()), HandClock()).close()


def identified(desk: Desk, session: Session, number: str, **fields: str) -> IntakeView:
    """A new intake as far as the choice of a service."""
    view = desk.intake.begin(session)
    view = desk.intake.identify(session, view.id, number)
    if view.stage is Stage.IDENTITY:
        view = desk.intake.record(session, view.id, FIELDS | fields)
    return view


def asked(
    desk: Desk, session: Session, view: IntakeView, service: str, answers: dict[str, str]
) -> IntakeView:
    """Choose a service and answer whatever is asked, in the order in which it is asked."""
    view = desk.questions.choose(session, view.id, service)
    while view.stage is Stage.QUESTIONS and view.questions:
        fact = view.questions[0].fact
        view = desk.questions.answer(session, view.id, fact, answers[fact])
    return view


def with_papers(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    """Show the first paper that each demand allows, and give every original back."""
    for demand in view.checklist:
        if demand.missing:
            view = desk.checklist.mark(session, view.id, demand.papers[0].code, "seen")
    view = desk.checklist.return_all(session, view.id)
    return desk.intake.go_on(session, view.id)


def to_acceptance(desk: Desk, session: Session, view: IntakeView, receipt: str = "00123401") -> IntakeView:
    """From complete papers through every step that this service has."""
    while view.stage is not Stage.ACCEPTANCE:
        if view.stage is Stage.DOCUMENTS:
            view = with_papers(desk, session, view)
        elif view.stage is Stage.READ_BACK:
            view = desk.agreeing.confirm(session, view.id)
        elif view.stage is Stage.SIGNATURES:
            key = next(one.key for one in view.signatures if not one.signed)
            if key.startswith("loss-report") and desk.losses.show(session, view.id) is None:
                desk.losses.report(session, view.id, lost_on="不详", place="不详")
            view = desk.agreeing.sign(session, view.id, key, "钱试用")
        elif view.stage is Stage.FINGERPRINTS:
            assert view.fingers is not None
            assert view.fingers.ask is not None
            view = desk.fingers.press(session, view.id, view.fingers.ask.finger, 80)
        elif view.stage is Stage.FEE:
            view = desk.fees.take(session, view.id, receipt)
        elif view.stage is Stage.COLLECTION:
            view = desk.agreeing.collect_by(
                session, view.id, agent="孙代领", agent_number=AGENT, address="样例路 3 号"
            )
        else:
            raise AssertionError(view.stage)
    return view


def handed(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    """Accepted, and the receipt in the citizen's hand."""
    view = desk.deciding.accept(session, view.id)
    view = desk.deciding.print(session, view.id)
    return desk.deciding.good(session, view.id)


def accepted(desk: Desk, session: Session, number: str, service: str, answers: dict[str, str]) -> IntakeView:
    """A whole intake, from the number to the receipt."""
    view = asked(desk, session, identified(desk, session, number), service, answers)
    return handed(desk, session, to_acceptance(desk, session, view))


def promising(desk: Desk, folder: Path, pack: str, code: str) -> Desk:
    """The desk with rules that let the first demand of this code be promised for thirty days."""
    shutil.copytree(data_dir() / "jurisdictions", folder / "rules")
    path = folder / "rules" / pack
    words = path.read_text(encoding="utf-8")
    assert code in words
    path.write_text(words.replace(code, f"{code}promise = 30\n", 1), encoding="utf-8")
    rules, problems = load_rulebook(folder / "rules")
    assert problems == ()
    return Desk.on(replace(desk.bench, rules=rules))


def proven(desk: Desk) -> None:
    """The journal holds, and every table is what it says."""
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()
