from __future__ import annotations

from dataclasses import replace

import pytest
from handy import officer

from counter.desk.desk import Desk
from counter.desk.fingers import NoReader, QualityIsTheReaders, QualityOutOfRange
from counter.desk.intake_views import IntakeView
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.devices.finger_reader import ReaderProblem, RecordingReader
from counter.store import applications
from counter.store.apply import Kind
from counter.workflows.application import Stage
from desk.applying import ADULT, WUXI_ADULT, asked, identified, proven, with_papers


def at_fingers(desk: Desk, session: Session) -> IntakeView:
    view = asked(desk, session, identified(desk, session, ADULT), "first-id-card", WUXI_ADULT)
    view = desk.agreeing.confirm(session, with_papers(desk, session, view).id)
    while view.stage is Stage.SIGNATURES:
        key = next(one.key for one in view.signatures if not one.signed)
        view = desk.agreeing.sign(session, view.id, key)
    assert view.stage is Stage.FINGERPRINTS
    return view


def test_only_the_finger_that_is_asked_for_is_pressed(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = at_fingers(wuxi, session)
    with pytest.raises(NoSuchChoice):
        wuxi.fingers.press(session, view.id, 12, 80)
    with pytest.raises(QualityOutOfRange):
        wuxi.fingers.press(session, view.id, 11, 101)
    view = wuxi.fingers.skip(session, view.id, 11, "injured")
    assert view.fingers is not None
    assert view.fingers.ask is not None
    assert view.fingers.ask.finger == 12


def test_worn_fingers_end_as_failed_and_the_application_goes_on(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = at_fingers(wuxi, session)
    for quality in (10, None, 40):
        view = wuxi.fingers.press(session, view.id, 11, quality)
    view = wuxi.fingers.stop(session, view.id, "worn")
    assert view.stage is not Stage.FINGERPRINTS
    assert view.fingers is not None
    assert [place.outcome.digit for place in view.fingers.places] == [2, 2]
    with wuxi.bench.store.reading() as db:
        kept = applications.fingers(db, view.id)
    assert [(f.finger, f.result, f.quality, f.score) for f in kept] == [
        (11, "failed", 10, None),
        (11, "not-registered", None, None),
        (11, "failed", 40, None),
    ]
    proven(wuxi)


def test_taking_can_be_taken_up_again(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = at_fingers(wuxi, session)
    view = wuxi.fingers.stop(session, view.id, "child")
    view = wuxi.intake.back(session, view.id)
    assert view.stage is Stage.FINGERPRINTS
    view = wuxi.fingers.again(session, view.id)
    assert view.fingers is not None
    assert view.fingers.ask is not None


def test_the_reader_is_asked_for_the_finger_of_the_ladder(wuxi: Desk) -> None:
    reader = RecordingReader([30, 90, 70])
    desk = Desk.on(replace(wuxi.bench, reader=reader))
    session = officer(desk)
    view = at_fingers(desk, session)
    for _ in range(3):
        view = desk.fingers.take(session, view.id)
    assert reader.asked == [11, 11, 16]
    assert view.stage is not Stage.FINGERPRINTS


def test_a_station_that_works_takes_no_quality_but_from_its_reader(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = at_fingers(wuxi, session)
    reader = RecordingReader([80])
    station = replace(wuxi.bench.station, training=False)
    working = Desk.on(replace(wuxi.bench, station=station, reader=reader))
    with pytest.raises(QualityIsTheReaders):
        working.fingers.press(session, view.id, 11, 80)
    with pytest.raises(NoSuchChoice):
        working.fingers.take(session, view.id, 16)
    working.fingers.take(session, view.id, 11)
    with wuxi.bench.store.reading() as db:
        assert [(one.finger, one.quality) for one in applications.fingers(db, view.id)] == [(11, 80)]


def test_a_reader_that_does_not_answer_costs_nothing(wuxi: Desk) -> None:
    desk = Desk.on(replace(wuxi.bench, reader=RecordingReader()))
    session = officer(desk)
    view = at_fingers(desk, session)
    with pytest.raises(ReaderProblem):
        desk.fingers.take(session, view.id)
    without = Desk.on(replace(wuxi.bench, reader=None))
    with pytest.raises(NoReader):
        without.fingers.take(session, view.id)
    assert without.intake.show(session, view.id).fingers.reader is None  # type: ignore[union-attr]
    assert desk.intake.show(session, view.id) == view
    view = desk.fingers.stop(session, view.id, "reader")
    assert view.fingers is not None
    assert [place.outcome.digit for place in view.fingers.places] == [3, 3]


def test_nothing_of_a_finger_is_kept_but_finger_result_quality_score_and_time(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = at_fingers(wuxi, session)
    wuxi.fingers.press(session, view.id, 11, 40)
    wuxi.fingers.take(session, view.id)
    bodies = [act.body for act in wuxi.bench.store.acts(last=50) if act.kind == Kind.FINGER_TAKEN]
    assert len(bodies) == 2
    assert all(set(body) <= {"finger", "result", "quality", "score", "with"} for body in bodies)
    assert all(len(str(value)) < 20 for body in bodies for value in body.values()), (
        "no image has so little to say"
    )
    with wuxi.bench.store.reading() as db:
        columns = {name for _, name, *_ in db.execute("PRAGMA table_info(finger_result)")}
    assert columns == {"application", "n", "finger", "result", "quality", "score", "at"}
