"""From a journey to a sheet: which words stand in which field. No words are made up here that a form prints for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.issued_seal import issued_seal
from counter.desk.views import CaseView, Session
from counter.printing.paper import Paper, Seal, SealMode
from counter.store import cases, holders
from counter.values.person_name import code_point

SLIP = "confirmation-slip"
NOTICE = "refusal-notice"
REMEDIES = "对本告知不服的，可以向告知单位陈述、申辩；也可以依法申请行政复议或者提起行政诉讼。"
"""Where to object: 《行政许可法》第七条、第三十八条第二款 want it on every refusal."""
GETA = "〓"
"""Stands on paper for a character no font has, followed by its code point and the clerk's description."""


def slip_paper(
    bench: Bench,
    session: Session,
    case: CaseView,
    row: holders.Holder,
    described: Mapping[str, str],
    at: datetime,
) -> Paper:
    """The confirmation slip (确认单) of a holder, without serial and code."""
    codes = bench.codes
    view = case.holder
    words = {
        "name": row.name,
        "sex": codes.sex[row.sex].zh,
        "ethnic-group": codes.ethnic[row.ethnic],
        "birth-date": day_words(row.birth),
        "citizen-number": row.number,
        "household-address": row.household_address,
        "residence-address": row.residence_address,
        "permit-kind": codes.permit_kind[row.permit_kind].zh,
        "permit-number": row.permit_number,
        "permit-state": view.state.zh if view else "",
        "issued": day_words(row.issued),
        "endorsed-until": day_words(row.endorsed_until),
        "shown-document": case.shown.text.zh if case.shown else "",
        "queried-at": moment_words(at),
        **signed(bench, session, at),
    }
    return made_paper(bench, SLIP, words, described)


def notice_paper(bench: Bench, session: Session, case: CaseView, at: datetime) -> Paper:
    """The refusal notice (不予办理告知书): every reason with its article, what to do next, where to object.

    The name stays empty where a number was searched in vain: the counter knows no more of the person.
    """
    reasons = [f"{refusal.text.zh}（依据：{refusal.source.zh}）" for refusal in case.refusals]
    words = {
        "name": case.holder.name if case.holder else "",
        "citizen-number": case.holder.masked_number if case.holder else case.searched,
        "asked-for": case.title.zh,
        "reasons": numbered(reasons),
        "next-step": numbered([refusal.remedy.zh for refusal in case.refusals]),
        "remedies": REMEDIES,
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, NOTICE, words, unprintable(bench, words))


def paper_of(sheet: cases.Sheet) -> Paper:
    """The sheet exactly as it was recorded: printing it again gives the same bytes."""
    seal = None
    if sheet.seal:
        told = sheet.seal
        picture = told.get("picture", "")
        seal = Seal(SealMode(told["mode"]), told["unit"], told["purpose"], told["number"], picture)
    return Paper(sheet.form, sheet.serial, sheet.fields, seal, sheet.code, sheet.specimen)


def with_remark(paper: Paper, line: str) -> Paper:
    """The same sheet with a line in its field for remarks."""
    fields = tuple((code, line if code == "remark" else text) for code, text in paper.fields)
    return replace(paper, fields=fields)


def seal_body(seal: Seal | None) -> dict[str, str] | None:
    """A seal as the journal keeps it."""
    if seal is None:
        return None
    told = {"mode": seal.mode.value, "unit": seal.unit, "purpose": seal.purpose, "number": seal.number}
    return told | {"picture": seal.picture} if seal.picture else told


def day_words(day: date) -> str:
    """``2026年11月22日``."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def moment_words(at: datetime) -> str:
    """``2026年11月22日 10时37分``."""
    return f"{day_words(at.date())} {at.hour:02d}时{at.minute:02d}分"


def numbered(sentences: list[str]) -> str:
    """One sentence as it is; several with their numbers."""
    if len(sentences) == 1:
        return sentences[0]
    return "\n".join(f"{place}. {sentence}" for place, sentence in enumerate(sentences, 1))


def unprintable(bench: Bench, words: Mapping[str, str]) -> dict[str, str]:
    """A notice waits for no description: what no font has is told by its code point alone."""
    lines = (line for text in words.values() for line in text.splitlines())
    return {glyph.character: "" for glyph in bench.press.missing(lines)}


def signed(bench: Bench, session: Session, at: datetime) -> dict[str, str]:
    """The fields that say who made a sheet, where and when."""
    return {
        "clerk": f"{session.clerk.name} {session.clerk.number}",
        "station": bench.settings.station.full_name,
        "date": day_words(at.date()),
    }


def made_paper(bench: Bench, form: str, words: Mapping[str, str], described: Mapping[str, str]) -> Paper:
    """A sheet of a form from words by field; ``described`` tells what stands for characters that no font has."""
    places = bench.press.forms[form].fields
    fields = tuple((place.code, with_described(words.get(place.code, ""), described)) for place in places)
    issued = bench.press.forms[form].seal and bench.settings.seal.mode == SealMode.ISSUED
    seal = issued_seal(bench) if issued else drawn_seal(bench, form)
    return Paper(form, "", fields, seal, "", bench.station.training)


def with_described(text: str, described: Mapping[str, str]) -> str:
    """Put 〓(U+2CC56 左金右玄) where a character cannot be printed and the clerk has described it."""
    told = {ord(c): f"{GETA}({f'{code_point(c)} {words}'.strip()})" for c, words in described.items()}
    return text.translate(told)


def drawn_seal(bench: Bench, form: str) -> Seal | None:
    """The seal, or the place for a stamp, that the program draws on a form here; None for an issued seal, which is a picture."""
    settings = bench.settings.seal
    if bench.press.forms[form].seal is None or settings.mode == SealMode.ISSUED:
        return None
    return Seal(SealMode(settings.mode), bench.settings.station.full_name, settings.purpose, settings.number)
