"""Certificates at the counter: what is typed, read back, sealed, replaced; and what the application becomes by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import FickleSlot, beside, number_for, officer, words_of

from counter.desk.certificate_agreeing import AnsweredOtherwise, ApplicantsNumber, BeforeBirth, NumberTwice
from counter.desk.certificate_case import NoCertificateAnyMore, NoCertificateHere
from counter.desk.certificate_paper import DayToCome, EntryTooLong, EntryUnreadable, NotADay
from counter.desk.collection import EndsInCertificate
from counter.desk.desk import Desk
from counter.desk.handed import Handed
from counter.desk.intake_views import IntakeView
from counter.desk.listing import NoSuchApplication
from counter.desk.person_fields import NoSuchField
from counter.desk.rights import NeedsSecond
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.devices.ports import PrinterProblem
from counter.printing.lines import DoesNotFit
from counter.store import cases, certificates
from counter.values.citizen_number import NotACitizenNumber
from counter.values.remark import RemarkHasHiddenCharacter
from counter.workflows.application import Deed, Stage, State
from counter.workflows.certificate import CertificateState
from counter.workflows.table import NotNow
from desk.applying import NEIGHBOUR, TIANJIN_BOOK, WUXI_ADULT, accepted, identified, proven

HOUSEHOLD = {
    "household-kind": "家庭户",
    "head": "钱户主",
    "purpose": "办理公证",
    "statement": "经查本所户籍档案,被证明人自 1998 年起登记于上列地址。",
}
ROWS = [f"户主 钱户主 {number_for('19620504', 13)}", f"女儿 赵试用 {number_for('19900101', 22)} 现役"]
KINSHIP = {
    "certificate-item": "kin-other-book", "register-shows": "yes", "applicant-standing": "self", "present": "self",
}  # fmt: skip
CANCELLED = {
    "applicant-standing": "near-relative", "cancel-reason": "death", "register-shows": "yes", "present": "self",
}  # fmt: skip


@pytest.fixture
def tianjin(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("tianjin")


def household(desk: Desk) -> IntakeView:
    return accepted(desk, officer(desk), NEIGHBOUR, "household-certificate", TIANJIN_BOOK)


def printed(desk: Desk) -> IntakeView:
    """A household certificate at the printer."""
    session, view = officer(desk), household(desk)
    desk.certificates.enter(session, view.id, HOUSEHOLD, ROWS)
    desk.certificates.confirm(session, view.id)
    desk.certificates.print(session, view.id)
    return view


def test_nobody_is_asked_how_to_collect_what_is_given_at_once(tianjin: Desk) -> None:
    view = household(tianjin)
    assert Stage.COLLECTION not in view.stages
    assert view.sheet is not None
    assert words_of(tianjin, view.sheet.serial)["collection"] == "打印并加盖户口专用章后当场交付。"


def test_who_stands_here_is_filled_in_and_what_is_wanting_is_named_at_once(tianjin: Desk) -> None:
    view = household(tianjin)
    certificate = tianjin.certificates.show(officer(tianjin), view.id)
    values = {entry.code: entry.value for entry in certificate.entries}
    assert (values["name"], values["citizen-number"]) == (
        "赵试用",
        f"{NEIGHBOUR[:6]}********{NEIGHBOUR[-4:]}",
    )
    assert values["applicant"] == "赵试用（本人）"
    assert values["address"] == "浙江省样例市样例路 1 号"
    assert [text.zh for text in certificate.still] == [
        "“户别”未填",
        "“户主”未填",
        "“用途”未填",
        "“证明事项”未填",
    ]
    assert certificate.has_rows
    with pytest.raises(StillWanting, match="用途"):
        tianjin.certificates.confirm(officer(tianjin), view.id)


def test_an_accepted_application_becomes_a_sealed_sheet_in_the_citizens_hand(
    tianjin: Desk, printer: FickleSlot
) -> None:
    session, view = officer(tianjin), household(tianjin)
    certificate = tianjin.certificates.enter(session, view.id, HOUSEHOLD, ROWS)
    assert certificate.still == ()
    assert certificate.large, "the name can be read from across the counter"
    certificate = tianjin.certificates.confirm(session, view.id)
    assert certificate.state is CertificateState.AGREED
    certificate = tianjin.certificates.print(session, view.id)
    assert certificate.sheet is not None
    words = words_of(tianjin, certificate.sheet.serial)
    assert words["citizen-number"] == NEIGHBOUR, "masked on the screen, whole on a paper that certifies it"
    assert words["members.1.relation"] == "户主"
    assert (words["members.2.name"], words["members.2.sex"]) == ("赵试用", "女")
    assert words["members.2.citizen-number"].count("*") == 8
    assert words["members.2.remark"] == "现役"
    assert printer.sent[-1][0] == certificate.sheet.serial
    with tianjin.bench.store.reading() as db:
        (use,) = [u for u in cases.seal_uses(db, "2026-11-22") if u.serial == certificate.sheet.serial]
        sheet = cases.sheet(db, certificate.sheet.serial)
    assert (use.mode, use.clerk) == ("specimen", "0337")
    assert sheet is not None
    assert sheet.code
    certificate = tianjin.certificates.good(session, view.id)
    assert certificate.state is CertificateState.HANDED
    assert certificate.application.state is State.COLLECTED
    proven(tianjin)


def test_numbers_are_shown_masked_and_what_comes_back_masked_stays_whole(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    shown = tianjin.certificates.enter(session, view.id, HOUSEHOLD, ROWS)
    assert [row.count("*") for row in shown.rows] == [8, 8]
    values = {entry.code: entry.value for entry in shown.entries}
    more = f"儿子 赵小 {number_for('20100101', 31)}"
    again = tianjin.certificates.enter(
        session, view.id, {"citizen-number": values["citizen-number"]}, [*shown.rows, more]
    )
    assert len(again.rows) == 3
    with tianjin.bench.store.reading() as db:
        kept = certificates.certificate(db, view.id)
    assert kept is not None
    assert kept.entries["citizen-number"] == NEIGHBOUR
    assert str(kept.entries["rows"]).splitlines() == [*ROWS, more]
    with pytest.raises(NotACitizenNumber):
        tianjin.certificates.enter(session, view.id, {}, [shown.rows[1], shown.rows[0]])


def test_what_was_typed_after_the_read_back_is_read_back_again(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    tianjin.certificates.enter(session, view.id, HOUSEHOLD)
    tianjin.certificates.confirm(session, view.id)
    certificate = tianjin.certificates.enter(session, view.id, {"purpose": "出国"})
    assert certificate.state is CertificateState.TYPED
    with pytest.raises(NotNow):
        tianjin.certificates.print(session, view.id)


def test_what_was_printed_is_not_typed_anew_and_is_printed_once(tianjin: Desk, printer: FickleSlot) -> None:
    session, view = officer(tianjin), printed(tianjin)
    before = len(printer.sent)
    for again in (
        lambda: tianjin.certificates.enter(session, view.id, {"purpose": "出国"}),
        lambda: tianjin.certificates.confirm(session, view.id),
        lambda: tianjin.certificates.print(session, view.id),
        lambda: tianjin.certificates.resend(session, view.id),
    ):
        with pytest.raises(NotNow):
            again()
    assert len(printer.sent) == before


def test_a_sheet_the_printer_never_took_is_sent_again_the_same_bytes(
    tianjin: Desk, printer: FickleSlot
) -> None:
    session, view = officer(tianjin), household(tianjin)
    tianjin.certificates.enter(session, view.id, HOUSEHOLD)
    tianjin.certificates.confirm(session, view.id)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        tianjin.certificates.print(session, view.id)
    printer.jammed = False
    serial = tianjin.certificates.resend(session, view.id).sheet
    assert serial is not None
    assert [sent[0] for sent in printer.sent].count(serial.serial) == 1
    assert tianjin.certificates.good(session, view.id).application.state is State.COLLECTED
    proven(tianjin)


def test_a_spoiled_certificate_is_replaced_by_two_people(tianjin: Desk) -> None:
    session, view = officer(tianjin), printed(tianjin)
    first = tianjin.certificates.spoiled(session, view.id, "卡纸").sheet
    with pytest.raises(NeedsSecond):
        tianjin.certificates.reprint(session, view.id, None)
    again = tianjin.certificates.reprint(session, view.id, beside(tianjin, session))
    assert first is not None
    assert again.sheet is not None
    assert again.sheet.replaces == first.serial
    assert tianjin.find.sheet(session, first.serial).state == "voided"
    assert tianjin.certificates.good(session, view.id).state is CertificateState.HANDED
    lost = tianjin.certificates.reprint(session, view.id, beside(tianjin, session), "遗失")
    assert lost.state is CertificateState.PRINTED
    assert tianjin.certificates.good(session, view.id).application.state is State.COLLECTED
    proven(tianjin)


def test_a_certificate_of_relationship_names_two_people(tianjin: Desk) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "relationship-certificate", KINSHIP)
    other = number_for("19600303", 24)
    typed = {
        "related-name": "古丽巴哈尔・艾山江",
        "related-number": other,
        "relation": "古丽巴哈尔·艾山江系赵试用之母",
        "records": "1996 年常住人口登记表",
        "purpose": "继承公证",
    }
    certificate = tianjin.certificates.enter(session, view.id, typed)
    assert certificate.still == ()
    tianjin.certificates.confirm(session, view.id)
    sheet = tianjin.certificates.print(session, view.id).sheet
    assert sheet is not None
    words = words_of(tianjin, sheet.serial)
    assert words["related-name"] == "古丽巴哈尔·艾山江", "the middle dot of names is U+00B7"
    assert (words["name"], words["related-number"]) == ("赵试用", other)
    proven(tianjin)


def test_of_somebody_else_only_the_applicant_is_filled_in(tianjin: Desk) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)
    values = {e.code: e.value for e in tianjin.certificates.show(session, view.id).entries}
    assert (values["name"], values["citizen-number"], values["sex"]) == ("", "", "")
    assert values["applicant"] == "赵试用"
    assert values["applicant-number"].count("*") == 8
    assert "近亲属" in values["applicant-standing"]
    certificate = tianjin.certificates.enter(session, view.id, {"cancelled-on": "2019-08-20"})
    assert {e.code: e.value for e in certificate.entries}["cancelled-on"] == "2019年08月20日"


CANCELLED_ON = {"birth-date": "19800304", "cancelled-on": "2019-08-20"}


@pytest.mark.parametrize("typed", ["20190228", "2019-02-28", "2019年2月28日", "２０１９．２．２８"])
def test_a_day_is_written_as_the_form_writes_it_however_it_was_typed(tianjin: Desk, typed: str) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)
    shown = tianjin.certificates.enter(session, view.id, {"cancelled-on": typed})
    assert {entry.code: entry.value for entry in shown.entries}["cancelled-on"] == "2019年02月28日"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"cancelled-on": "2019年2月31日"}, NotADay),
        ({"cancelled-on": "前年冬天"}, NotADay),
        ({"cancelled-on": "2027年1月1日"}, DayToCome),
        ({"cancelled-on": "1980年1月1日"}, BeforeBirth),
        ({"birth-date": "20190821"}, BeforeBirth),
        ({"birth-date": "", "citizen-number": number_for("20200101", 22), "cancelled-on": "20190820"}, BeforeBirth),
    ],
)  # fmt: skip
def test_a_certified_day_exists_has_come_and_lies_behind_the_birth(
    tianjin: Desk, typed: dict[str, str], problem: type[Exception]
) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)
    before = tianjin.certificates.enter(session, view.id, CANCELLED_ON)
    with pytest.raises(problem, match="日期"):
        tianjin.certificates.enter(session, view.id, typed)
    assert tianjin.certificates.show(session, view.id) == before


def test_nobody_bears_the_number_of_another(tianjin: Desk) -> None:
    session = officer(tianjin)
    kin = accepted(tianjin, session, NEIGHBOUR, "relationship-certificate", KINSHIP)
    with pytest.raises(NumberTwice, match="当事人公民身份号码和亲属公民身份号码"):
        tianjin.certificates.enter(session, kin.id, {"related-number": NEIGHBOUR})
    home, child = household(tianjin), number_for("20100101", 32)
    wife = f"妻 孙玉兰 {child}"
    with pytest.raises(NumberTwice, match="第 1 行和第 3 行"):
        tianjin.certificates.enter(session, home.id, {}, [wife, ROWS[1], f"子 赵小 {child}"])
    with pytest.raises(NumberTwice, match="第 2 行"):
        tianjin.certificates.enter(session, home.id, {}, [wife, f"子 赵小 {NEIGHBOUR}"])
    shown = tianjin.certificates.enter(session, home.id, {}, [wife, f"户主 赵试用 {NEIGHBOUR}"])
    assert len(shown.rows) == 2, "who is certified stands among the members"


def test_a_relative_certifies_somebody_else_and_says_no_other_reason(tianjin: Desk) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)
    with pytest.raises(ApplicantsNumber):
        tianjin.certificates.enter(session, view.id, {"citizen-number": NEIGHBOUR})
    with pytest.raises(AnsweredOtherwise, match="“死亡”，与“出国定居”不符"):
        tianjin.certificates.enter(session, view.id, {"cancel-reason": "出国定居"})
    shown = tianjin.certificates.show(session, view.id)
    assert {entry.code: entry.value for entry in shown.entries}["cancel-reason"] == "死亡", (
        "as it was answered"
    )
    more = tianjin.certificates.enter(session, view.id, {"cancel-reason": "死亡（因病）"})
    assert {entry.code: entry.value for entry in more.entries}["cancel-reason"] == "死亡（因病）"


def test_sex_and_birth_are_those_of_the_number_or_a_reason_is_given(tianjin: Desk) -> None:
    session = officer(tianjin)
    view = accepted(tianjin, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)
    hers = {
        "name": "黄老",
        "sex": "女",
        "birth-date": "1930-01-01",
        "citizen-number": number_for("19350101", 33),
    }
    rest = {"former-address": "样例路3号", "cancelled-on": "20190820", "records": "登记表", "purpose": "公证"}
    shown = tianjin.certificates.enter(session, view.id, hers | rest)
    assert [words.zh for words in shown.odds] == ["性别与公民身份号码不符", "出生日期与公民身份号码不符"]
    with pytest.raises(StillWanting, match="与号码不符的原因"):
        tianjin.certificates.confirm(session, view.id)
    shown = tianjin.certificates.enter(session, view.id, {"number-differs": "2003 年更正，号码未变更"})
    assert "2003 年更正，号码未变更" in [entry.value for entry in shown.entries], "it is read back"
    assert tianjin.certificates.confirm(session, view.id).state is CertificateState.AGREED
    shown = tianjin.certificates.enter(session, view.id, {"sex": "male", "birth-date": "19350101"})
    assert (shown.odds, shown.still) == ((), ())
    assert "number-differs" not in [entry.code for entry in shown.entries]
    with pytest.raises(NoSuchField):
        tianjin.certificates.enter(session, view.id, {"sex": "女性朋友"})
    proven(tianjin)


def test_another_service_or_one_not_accepted_has_no_certificate(tianjin: Desk, wuxi: Desk) -> None:
    one = accepted(wuxi, officer(wuxi), number_for("20000315", 17), "first-id-card", WUXI_ADULT)
    with pytest.raises(NoCertificateHere):
        wuxi.certificates.show(officer(wuxi), one.id)
    with pytest.raises(NoSuchApplication):
        tianjin.certificates.show(officer(tianjin), identified(tianjin, officer(tianjin), NEIGHBOUR).id)


@pytest.mark.parametrize(
    ("entries", "rows", "problem"),
    [
        ({"purpose": "公证\x1b[31m"}, None, RemarkHasHiddenCharacter),
        ({"citizen-number": "110101199001010011"}, None, NotACitizenNumber),
        ({"station": "别的派出所"}, None, NoSuchChoice),
        ({"statement": "长" * 401}, None, EntryTooLong),
        ({"'; DROP TABLE": "x"}, None, NoSuchChoice),
        ({}, ["户主"], EntryUnreadable),
        ({}, ["户主 钱户主 12345"], NotACitizenNumber),
    ],
)
def test_hostile_words_change_nothing(
    tianjin: Desk, entries: dict[str, str], rows: list[str] | None, problem: type[Exception]
) -> None:
    view = household(tianjin)
    before = tianjin.certificates.show(officer(tianjin), view.id)
    with pytest.raises(problem):
        tianjin.certificates.enter(officer(tianjin), view.id, entries, rows)
    assert tianjin.certificates.show(officer(tianjin), view.id) == before


def test_words_of_citizens_are_data_on_paper(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    told = "<b>[red]{0} %s</b> & $(rm -rf ~)"
    tianjin.certificates.enter(session, view.id, HOUSEHOLD | {"purpose": told})
    tianjin.certificates.confirm(session, view.id)
    sheet = tianjin.certificates.print(session, view.id).sheet
    assert sheet is not None
    assert words_of(tianjin, sheet.serial)["purpose"] == told


def test_what_does_not_fit_is_told_before_it_is_agreed(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    tianjin.certificates.enter(session, view.id, HOUSEHOLD | {"purpose": "很长的话。" * 75})
    with pytest.raises(DoesNotFit):
        tianjin.certificates.confirm(session, view.id)
    assert tianjin.certificates.show(session, view.id).state is CertificateState.TYPED


def test_what_came_of_a_sheet_is_told_though_the_application_ended_meanwhile(tianjin: Desk) -> None:
    session, view = officer(tianjin), printed(tianjin)
    tianjin.progress.move(session, view.id, "terminate", "申请人撤回")
    assert tianjin.certificates.show(session, view.id).state is CertificateState.PRINTED
    certificate = tianjin.certificates.good(session, view.id)
    assert (certificate.state, certificate.application.state) == (CertificateState.HANDED, State.TERMINATED)
    assert tianjin.day.show(session).books.unresolved == 0, "the day can be closed"
    with pytest.raises(NoCertificateAnyMore, match="已终止"):
        tianjin.certificates.reprint(session, view.id, beside(tianjin, session), "遗失")
    proven(tianjin)


def test_an_application_that_ended_gets_no_certificate(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    tianjin.certificates.enter(session, view.id, HOUSEHOLD, ROWS)
    tianjin.certificates.confirm(session, view.id)
    for deed in ("review", "reject"):
        tianjin.progress.move(session, view.id, deed, "档案无记载")
    for verb in (tianjin.certificates.print, tianjin.certificates.confirm):
        with pytest.raises(NoCertificateAnyMore, match="审核不通过"):
            verb(session, view.id)
    with pytest.raises(NoCertificateAnyMore):
        tianjin.certificates.enter(session, view.id, {"purpose": "其他"})


@pytest.mark.parametrize(
    "way",
    [
        ("review", "sign", "produce"),
        ("review", "sign", "arrive", "expire"),
        ("review", "sign", "produce", "return"),
    ],
)
def test_in_the_citizens_hand_it_ends_the_matter_wherever_that_stood(
    tianjin: Desk, way: tuple[str, ...]
) -> None:
    session, view = officer(tianjin), printed(tianjin)
    for deed in way:
        tianjin.progress.move(session, view.id, deed, "照流程")
    assert tianjin.certificates.good(session, view.id).application.state is State.COLLECTED
    proven(tianjin)


def waiting(desk: Desk, session: Session) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.stage.zh, one.parked) for one in desk.journeys.waiting(session)]


def test_what_is_not_in_the_hand_waits_at_home_for_who_had_it_last(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    assert waiting(tianjin, session) == [], "nobody has looked at it"
    tianjin.certificates.park(session, view.id)
    assert waiting(tianjin, session) == [("certificate", "填写中", True)]
    other = tianjin.people.sign_in("0421", "0000")
    tianjin.certificates.enter(other, view.id, HOUSEHOLD, ROWS)
    assert (waiting(tianjin, session), len(waiting(tianjin, other))) == ([], 1)
    tianjin.certificates.confirm(session, view.id)
    tianjin.certificates.print(session, view.id)
    tianjin.certificates.spoiled(session, view.id, "卡纸")
    assert waiting(tianjin, session) == [("certificate", "打坏，待重打", True)]
    tianjin.certificates.reprint(session, view.id, beside(tianjin, session))
    tianjin.certificates.good(session, view.id)
    assert waiting(tianjin, session) == []


def test_of_an_application_that_ended_nothing_waits_but_the_sheet(tianjin: Desk) -> None:
    session, view = officer(tianjin), printed(tianjin)
    tianjin.progress.move(session, view.id, "terminate", "申请人撤回")
    assert [stage for _, stage, _ in waiting(tianjin, session)] == ["已送打印，等待结果"]
    tianjin.certificates.spoiled(session, view.id, "卡纸")
    assert waiting(tianjin, session) == []


def test_nothing_is_handed_over_before_its_sheet(tianjin: Desk) -> None:
    session, view = officer(tianjin), household(tianjin)
    for deed in (Deed.REVIEW, Deed.SIGN, Deed.ARRIVE):
        tianjin.progress.move(session, view.id, deed)
    with pytest.raises(EndsInCertificate):
        tianjin.collect.hand_over(session, view.id, Handed("赵试用"))
    tianjin.certificates.enter(session, view.id, HOUSEHOLD, ROWS)
    tianjin.certificates.confirm(session, view.id)
    tianjin.certificates.print(session, view.id)
    assert tianjin.certificates.good(session, view.id).application.state is State.COLLECTED
