"""What is to be reported: nothing lost, nothing in two files, nothing believed that was changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from handy import HandClock, issued, officer

from counter.desk.desk import Desk
from counter.desk.rights import NotYourRole
from counter.desk.upload_lines import NotAnUploadFile
from counter.desk.uploads import AnotherFile, ConfirmedAlready, NoSuchBatch, NothingToReport
from counter.desk.views import ClerkView, Role, Session
from counter.store.apply import Kind
from counter.store.store import Acting
from desk.applying import ADULT, WUXI_ADULT, accepted, proven


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_accepted_application_waits_and_goes_out_once(wuxi: Desk, tmp_path: Path) -> None:
    session = officer(wuxi)
    assert wuxi.uploads.pending(session).waiting == 0
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    wuxi.progress.move(session, view.id, "review")
    waiting = wuxi.uploads.pending(session)
    assert [(u.what, u.name) for u in waiting.lines] == [
        ("application.accept", "赵试用"),
        ("sheet.out", "赵试用"),  # the receipt bears the seal
        ("application.review", "赵试用"),
    ]
    batch = wuxi.uploads.export(session, tmp_path / "a.jsonl")
    assert (batch.batch, batch.lines, batch.confirmed_at) == (1, 3, None)
    first, *told, last = lines_of(tmp_path / "a.jsonl")
    assert (first["station"], first["batch"], first["count"], first["specimen"]) == (
        "320213990000",
        1,
        3,
        True,
    )
    assert [line["what"] for line in told] == ["application.accept", "sheet.out", "application.review"]
    assert told[0]["person"]["number"] == ADULT  # type: ignore[index]
    assert told[0]["application"]["receipt"] == view.receipt  # type: ignore[index]
    assert {"sha256", "key", "signature"} == set(last)
    assert (tmp_path / "a.jsonl").stat().st_mode & 0o777 == 0o600
    assert wuxi.uploads.pending(session).waiting == 0
    assert wuxi.progress.show(session, view.id).unreported == 2, "in a file is not confirmed"
    with pytest.raises(NothingToReport):
        wuxi.uploads.export(session, tmp_path / "b.jsonl")
    assert not (tmp_path / "b.jsonl").exists()
    wuxi.uploads.confirm(session, tmp_path / "a.jsonl")
    assert wuxi.progress.show(session, view.id).unreported == 0
    proven(wuxi)


def test_a_sealed_sheet_in_the_citizens_hand_is_reported(desk: Desk) -> None:
    case = issued(desk, officer(desk))
    (line,) = desk.uploads.pending(officer(desk)).lines
    assert case.sheet is not None
    assert (line.what, line.subject, line.name) == ("sheet.out", case.sheet.serial, "李𠅤")


def test_a_confirmed_file_is_done_and_confirmed_once(desk: Desk, tmp_path: Path, clock: HandClock) -> None:
    session, path = officer(desk), tmp_path / "a.jsonl"
    issued(desk, session)
    desk.uploads.export(session, path)
    clock.go(hours=5)
    batch = desk.uploads.confirm(session, path)
    assert (batch.confirmed_at, batch.confirmed_by) == (clock.now(), "0337")
    with pytest.raises(ConfirmedAlready):
        desk.uploads.confirm(session, path)
    with pytest.raises(ConfirmedAlready):
        desk.uploads.export(session, tmp_path / "b.jsonl", batch=1)
    proven(desk)


def test_a_lost_file_is_written_again_with_its_lines_and_only_the_newest_counts(
    desk: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session = officer(desk)
    issued(desk, session)
    desk.uploads.export(session, tmp_path / "a.jsonl")
    issued(desk, session)
    clock.go(minutes=1)
    desk.uploads.export(session, tmp_path / "again.jsonl", batch=1)
    assert lines_of(tmp_path / "a.jsonl")[1:-1] == lines_of(tmp_path / "again.jsonl")[1:-1]
    assert desk.uploads.pending(session).waiting == 1, "what came later is for the next file"
    with pytest.raises(AnotherFile):
        desk.uploads.confirm(session, tmp_path / "a.jsonl")
    assert desk.uploads.confirm(session, tmp_path / "again.jsonl").confirmed_at
    with pytest.raises(NoSuchBatch):
        desk.uploads.export(session, tmp_path / "c.jsonl", batch=7)
    proven(desk)


def test_a_power_cut_before_the_file_stands_there_loses_and_doubles_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    session = officer(desk)
    issued(desk, session)
    monkeypatch.setattr("counter.desk.uploads.os.link", cut)
    with pytest.raises(PowerCut):
        desk.uploads.export(session, tmp_path / "a.jsonl")
    monkeypatch.undo()
    waiting = desk.uploads.pending(session)
    assert (waiting.waiting, [b.batch for b in waiting.batches]) == (0, [1]), (
        "recorded, its file to be made again"
    )
    assert desk.uploads.export(session, tmp_path / "a.jsonl", batch=1).lines == 1
    assert sorted(p.name for p in tmp_path.glob("*.jsonl*")) == ["a.jsonl"]


def test_a_failure_while_it_is_recorded_leaves_all_waiting(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = officer(desk)
    issued(desk, session)
    real = Acting.record

    def full(act: Acting, kind: Kind, *rest: object) -> object:
        if kind is Kind.UPLOAD_EXPORTED:
            raise OSError(28, "No space left on device")
        return real(act, kind, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Acting, "record", full)
    with pytest.raises(OSError, match="No space"):
        desk.uploads.export(session, tmp_path / "a.jsonl")
    monkeypatch.undo()
    assert desk.uploads.pending(session).waiting == 1
    assert not list(tmp_path.glob("*.jsonl*"))


def test_no_name_and_no_such_batch_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        desk.uploads.export(officer(desk), Path())
    for number in (7, 10**30):
        with pytest.raises(NoSuchBatch):
            desk.uploads.export(officer(desk), tmp_path / "report.jsonl", number)


def test_no_file_is_written_over(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("someone else's", encoding="utf-8")
    issued(desk, officer(desk))
    with pytest.raises(FileExistsError):
        desk.uploads.export(officer(desk), tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "someone else's"
    assert desk.uploads.pending(officer(desk)).waiting == 1


def _changed(content: bytes) -> bytes:
    return content.replace("李𠅤".encode(), "李四".encode()).replace(b'"out"', b'"void"')


@pytest.mark.parametrize(
    "spoil",
    [
        _changed,
        lambda content: content.rsplit(b"\n", 2)[0] + b"\n",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'"signature":"', b'"signature":"AA'),
        lambda content: content.replace(b'"key":"', b'"key":"zz'),
        lambda _: b"",
        lambda _: b"\n\n",
        lambda _: b"[]\n[]\n",
        lambda _: b"\xff\xfe\x00" * 50,
        lambda _: b'{"a":' * 5000,
    ],
)
def test_a_file_that_was_changed_or_is_none_is_not_believed(
    desk: Desk, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    session, path = officer(desk), tmp_path / "a.jsonl"
    issued(desk, session)
    desk.uploads.export(session, path)
    content = path.read_bytes()
    path.write_bytes(spoil(content))
    assert path.read_bytes() != content
    with pytest.raises(NotAnUploadFile):
        desk.uploads.confirm(session, path)
    assert desk.uploads.pending(session).batches[0].confirmed_at is None


def test_the_file_of_another_station_is_not_believed(desk: Desk, wuxi: Desk, tmp_path: Path) -> None:
    issued(desk, officer(desk))
    desk.uploads.export(officer(desk), tmp_path / "a.jsonl")
    with pytest.raises(NotAnUploadFile):
        wuxi.uploads.confirm(officer(wuxi), tmp_path / "a.jsonl")


def test_an_auxiliary_hands_nothing_on(desk: Desk, tmp_path: Path) -> None:
    issued(desk, officer(desk))
    auxiliary = Session(ClerkView("0555", "周晓雯", Role.AUXILIARY), desk.bench.clock.now())
    with pytest.raises(NotYourRole):
        desk.uploads.export(auxiliary, tmp_path / "a.jsonl")
    with pytest.raises(NotYourRole):
        desk.uploads.confirm(auxiliary, tmp_path / "a.jsonl")
