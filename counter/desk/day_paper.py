"""The report of a closed day (日结表, A4)."""

from __future__ import annotations

from datetime import datetime

from counter.desk.bench import Bench
from counter.desk.day_books import Books, DayView
from counter.desk.papers import day_words, made_paper, signed, unprintable
from counter.desk.views import Session
from counter.printing.paper import Paper
from counter.store import cases
from counter.values.money import in_yuan
from counter.values.typography import full_width

FORM = "day-report"
_LISTED, _WORDS = 4, 24
"""Waivers named one by one on the report, and characters of their reasons; all of them are in the books."""


def report_paper(bench: Bench, session: Session, view: DayView, at: datetime) -> Paper:
    """The report of a closed day, as its books stood when it was closed."""
    books, forms = view.books, bench.press.forms
    printed = ";".join(f"{forms[form].title.zh} {n} 张" for form, n in books.printed.items())
    fees = f"{books.fees} 笔,{in_yuan(books.fen)};退费 {books.returned} 笔,{in_yuan(books.returned_fen)}"
    receipts = f"{books.first_receipt} 至 {books.last_receipt},共 {books.fees} 张" if books.fees else "无"
    waived = f"{books.waived} 笔,{in_yuan(books.waived_fen)}" if books.waived else "无"
    words = {
        "day": day_words(view.day),
        "terminal": f"{bench.station.terminal:02d}",
        "accepted": f"{books.accepted} 件",
        "refused": f"{books.refused} 件",
        "waiting": f"{books.waiting} 件",
        "collected": f"{books.collected} 件",
        "printed": full_width(printed) or "无",
        "voided": f"{books.voided} 张",
        "stamped": f"{books.stamped} 次",
        "fees": full_width(f"{fees};应存 {in_yuan(view.cash)}"),
        "receipts": full_width(receipts + (f";缺号 {'、'.join(books.gaps)}" if books.gaps else "")),
        "waived": full_width(waived + _listed(books)),
        "differences": full_width(";".join(text.zh for text in view.differences)) or "账实相符。",
        "explanation": _explained(bench, view) if view.differences else "",
        **signed(bench, session, at),
    }
    return made_paper(bench, FORM, words, unprintable(bench, words))


def _explained(bench: Bench, view: DayView) -> str:
    """Why the count differs, and the name and number of who let the day be closed so."""
    with bench.store.reading() as db:
        beside = cases.clerk(db, view.second)
    return f"{view.reason}（{beside.name} {beside.number}）" if beside else view.reason


def _listed(books: Books) -> str:
    """The waivers of a day, each with its reason and both people."""
    told = [
        f"{in_yuan(fen)}({reason[:_WORDS]},{clerk}、{second})"
        for _, fen, _, reason, clerk, second in books.waivers[:_LISTED]
    ]
    more = [f"另 {books.waived - _LISTED} 笔见日志"] if books.waived > _LISTED else []
    back = [f"撤回前日减免 {books.unwaived} 笔"] if books.unwaived else []
    return "".join(f";{words}" for words in (*told, *more, *back))
